package session

import (
	"context"
	"errors"
	"strconv"
	"time"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/outbox"
	"recourse/review"
)

// Groups are the group orders as the person signed in may handle them.
func (s *Session) Groups() *review.Groups { return s.desk.Groups(s.store) }

// GroupList lists the group orders, latest first.
func (s *Session) GroupList(ctx context.Context) ([]cases.GroupRecord, error) {
	if err := s.User().Permit(cases.MayInsight); err != nil {
		return nil, err
	}
	return s.store.Groups(ctx)
}

// Group reads one group order.
func (s *Session) Group(ctx context.Context, no int) (*cases.GroupRecord, error) {
	if err := s.User().Permit(cases.MayInsight); err != nil {
		return nil, err
	}
	return s.store.Group(ctx, no)
}

// GroupOutcome says what became of an order beyond its own members.
func (s *Session) GroupOutcome(ctx context.Context, g *cases.GroupRecord) (review.GroupOutcome, error) {
	ids, err := s.store.WithPaper(ctx, cases.PaperReopening)
	if err != nil {
		return review.GroupOutcome{}, err
	}
	return s.Groups().Outcome(ctx, g, ids)
}

// DueGroups lists the orders whose undo window is over and that wait to be
// carried out by somebody who may; for others there are none.
func (s *Session) DueGroups(ctx context.Context) ([]int, error) {
	if s.User().Permit(cases.MayLetters) != nil {
		return nil, nil
	}
	return s.store.DueGroups(ctx, s.Now())
}

// CarryOutDue carries out every order whose undo window is over. Whoever lists
// cases or sends something calls it first, so that no order waits for somebody
// to think of it. It returns the orders it carried out; tell may be nil.
func (s *Session) CarryOutDue(ctx context.Context, tell review.Progress) ([]cases.GroupRecord, error) {
	due, err := s.DueGroups(ctx)
	if err != nil {
		return nil, err
	}
	var out []cases.GroupRecord
	for _, no := range due {
		g, err := s.Groups().CarryOut(ctx, no, tell)
		if errors.Is(err, cases.Refuse("group_not_due")) {
			continue // somebody else was quicker, or took it back
		}
		if err != nil {
			return out, err
		}
		out = append(out, *g)
	}
	return out, nil
}

// RecallColumns are the columns of a recall list: what the receiver needs to
// find the person and to set the code right, and nothing else.
func RecallColumns() []outbox.Column {
	return []outbox.Column{
		{Key: "group_order", Zh: "批量纠正令", En: "Group order", Width: 10}, {Key: "name", Zh: "姓名", En: "Name", Width: 12}, {Key: "doc_no", Zh: "证件号码", En: "Document number", Width: 22},
		{Key: "phone", Zh: "电话", En: "Phone", Width: 16}, {Key: "colour", Zh: "颜色", En: "Colour", Width: 10}, {Key: "issued_at", Zh: "赋码时间", En: "Code issued at, UTC+8", Width: 26},
		{Key: "isolation_end", Zh: "隔离截止", En: "Isolation ends, UTC+8", Width: 26}, {Key: "source", Zh: "数据来源", En: "Data source", Width: 18}, {Key: "batch", Zh: "批次", En: "Batch", Width: 18},
		{Key: "rule", Zh: "规则", En: "Rule", Width: 14}, {Key: "new_colour", Zh: "新颜色", En: "New colour", Width: 10}, {Key: "effective_at", Zh: "生效时间", En: "Effective at, UTC+8", Width: 26},
		{Key: "order_digest", Zh: "令文摘要", En: "Digest of the order", Width: 66},
	}
}

// Recall writes the recall list of an order: the people who share the flaw and
// never appealed. It leaves only once the order is carried out. Personal
// fields are masked unless the order of the export gives a reason; then the
// other supervisor of the group order is who approved it.
func (s *Session) Recall(ctx context.Context, no int, o ExportOrder) (outbox.Receipt, error) {
	if err := s.User().Permit(cases.MayExport); err != nil {
		return outbox.Receipt{}, err
	}
	g, err := s.store.Group(ctx, no)
	if err != nil {
		return outbox.Receipt{}, err
	}
	if g.Due(s.Now()) {
		if g, err = s.Groups().CarryOut(ctx, no, nil); err != nil {
			return outbox.Receipt{}, err
		}
	}
	if g.State != cases.GroupDone {
		return outbox.Receipt{}, cases.Refuse("group_not_carried", "until", stampOf(g.UndoUntil))
	}
	rows, err := s.recalled(ctx, g, o.Unmask == "")
	if err != nil {
		return outbox.Receipt{}, err
	}
	if len(rows) == 0 {
		return outbox.Receipt{}, cases.Refuse("group_no_recall")
	}
	if o.Unmask != "" {
		if o.Approver = g.OrderedBy.ID; o.Approver == s.User().ID {
			o.Approver = g.Sign.Signer.ID
		}
	}
	t := outbox.Table{Name: "告知名单 Recall", Columns: RecallColumns(), Count: len(rows), Rows: func(yield func([]importexport.Cell, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}}
	rec, err := outbox.WriteTable(ctx, o.File, "recall", t, s.order(o))
	if err != nil {
		return outbox.Receipt{}, err
	}
	return rec, s.keep(ctx, rec, nil)
}

func stampOf(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.In(cases.Shanghai()).Format(time.RFC3339)
}

// recalled are the rows of a recall list.
func (s *Session) recalled(ctx context.Context, g *cases.GroupRecord, masked bool) ([][]importexport.Cell, error) {
	var rows [][]importexport.Cell
	err := s.store.Unappealed(ctx, g.Criterion, func(e registered) error {
		p := e.Person
		if masked {
			p.Name, p.DocNo, p.Phone = cases.MaskName(p.Name), cases.MaskDocNo(p.DocNo), cases.MaskPhone(p.Phone)
		}
		effective := g.EffectiveAt
		if effective.IsZero() {
			effective = cases.At(e.IssuedAt)
		}
		text := importexport.TextCell
		rows = append(rows, []importexport.Cell{
			{Text: strconv.Itoa(g.No), Kind: importexport.Number}, text(p.Name), text(p.DocNo), text(p.Phone), text(string(e.Colour)),
			outbox.TimeCell(e.IssuedAt), outbox.TimeCell(e.EndsAt), text(string(e.Source)), text(e.Batch), text(e.Rule),
			text(string(g.NewColour)), outbox.StampCell(effective), text(g.Digest),
		})
		return nil
	})
	return rows, err
}
