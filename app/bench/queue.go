package bench

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"recourse/assets"
	"recourse/cases"
	"recourse/cases/roster"
	"recourse/importexport/simulate"
)

// bigQueue is a roster of synthetic cases, and the same rows as a plain table
// of the C engine, personal fields in clear.
type bigQueue struct {
	roster *roster.Roster
	db     string
	size   int
}

// columnsOf are the columns of the plain table; times are microseconds.
const columnsOf = "id INTEGER PRIMARY KEY, appeal_no, state, colour, urgency, division, issuing_system, rules, grounds, signals INTEGER," +
	" officer, drafter, filed_at INTEGER, due_at INTEGER, paused_at INTEGER, isolation_end INTEGER, isolation, instruction, notice," +
	" name, doc_no, phone, statement"

// sevenIndexes are those that an office would give such a table.
func sevenIndexes() []string {
	return []string{"due_at, id", "filed_at, id", "state, due_at", "colour, due_at", "division, due_at", "officer, due_at", "isolation_end, id"}
}

// big fills roster and table once.
func (s *shop) big(ctx context.Context, f *Figure) (*bigQueue, error) {
	if s.queue != nil && s.queue.size == f.Size {
		return s.queue, nil
	}
	s.note(fmt.Sprintf("queue-%d", f.Size))
	feed, err := s.feed(f.Size)
	if err != nil {
		return nil, err
	}
	q := &bigQueue{roster: roster.New(), db: s.fresh("plain.db"), size: f.Size}
	rows := s.fresh("rows.csv")
	err = toFile(rows, func(w io.Writer) error {
		feed.copy = csv.NewWriter(w)
		if _, err := q.roster.Sync(ctx, feed); err != nil {
			return err
		}
		feed.copy.Flush()
		return feed.copy.Error()
	})
	if err != nil {
		return nil, err
	}
	if f.installed("sqlite3") {
		_, err = shell(ctx, q.db, plainScript(rows))
	}
	os.Remove(rows)
	s.queue = q
	return q, err
}

func plainScript(rows string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "PRAGMA journal_mode=OFF;\nPRAGMA page_size=8192;\nCREATE TABLE q(%s);\n.mode csv\n.import %q q\n", columnsOf, rows)
	for i, cols := range sevenIndexes() {
		fmt.Fprintf(&b, "CREATE INDEX i%d ON q(%s);\n", i, cols)
	}
	b.WriteString("ANALYZE;\n")
	return b.String()
}

// feed hands synthetic cases to a roster in place of a store, with the work on
// them spread as in an office in full swing.
type feed struct {
	office *simulate.Office
	cal    cases.Calendar
	size   int
	copy   *csv.Writer // also gets every row, in plain
}

func (s *shop) feed(size int) (*feed, error) {
	office, err := simulate.New(simulate.Options{Appeals: size, Seed: s.opt.Seed})
	if err != nil {
		return nil, err
	}
	cal, err := cases.ParseCalendar(assets.Calendar())
	return &feed{office: office, cal: cal, size: size}, err
}

// made is one synthetic case on its way.
type made struct {
	row  cases.Row
	card cases.Card
}

// Rows implements roster.Feed.
func (f *feed) Rows(ctx context.Context, _ int64, yield func(cases.Row, *cases.Card) error) error {
	const block = 2048
	for from := 0; from < f.size; from += block {
		list := make([]made, min(block, f.size-from))
		onAllCores(len(list), func(i int) { list[i] = f.make(from + i) })
		if err := ctx.Err(); err != nil {
			return err
		}
		for i := range list {
			if err := f.copy.Write(record(&list[i])); err != nil {
				return err
			}
			if err := yield(list[i].row, &list[i].card); err != nil {
				return err
			}
		}
	}
	return nil
}

// save writes the rows alone.
func (f *feed) save(ctx context.Context, name string) error {
	return toFile(name, func(w io.Writer) error {
		f.copy = csv.NewWriter(w)
		if err := f.Rows(ctx, 0, func(cases.Row, *cases.Card) error { return nil }); err != nil {
			return err
		}
		f.copy.Flush()
		return f.copy.Error()
	})
}

// make is case i, in a state and with an officer that follow from i.
func (f *feed) make(i int) made {
	snap := f.office.Case(i).Snapshot
	row := cases.NewRow(&snap, f.cal, simulate.Opening())
	row.ID, row.Seq = cases.ID(i+1), int64(i+1)
	row.State = cases.States()[i*7%len(cases.States())]
	row.Signals = cases.Signals(i * 2654435761 >> 7 & 0xff)
	if row.State.WithOfficer() || row.State.Settled() {
		row.Officer = cases.UserID("officer" + strconv.Itoa(i%40))
	}
	if row.State == cases.Decided {
		row.Notice, row.Instruction = cases.Rendered, cases.Queued
	}
	if row.State == cases.AwaitingInfo {
		row.PausedAt = simulate.Opening().Add(-time.Hour)
	}
	return made{row, cases.CardOf(&snap)}
}

func record(m *made) []string {
	r := &m.row
	num := func(n int64) string { return strconv.FormatInt(n, 10) }
	at := func(t time.Time) string {
		if t.IsZero() {
			return "0"
		}
		return num(t.UnixMicro())
	}
	grounds := make([]string, len(r.Grounds))
	for i, g := range r.Grounds {
		grounds[i] = string(g)
	}
	return []string{
		num(int64(r.ID)), r.AppealNo, string(r.State), string(r.Colour), string(r.Urgency), r.Division, r.System,
		"," + strings.Join(r.Rules, ",") + ",", "," + strings.Join(grounds, ",") + ",", num(int64(r.Signals)), string(r.Officer), string(r.Drafter),
		at(r.FiledAt), at(r.DueAt), at(r.PausedAt), at(r.IsolationEnd), string(r.Isolation), string(r.Instruction), string(r.Notice),
		m.card.Name, m.card.DocNo, m.card.Phone, m.card.Statement,
	}
}
