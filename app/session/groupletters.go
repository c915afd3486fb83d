package session

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/letter"
	"recourse/importexport/outbox"
)

// dispatch is the list of what a folder of letters holds, for the post room.
// It names nobody in full.
func dispatch() []outbox.Column {
	return []outbox.Column{
		{Key: "number", Zh: "文号", En: "Number", Width: 26}, {Key: "name", Zh: "姓名", En: "Name", Width: 12}, {Key: "phone", Zh: "电话", En: "Telephone", Width: 16},
		{Key: "file", Zh: "文件", En: "File", Width: 36}, {Key: "sha256", Zh: "摘要", En: "SHA-256", Width: 66}, {Key: "code", Zh: "验真码", En: "Code", Width: 40},
	}
}

// GroupRun says how the letters of a group order to the register are written.
type GroupRun struct {
	Dir   string
	Large bool
	Again bool // also to those who got theirs, under a further number
	Tell  func(done, total int)
}

// GroupLetters writes the letters of a group order to the people who share the
// flaw and never appealed, and the list of them. Members with a case get
// theirs as any decision does. Whoever got a letter of the order before gets
// none, unless the run says so: then it is a further letter with a number of
// its own. It returns the letters; each is in the folder whole or not at all,
// and those of a run that was stopped are on record like the others.
func (s *Session) GroupLetters(ctx context.Context, no int, run GroupRun) ([]LetterFile, error) {
	if err := s.User().Permit(cases.MayLetters); err != nil {
		return nil, err
	}
	g, err := s.store.Group(ctx, no)
	if err != nil {
		return nil, err
	}
	if g.State != cases.GroupDone || g.Sign == nil {
		return nil, cases.Refuse("group_not_carried", "until", stampOf(g.UndoUntil))
	}
	before, err := s.groupRuns(ctx, no)
	if err != nil {
		return nil, err
	}
	people, skipped, err := s.addressees(ctx, g, before, run.Again)
	if err != nil {
		return nil, err
	}
	if len(people) == 0 && skipped > 0 {
		return nil, cases.Refuse("group_letters_issued", "n", strconv.Itoa(skipped), "at", stampOf(before.last))
	}
	out, err := s.relieve(ctx, people, run)
	if len(out) == 0 {
		return nil, err
	}
	return out, errors.Join(err, s.listLetters(context.WithoutCancel(ctx), g.No, before.n, run.Dir, out, people))
}

// groupRuns is what earlier runs wrote of an order's letters.
type groupRuns struct {
	n     int
	last  time.Time
	given map[string]int // how many letters a person got, by the first number
}

func (s *Session) groupRuns(ctx context.Context, no int) (groupRuns, error) {
	list, err := s.store.Receipts(ctx)
	out := groupRuns{given: map[string]int{}}
	for _, r := range list {
		if r.GroupOrder != no {
			continue
		}
		out.n++
		if r.At.After(out.last) {
			out.last = r.At
		}
		for _, number := range r.Numbers {
			first, _, _ := strings.Cut(number, "/")
			out.given[first]++
		}
	}
	return out, err
}

// addressees are the people who get a letter now, and how many got theirs
// before.
func (s *Session) addressees(ctx context.Context, g *cases.GroupRecord, before groupRuns, again bool) (people []letter.Relief, skipped int, err error) {
	err = s.store.Unappealed(ctx, g.Criterion, func(e registered) error {
		r := s.relief(g, &e)
		switch n := before.given[r.Number]; {
		case n > 0 && !again:
			skipped++
			return nil
		case n > 0:
			r.Number += "/" + strconv.Itoa(n+1)
		}
		people = append(people, r)
		return nil
	})
	return people, skipped, err
}

// relieve writes one letter after the other.
func (s *Session) relieve(ctx context.Context, people []letter.Relief, run GroupRun) ([]LetterFile, error) {
	office, err := s.letterOffice(ctx)
	if err != nil {
		return nil, err
	}
	press, err := s.press()
	if err != nil {
		return nil, err
	}
	var out []LetterFile
	for i, r := range people {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		r.Office, r.Large = office, run.Large
		issued, err := s.seal(ctx, press.Group(r))
		if err != nil {
			return out, fmt.Errorf("letter %s: %w", r.Number, err)
		}
		l := LetterFile{DocNo: r.Number, Kind: string(letter.KindGroup), Pages: issued.Pages, SHA256: issued.SHA256, Code: issued.Code}
		if err := l.Write(run.Dir, issued); err != nil {
			return out, err
		}
		out = append(out, l)
		if run.Tell != nil {
			run.Tell(i+1, len(people))
		}
	}
	return out, nil
}

// listLetters writes the list of a run's letters and keeps its receipt, with
// the numbers that were given.
func (s *Session) listLetters(ctx context.Context, order, runs int, dir string, list []LetterFile, people []letter.Relief) error {
	name, numbers := fmt.Sprintf("group-%d.csv", order), make([]string, len(list))
	if runs > 0 {
		name = fmt.Sprintf("group-%d-%d.csv", order, runs+1)
	}
	t := outbox.Table{Name: "发文清单", Columns: dispatch(), Rows: func(yield func([]importexport.Cell, error) bool) {
		for i, l := range list {
			p := people[i].Resident
			var row []importexport.Cell
			for _, v := range []string{l.DocNo, cases.MaskName(p.Name), cases.MaskPhone(p.Phone), l.File, l.SHA256, l.Code} {
				row = append(row, importexport.TextCell(v))
			}
			if numbers[i] = l.DocNo; !yield(row, nil) {
				return
			}
		}
	}}
	path := filepath.Join(dir, name)
	rec, err := outbox.WriteTable(ctx, path, "letters", t, s.order(ExportOrder{File: path, Format: importexport.CSV, Purpose: outbox.ForAppeal}))
	if err != nil {
		return err
	}
	r := receiptOf(rec, nil)
	r.GroupOrder, r.Numbers = order, numbers
	return s.keys.AddReceipt(ctx, r)
}

// ListLetters writes a table of letters as a workbook for the post room and
// keeps its receipt.
func (s *Session) ListLetters(ctx context.Context, path string, t outbox.Table, o ExportOrder, ids []cases.ID) error {
	o.File, o.Format, o.Purpose = path, importexport.XLSX, outbox.ForAppeal
	rec, err := outbox.WriteTable(ctx, path, "letters", t, s.order(o))
	if err != nil {
		return err
	}
	return s.keep(context.WithoutCancel(ctx), rec, ids)
}

// relief is what a group order means for a person of the register.
func (s *Session) relief(g *cases.GroupRecord, e *registered) letter.Relief {
	effective := g.EffectiveAt
	if effective.IsZero() {
		effective = cases.At(e.IssuedAt)
	}
	return letter.Relief{
		Number:   fmt.Sprintf("群〔%d〕%d号-%d-%d", g.OrderedAt.In(cases.Shanghai()).Year(), g.No, e.Delivery, e.No),
		IssuedAt: s.Now(), Resident: cases.Resident{Name: e.Person.Name, DocNo: e.Person.DocNo, Phone: e.Person.Phone},
		Code:      cases.CodeAssignment{Colour: e.Colour, IssuedAt: cases.At(e.IssuedAt), ReasonText: e.Reason},
		OrderedAt: g.Sign.SignedAt, Reason: g.Finding + "\n" + g.Reasons, Basis: g.LegalBasis, NewColour: g.NewColour, EffectiveAt: effective,
		EndsAt: reliefEnd(g, e), OptOutUntil: letter.OptOut(s.Now()), OrderedBy: g.OrderedBy, SignedBy: g.Sign.Signer, Languages: letter.Languages(g.LetterLanguage),
	}
}

// reliefEnd is when isolation ends under the milder code of an order: its own
// term, never later than the one it replaces. Green has none.
func reliefEnd(g *cases.GroupRecord, e *registered) cases.Stamp {
	if g.NewColour == cases.Green {
		return cases.Stamp{}
	}
	end := e.IssuedAt.AddDate(0, 0, g.NewColour.TermDays())
	if !e.EndsAt.IsZero() && e.EndsAt.Before(end) {
		end = e.EndsAt
	}
	return cases.At(end.In(cases.Shanghai()))
}
