package main

import (
	"context"
	"fmt"
	"path/filepath"

	"recourse/app/gui/insight"
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

func (d insightDesk) Preview(ctx context.Context, c cases.Criterion) (*review.GroupPreview, error) {
	return d.office.Groups().Preview(ctx, c, cases.Green, nil)
}

func (d insightDesk) Order(ctx context.Context, o cases.GroupOrder) error {
	_, err := d.office.Groups().Order(ctx, o, nil, nil)
	return err
}

func (d insightDesk) Sign(ctx context.Context, no int, r review.Reading) error {
	_, err := d.office.Groups().Sign(ctx, no, r)
	return err
}

func (d insightDesk) Undo(ctx context.Context, no int, why string) error {
	_, err := d.office.Groups().Undo(ctx, no, why)
	return err
}

func (d insightDesk) CarryOut(ctx context.Context, no int) error {
	_, err := d.office.Groups().CarryOut(ctx, no, nil)
	return err
}

func (d insightDesk) Recall(ctx context.Context, no int, folder string, p outbox.Purpose) (outbox.Receipt, error) {
	file := fmt.Sprintf("recall-%d-%s.xlsx", no, d.office.Now().In(cases.Shanghai()).Format("20060102-1504"))
	return d.office.Recall(ctx, no, session.ExportOrder{File: filepath.Join(folder, file), Format: importexport.XLSX, Purpose: p})
}
