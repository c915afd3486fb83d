package importer_test

import (
	"context"
	"errors"
	"time"

	"recourse/app/gui/importer"
	"recourse/app/gui/importer/wizard"
	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/intake"
)

// desk is a door whose answers a test sets.
type desk struct {
	inspection *importer.Inspection
	result     *importer.Result
	acks       *importer.Acks
	past       []importer.Delivery
	err        error
	meanings   wizard.Desk

	orders  []importer.Order
	done    []string
	saved   string
	between func() // runs while the work does
}

func (d *desk) Profiles() []importer.Profile {
	return []importer.Profile{{ID: "canonical", ZH: "标准表", EN: "Canonical tables"}, {ID: "carrier", ZH: "运营商名单", EN: "Carrier list"}}
}

func (d *desk) Inspect(_ context.Context, o importer.Order) (*importer.Inspection, error) {
	d.orders = append(d.orders, o)
	return d.inspection, d.err
}

func (d *desk) work(ctx context.Context, name string, tell func(importexport.Progress)) error {
	d.done = append(d.done, name)
	tell(importexport.Progress{Done: 61_200, Total: 100_000, Cases: 61_200, Elapsed: 12 * time.Second})
	if d.between != nil {
		d.between()
	}
	return errors.Join(ctx.Err(), d.err)
}

func (d *desk) Check(ctx context.Context, _ importer.Order, tell func(importexport.Progress)) (*importer.Result, error) {
	if err := d.work(ctx, "check", tell); err != nil {
		return nil, err
	}
	return d.answer(true, 0), nil
}

func (d *desk) Import(ctx context.Context, _ importer.Order, tell func(importexport.Progress)) (*importer.Result, error) {
	if err := d.work(ctx, "import", tell); err != nil {
		return nil, err
	}
	d.past = append([]importer.Delivery{{ID: 7, Name: "西湖_0217.xlsx"}}, d.past...)
	return d.answer(false, 7), nil
}

func (d *desk) answer(dry bool, delivery int64) *importer.Result {
	r := *d.result.Report
	r.DryRun = dry
	out := *d.result
	out.Report, out.Delivery = &r, delivery
	return &out
}

func (d *desk) Acknowledge(ctx context.Context, _ importer.Order, tell func(importexport.Progress)) (*importer.Acks, error) {
	if err := d.work(ctx, "match", tell); err != nil {
		return nil, err
	}
	return d.acks, nil
}

func (d *desk) Meanings(importer.Order) wizard.Desk { return d.meanings }

func (d *desk) Deliveries(context.Context) ([]importer.Delivery, error) { return d.past, d.err }

// sample is a delivery with one file, two columns and four problems.
func sample() *desk {
	d := &desk{}
	d.inspection = &importer.Inspection{
		Files: []importexport.FileReport{{
			Name: "西湖区健康码申诉汇总表（二月第三周，含补充材料）_0217.xlsx", SHA256: "9f2c61", Size: 4_180_000, Format: importexport.XLSX, Profile: "canonical",
			Tables: []importexport.TableReport{{Sheet: "申诉", Table: "appeals", Header: 2}, {Sheet: "赋码", Table: "assignments", Header: 1}, {Sheet: "说明"}},
		}, {
			Name: "flags.csv", Size: 61_200, Format: importexport.CSV, Encoding: importexport.GB18030, Separator: ',', Profile: "canonical",
			Tables: []importexport.TableReport{{Table: "flags", Header: 1}},
		}},
		Mapping: []intake.TableMapping{{File: "西湖区健康码申诉汇总表（二月第三周，含补充材料）_0217.xlsx", Sheet: "申诉", Table: "appeals", Profile: "canonical", Columns: []intake.ColumnMapping{
			{Letter: "A", Header: "申诉编号", Field: "appeal.appeal_no", Basis: intake.ByName},
			{Letter: "B", Header: "申诉时间（北京时间）", Field: "appeal.filed_at", Basis: intake.BySpelling},
			{Letter: "C", Header: "经办人备注", Basis: intake.NotInAnyMap},
			{Field: "resident.doc_type", Basis: intake.ByDefault, Default: "01"},
		}}, {File: "flags.csv", Table: "flags", Profile: "canonical", Columns: []intake.ColumnMapping{
			{Letter: "A", Header: "手机号", Field: "key.phone", Basis: intake.ByName},
			{Letter: "B", Header: "误差半径", Field: "flag.accuracy_radius_m", Basis: intake.ByName},
		}}},
	}
	d.result = &importer.Result{
		Registered: 1940,
		Report: &importexport.Report{
			Read: 515, Stored: 480, Amended: 12, Unchanged: 15, Refused: 8, Details: 4310, DetailsAttached: 4100, DetailsRefused: 10, DetailsForeign: 200,
			Problems: []*importexport.Problem{
				{File: "flags.csv", Row: 14, Column: "误差半径", Value: "约两公里", Code: "bad_number", Level: importexport.Refused},
				{File: "flags.csv", Row: 90, Column: "误差半径", Value: "-5", Code: "bad_number", Level: importexport.Refused},
				{File: "申诉.xlsx", Sheet: "申诉", Row: 31, Column: "证件号", Value: "330106********001X", Code: "lost_precision", Level: importexport.Refused},
				{File: "申诉.xlsx", Sheet: "申诉", Row: 40, Column: "联系电话", Value: "138****0000", Code: "hidden_sheet", Level: importexport.Notice},
			},
		},
	}
	d.result.Save = func(path string) ([]string, error) { d.saved = path; return []string{path}, d.err }
	d.acks = &importer.Acks{Lines: []importer.AckLine{
		{File: "ack.csv", Row: 2, Key: "k-1", Case: 12, AppealNo: "杭健申〔2020〕12号", Fate: importer.Accepted, Closed: true},
		{File: "ack.csv", Row: 3, Key: "k-2", Case: 13, AppealNo: "杭健申〔2020〕13号", Fate: importer.Rejected, Reason: "该人员已不在本系统"},
		{File: "ack.csv", Row: 4, Key: "k-9", Fate: importer.Unmatched, Problem: &importexport.Problem{File: "ack.csv", Row: 4, Value: "k-9", Code: "ack_unmatched"}},
	}}
	d.past = []importer.Delivery{{
		ID: 6, Name: "西湖_0216.csv", SHA256: "aa10", By: "李娟", At: time.Date(2020, 2, 16, 17, 5, 0, 0, cases.Shanghai()), Stored: 120, Refused: 3,
	}}
	return d
}
