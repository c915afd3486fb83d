package roster_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"recourse/cases"
	"recourse/cases/roster"
)

// desk is a feed over a slice of cases, as a store would answer.
type desk struct {
	rows   []cases.Row
	cards  map[cases.ID]cases.Card
	locked bool
	seq    int64
}

func newDesk() *desk { return &desk{cards: map[cases.ID]cases.Card{}} }

func (d *desk) Rows(ctx context.Context, since int64, yield func(cases.Row, *cases.Card) error) error {
	for _, r := range d.rows {
		if err := ctx.Err(); err != nil {
			return err
		}
		if r.Seq <= since {
			continue
		}
		var card *cases.Card
		if c, ok := d.cards[r.ID]; ok && !d.locked {
			card = &c
		}
		if err := yield(r, card); err != nil {
			return err
		}
	}
	return nil
}

// put writes a row as the next act; the row's ID says which case.
func (d *desk) put(r cases.Row, card *cases.Card) {
	d.seq++
	r.Seq = d.seq
	i := slices.IndexFunc(d.rows, func(o cases.Row) bool { return o.ID == r.ID })
	if i < 0 {
		r.Version = 1
		d.rows = append(d.rows, r)
	} else {
		r.Version = d.rows[i].Version + 1
		d.rows[i] = r
	}
	delete(d.cards, r.ID)
	if card != nil {
		d.cards[r.ID] = *card
	}
}

var start = time.Date(2020, 2, 17, 9, 0, 0, 0, cases.Shanghai())

// chance draws rows and cards; the same seed draws the same.
type chance struct{ *rand.Rand }

func newChance(seed uint64) chance { return chance{rand.New(rand.NewPCG(seed, 1))} }

func one[T any](c chance, list ...T) T { return list[c.IntN(len(list))] }

// around is an instant within some days of start, to the second.
func (c chance) around(days int) time.Time {
	return start.Add(time.Duration(c.IntN(2*days*86400)-days*86400) * time.Second).UTC()
}

func (c chance) sometimes(t time.Time, percent int) time.Time {
	if c.IntN(100) < percent {
		return t
	}
	return time.Time{}
}

func (c chance) row(id cases.ID) cases.Row {
	r := cases.Row{
		ID: id, AppealNo: fmt.Sprintf("杭健申〔2020〕%d号", c.IntN(900000)+1), State: one(c, cases.States()...), StateSince: c.around(3),
		Colour: one(c, cases.Red, cases.Red, cases.Yellow), IssuedAt: c.around(7), FiledAt: c.around(4),
		DueAt: c.sometimes(c.around(4), 97), PausedAt: c.sometimes(c.around(1), 5), IsolationEnd: c.sometimes(c.around(14), 95),
		Division: one(c, "330106", "330105", "330102", "330301", "320100"), System: one(c, "hz-jkm", "zj-jkm", "sz-jkm"),
		RuleSet: one(c, "HZ-2020-02@1", "unknown"), Rules: one(c, []string{"R40"}, []string{"R12", "R40"}, []string{"R77"}, nil),
		Grounds: one(c, []cases.Ground{"G02"}, []cases.Ground{"G03", "G02"}, []cases.Ground{"G11"}),
		Urgency: one(c, cases.Normal, cases.Normal, cases.Normal, cases.Urgent, cases.Critical),
		Signals: cases.Signals(c.Uint32N(1<<11) & c.Uint32N(1<<11)), Returns: c.IntN(4),
		Isolation: one(c, cases.Running, cases.Running, cases.Ended, cases.Released), SnapshotVersion: 1 + c.IntN(3),
	}
	if r.State.WithOfficer() || c.IntN(9) == 0 {
		r.Officer, r.LeaseUntil = one[cases.UserID](c, "reviewer", "reviewer2", "supervisor"), c.around(1)
		r.Allocator = one[cases.UserID](c, "", "supervisor")
	}
	if r.State.Settled() || r.State == cases.PendingSignoff {
		r.Drafter = one[cases.UserID](c, "reviewer", "reviewer2")
		r.Disposition, r.NewColour = one(c, cases.Dispositions()...), one(c, "", cases.Green)
		r.Instruction, r.Notice = one(c, "", cases.Queued, cases.Rejected), one(c, "", cases.Rendered, cases.Delivered)
		r.SecondLook = c.IntN(2) == 0
	}
	if r.State.Settled() && c.IntN(2) == 0 {
		r.Pending, r.PendingSince = cases.PendingCorrection, c.around(1)
	}
	return r
}

// words makes text of common characters.
func (c chance) words(n int) string {
	var b strings.Builder
	for i := range n {
		if i%9 == 8 {
			b.WriteString(one(c, "，", "。", "、"))
		}
		b.WriteRune(rune(0x4E00 + c.IntN(2500)))
	}
	return b.String()
}

func (c chance) card() cases.Card {
	born := fmt.Sprintf("330199%04d%02d%02d%03d", 1940+c.IntN(70), 1+c.IntN(12), 1+c.IntN(28), c.IntN(1000))
	return cases.Card{
		Name:      one(c, "王", "李", "张", "陈", "欧阳", "阿卜杜·") + c.words(1+c.IntN(2)),
		DocNo:     born + string(cases.IDCheckChar(born)),
		Phone:     fmt.Sprintf("1%d%09d", 3+c.IntN(7), c.IntN(1e9)),
		Statement: c.words(20 + c.IntN(80)),
	}
}

// synced is a roster that has read the desk.
func synced(t interface{ Fatal(...any) }, d *desk) *roster.Roster {
	r := roster.New()
	if _, err := r.Sync(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	return r
}
