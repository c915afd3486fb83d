package main

import (
	"context"
	"fmt"
	"path/filepath"

	"recourse/app/gui/insight"
	"recourse/app/gui/task"
	"recourse/app/session"
	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/outbox"
	"recourse/review"
	figures "recourse/review/insight"
)

// insightDesk is what the insight screen does.
type insightDesk struct{ office *session.Session }

func (d insightDesk) Insight(ctx context.Context) (insight.Figures, error) {
	r, err := d.office.Insight(ctx)
	if err != nil {
		return insight.Figures{}, err
	}
	o, err := d.office.Staffing(ctx, r, figures.Staffing{Arrivals: -1})
	return insight.Figures{Report: r, Outlook: o}, err
}

func (d insightDesk) Groups(ctx context.Context) ([]cases.GroupRecord, error) {
	return d.office.GroupList(ctx)
}

func (d insightDesk) Staffing(ctx context.Context, r *figures.Report, in figures.Staffing) (figures.Outlook, error) {
	return d.office.Staffing(ctx, r, in)
}

func (d insightDesk) Preview(ctx context.Context, c cases.Criterion, colour cases.Colour) (*review.GroupPreview, error) {
	return d.office.Groups().Preview(ctx, c, colour, nil)
}

func (d insightDesk) Order(ctx context.Context, o cases.GroupOrder, leave map[cases.ID]string, tell task.Progress) error {
	_, err := d.office.Groups().Order(ctx, o, leave, counting(tell))
	return err
}

// counting tells a job how many of all are done.
func counting(tell task.Progress) review.Progress {
	return func(done, total int) { tell(int64(done), int64(total)) }
}

func (d insightDesk) Outcome(ctx context.Context, no int) (review.GroupOutcome, error) {
	g, err := d.office.Group(ctx, no)
	if err != nil {
		return review.GroupOutcome{}, err
	}
	return d.office.GroupOutcome(ctx, g)
}

func (d insightDesk) Reopen(ctx context.Context, no int, tell task.Progress) (opened, left int, err error) {
	r, err := d.office.Groups().ReopenUpheld(ctx, no, nil, counting(tell))
	if r == nil {
		return 0, 0, err
	}
	return len(r.Opened), len(r.Left), err
}

func (d insightDesk) Letters(ctx context.Context, no int, folder string, again bool, tell task.Progress) (int, error) {
	list, err := d.office.GroupLetters(ctx, no, session.GroupRun{Dir: folder, Again: again, Tell: counting(tell)})
	return len(list), err
}

func (d insightDesk) Sign(ctx context.Context, no int, r review.Reading) error {
	_, err := d.office.Groups().Sign(ctx, no, r)
	return err
}

func (d insightDesk) Undo(ctx context.Context, no int, why string) error {
	_, err := d.office.Groups().Undo(ctx, no, why)
	return err
}

func (d insightDesk) CarryOut(ctx context.Context, no int, tell task.Progress) error {
	_, err := d.office.Groups().CarryOut(ctx, no, counting(tell))
	return err
}

func (d insightDesk) Recall(ctx context.Context, no int, folder string, p outbox.Purpose) (outbox.Receipt, error) {
	file := fmt.Sprintf("recall-%d-%s.xlsx", no, d.office.Now().In(cases.Shanghai()).Format("20060102-1504"))
	return d.office.Recall(ctx, no, session.ExportOrder{File: filepath.Join(folder, file), Format: importexport.XLSX, Purpose: p})
}
