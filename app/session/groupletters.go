package session

import (
	"context"
	"fmt"
	"path/filepath"

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

// GroupLetters writes the letters of a group order to the people who share the
// flaw and never appealed, and the list of them. Members with a case get
// theirs as any decision does. It returns the letters; each is in the folder
// whole or not at all.
func (s *Session) GroupLetters(ctx context.Context, no int, dir string, large bool) ([]LetterFile, error) {
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
	office, err := s.letterOffice(ctx)
	if err != nil {
		return nil, err
	}
	press, err := s.press()
	if err != nil {
		return nil, err
	}
	var out []LetterFile
	var rows [][]importexport.Cell
	err = s.store.Unappealed(ctx, g.Criterion, func(e registered) error {
		r := s.relief(g, &e)
		r.Office, r.Large = office, large
		issued, err := s.seal(ctx, press.Group(r))
		if err != nil {
			return fmt.Errorf("letter %s: %w", r.Number, err)
		}
		l := LetterFile{DocNo: r.Number, Kind: string(letter.KindGroup), Pages: issued.Pages, SHA256: issued.SHA256, Code: issued.Code}
		if err := l.write(dir, issued); err != nil {
			return err
		}
		var row []importexport.Cell
		for _, v := range []string{l.DocNo, cases.MaskName(e.Person.Name), cases.MaskPhone(e.Person.Phone), l.File, l.SHA256, l.Code} {
			row = append(row, importexport.TextCell(v))
		}
		out, rows = append(out, l), append(rows, row)
		return nil
	})
	if err != nil || len(out) == 0 {
		return out, err
	}
	return out, s.listLetters(ctx, filepath.Join(dir, fmt.Sprintf("group-%d.csv", no)), rows)
}

// listLetters writes the list of the letters and keeps its receipt on record.
func (s *Session) listLetters(ctx context.Context, path string, rows [][]importexport.Cell) error {
	t := outbox.Table{Name: "发文清单", Columns: dispatch(), Rows: func(yield func([]importexport.Cell, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}}
	rec, err := outbox.WriteTable(ctx, path, "letters", t, s.order(ExportOrder{File: path, Format: importexport.CSV, Purpose: outbox.ForAppeal}))
	if err != nil {
		return err
	}
	return s.keep(ctx, rec, nil)
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
		OrderedAt: g.Sign.SignedAt, Reason: g.Finding + "\n" + g.Reasons, NewColour: g.NewColour, EffectiveAt: effective,
		OptOutUntil: letter.OptOut(s.Now()), OrderedBy: g.OrderedBy, SignedBy: g.Sign.Signer, Languages: letter.Languages(g.LetterLanguage),
	}
}
