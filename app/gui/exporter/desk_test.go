package exporter_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"recourse/app/gui/exporter"
	"recourse/app/gui/task"
	"recourse/cases"
	"recourse/importexport/outbox"
)

// desk is a door whose lists a test sets and which notes what was asked.
type desk struct {
	instructions []exporter.Instruction
	letters      []exporter.Letter
	receipts     []exporter.Taken
	views        []exporter.View
	preview      exporter.Preview
	failed       []exporter.Failure
	err          error

	order     exporter.Order
	issue     exporter.LetterOrder
	view      string
	recorded  []cases.ID
	delivery  cases.Delivery
	previewed []outbox.Purpose
	between   func()
}

func (d *desk) Instructions(context.Context) ([]exporter.Instruction, error) {
	return d.instructions, d.err
}
func (d *desk) Letters(context.Context) ([]exporter.Letter, error) { return d.letters, d.err }
func (d *desk) Receipts(context.Context) ([]exporter.Taken, error) { return d.receipts, d.err }
func (d *desk) Views(context.Context) ([]exporter.View, error)     { return d.views, d.err }

func (d *desk) Preview(_ context.Context, _ string, p outbox.Purpose) (exporter.Preview, error) {
	d.previewed = append(d.previewed, p)
	out := d.preview
	if p.Valid() {
		out.Watermark = "zhang 2020-02-17T12:00:00+08:00 " + string(p)
	}
	return out, d.err
}

func (d *desk) work(ctx context.Context, n int, tell task.Progress) error {
	for i := range n {
		tell(int64(i+1), int64(n))
	}
	if d.between != nil {
		d.between()
	}
	return errors.Join(ctx.Err(), d.err)
}

func (d *desk) ExportInstructions(ctx context.Context, o exporter.Order, tell task.Progress) (outbox.Receipt, error) {
	d.order = o
	err := d.work(ctx, len(o.Cases), tell)
	return d.receipt(o, len(o.Cases)), err
}

func (d *desk) receipt(o exporter.Order, rows int) outbox.Receipt {
	return outbox.Receipt{
		ReceiptID: "X5f0c9a7712ab34cd", File: "instructions-20200217-1200." + string(o.Format), Rows: rows, Bytes: 18_400,
		SHA256: "9f2c61b0a4d7e8833bb1a1f8e5c2d7740c19e6fa52b3c4d5e6f708192a3b4c5d", Purpose: o.Purpose,
	}
}

func (d *desk) ExportList(ctx context.Context, view string, o exporter.Order, tell task.Progress) (outbox.Receipt, error) {
	d.view, d.order = view, o
	return d.receipt(o, d.preview.Rows), d.work(ctx, 1, tell)
}

func (d *desk) IssueLetters(ctx context.Context, o exporter.LetterOrder, tell task.Progress) (exporter.Issued, error) {
	d.issue = o
	err := d.work(ctx, len(o.Cases), tell)
	return exporter.Issued{Letters: len(o.Cases) - len(d.failed), Pages: 2 * len(o.Cases), Merged: o.Merge, Failed: d.failed}, err
}

func (d *desk) RecordDelivery(ctx context.Context, ids []cases.ID, v cases.Delivery, tell task.Progress) ([]exporter.Failure, error) {
	d.recorded, d.delivery = ids, v
	return d.failed, d.work(ctx, len(ids), tell)
}

func at(day, hour int) time.Time { return time.Date(2020, 2, day, hour, 10, 0, 0, cases.Shanghai()) }

// sample has something on every tab, with long names among it.
func sample() *desk {
	d := &desk{}
	no := func(n int) string { return fmt.Sprintf("杭西健申〔2020〕%d号", n) }
	for i, x := range []cases.Disposition{cases.Overturn, cases.Vary, cases.CorrectRe, cases.Overturn} {
		d.instructions = append(d.instructions, exporter.Instruction{
			Case: cases.ID(101 + i), AppealNo: no(101 + i), Resident: "欧阳*", Disposition: x, NewColour: cases.Green, System: "HZ-ALIPAY", State: cases.Queued, Since: at(17, 9-i),
		})
	}
	d.instructions[1].NewColour = cases.Yellow
	d.instructions[2].NewColour = ""
	d.instructions[3].State, d.instructions[3].Reason, d.instructions[3].Receipt = cases.Rejected, "该人员在本系统无有效赋码，请核对证件号码后重新报送", "X11aa22bb33cc44dd"
	d.instructions = append(d.instructions,
		exporter.Instruction{Case: 90, AppealNo: no(90), Resident: "王*", Disposition: cases.Overturn, NewColour: cases.Green, State: cases.Exported, Since: at(17, 7), Receipt: "X77", File: "instructions-20200217-0710.ndjson"},
		exporter.Instruction{Case: 91, AppealNo: no(91), Resident: "李*", Disposition: cases.Vary, NewColour: cases.Yellow, State: cases.Exported, Since: at(17, 11), Receipt: "X78", File: "instructions-20200217-1110.ndjson"})
	for i := range 6 {
		d.letters = append(d.letters, exporter.Letter{Case: cases.ID(201 + i), AppealNo: no(201 + i), Resident: "赵*", Kind: "decision", Language: "zh", State: cases.Rendered, Since: at(16, 9+i)})
	}
	d.letters[2].Kind, d.letters[3].Language = "notice", "both"
	d.letters = append(d.letters,
		exporter.Letter{Case: 301, AppealNo: no(301), Resident: "钱*", Kind: "decision", Language: "zh", DocNo: "杭西健复〔2020〕301号", Pages: 3, State: cases.Issued, Since: at(15, 16)},
		exporter.Letter{Case: 302, AppealNo: no(302), Resident: "孙*", Kind: "decision", Language: "both", DocNo: "杭西健复〔2020〕302号", Pages: 5, State: cases.Issued, Since: at(16, 16)},
		exporter.Letter{Case: 303, AppealNo: no(303), Resident: "周*", Kind: "notice", Language: "zh", DocNo: "杭西健复〔2020〕303号", Pages: 1, State: cases.Failed, Since: at(14, 10), Failure: "登记住址查无此人"})
	d.receipts = []exporter.Taken{
		{ID: "X11aa22bb33cc44dd", By: "李娟", At: at(16, 18), What: "decisions", Purpose: outbox.ForAppeal, File: "instructions-20200216-1810.ndjson", SHA256: "0a1b2c3d4e5f", Rows: 42, Cases: 42, Fields: []string{"idempotency_key", "appeal_no", "disposition", "new_colour"}, Masked: true},
		{ID: "X99", By: "张敏", At: at(15, 9), What: "cases", Purpose: outbox.ForAudit, File: "西湖区二月第二周逾期案件名单（审计组调取）.xlsx", SHA256: "ff00", Rows: 310, Cases: 310, Fields: []string{"case", "name", "watermark"}, Reason: "审计组现场核对", Approver: "王强"},
	}
	d.views = []exporter.View{{Name: "queue", N: 128}, {Name: "overdue", N: 0}}
	d.preview = exporter.Preview{Rows: 128, Columns: outbox.CaseColumns()}
	for i := range 5 {
		d.preview.Sample = append(d.preview.Sample, []string{fmt.Sprint(101 + i), no(101 + i), "欧阳*", "330106********0011", "138****0000", "in_review", "RED",
			"2020-02-13T21:06:00+08:00", "2020-02-27T21:06:00+08:00", "2020-02-15T10:00:00+08:00", "2020-02-19T18:00:00+08:00", "330106", "HZ-ALIPAY"})
	}
	return d
}
