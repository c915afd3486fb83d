package session

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"strconv"

	"recourse/cases"
	"recourse/cases/roster"
	"recourse/cases/store"
	"recourse/importexport"
	"recourse/importexport/outbox"
	"recourse/review"
)

// ExportOrder says what leaves, where to and what for.
type ExportOrder struct {
	File     string
	Format   importexport.Format
	Purpose  outbox.Purpose
	Unmask   string       // reason for personal data in full
	Approver cases.UserID // who approved it for more than one case
	Cases    []cases.ID   // only these; nil for all that wait

	Words outbox.Words            // words for the codes of CSV and XLSX, nil for none
	Said  func(Entry) string      // an entry of the record as a sentence, nil for none
	Tell  func(done, total int64) // how far it is; nil tells nobody
}

func (o *ExportOrder) tell(done, total int) {
	if o.Tell != nil {
		o.Tell(int64(done), int64(total))
	}
}

func (s *Session) order(o ExportOrder) outbox.Order {
	return outbox.Order{
		Format: o.Format, Purpose: o.Purpose, By: s.User().Actor(), At: s.Now(), Unmask: o.Unmask, Approver: o.Approver, Words: o.Words,
	}
}

// Watermark is what a list would carry if this person took it now.
func (s *Session) Watermark(p outbox.Purpose) string {
	o := s.order(ExportOrder{Purpose: p})
	return o.Watermark()
}

// ExportDecisions writes the override instructions that wait, or those of the
// given cases, and records each as sent. Sending one again does no harm: the
// key stays the same.
func (s *Session) ExportDecisions(ctx context.Context, o ExportOrder) (outbox.Receipt, error) {
	if err := s.User().Permit(cases.MayExport); err != nil {
		return outbox.Receipt{}, err
	}
	if _, err := s.CarryOutDue(ctx, nil); err != nil {
		return outbox.Receipt{}, err
	}
	ids := o.Cases
	if ids == nil {
		r, err := s.Roster(ctx)
		if err != nil {
			return outbox.Receipt{}, err
		}
		v := r.Select(waitingInstructions(), dueFirst(), s.Now())
		ids = v.IDs(0, v.Len())
	}
	list, err := s.instructions(ctx, ids, &o)
	if err != nil {
		return outbox.Receipt{}, err
	}
	if len(list) == 0 {
		return outbox.Receipt{}, cases.Refuse("nothing_to_export")
	}
	rec, err := outbox.WriteInstructions(ctx, o.File, list, s.order(o))
	if err != nil {
		return outbox.Receipt{}, err
	}
	return rec, s.sent(ctx, list, rec, &o)
}

// instructions reads the cases, which is half of the work of sending them.
func (s *Session) instructions(ctx context.Context, ids []cases.ID, o *ExportOrder) ([]outbox.Instruction, error) {
	point, err := s.signedCheckpoint(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]outbox.Instruction, 0, len(ids))
	for i, id := range ids {
		o.tell(i, 2*len(ids))
		f, err := s.desk.Case(ctx, id)
		if err := errors.Join(err, ctx.Err()); err != nil {
			return nil, err
		}
		if a := review.Allowed(s.User(), f, s.Now(), cases.MoveExport); !a.Open() {
			return nil, fmt.Errorf("instruction of case %s: %w", f.AppealNo, a.Refusal)
		}
		i, err := outbox.NewInstruction(f, point)
		if err != nil {
			return nil, fmt.Errorf("instruction of case %s: %w", f.AppealNo, err)
		}
		list = append(list, i)
	}
	return list, nil
}

// sent records an export: the receipt of the file, then each instruction. The
// file is there by now, so nobody can stop it any more: an instruction that
// left and is not recorded would leave twice.
func (s *Session) sent(ctx context.Context, list []outbox.Instruction, rec outbox.Receipt, o *ExportOrder) error {
	ctx = context.WithoutCancel(ctx)
	if err := s.keep(ctx, rec, caseIDs(list)); err != nil {
		return err
	}
	for i := range list {
		in := &list[i]
		o.tell(len(list)+i, 2*len(list))
		_, err := s.desk.Exported(ctx, in.CaseID(), cases.InstructionPaper{
			IdempotencyKey: in.IdempotencyKey, DecisionNo: in.DecisionNo, DecisionDigest: in.DecisionDigest,
			File: rec.File, FileSHA256: rec.SHA256, Receipt: rec.ReceiptID,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func caseIDs(list []outbox.Instruction) []cases.ID {
	ids := make([]cases.ID, len(list))
	for i := range list {
		ids[i] = list[i].CaseID()
	}
	return ids
}

// keep writes a receipt into the record.
func (s *Session) keep(ctx context.Context, r outbox.Receipt, ids []cases.ID) error {
	return s.keys.AddReceipt(ctx, receiptOf(r, ids))
}

func receiptOf(r outbox.Receipt, ids []cases.ID) store.Receipt {
	return store.Receipt{
		ID: r.ReceiptID, At: r.At, Purpose: string(r.Purpose), What: r.What, File: r.File, SHA256: r.SHA256,
		Rows: r.Rows, Cases: ids, Fields: r.Fields, Masked: r.Masked, Reason: r.Unmask, Approver: r.Approver,
	}
}

// signedCheckpoint is the latest signed state of the record.
func (s *Session) signedCheckpoint(ctx context.Context) (string, error) {
	signed, err := s.store.Checkpoint(ctx)
	if err == nil && signed == "" {
		signed, err = s.store.SignCheckpoint(ctx)
	}
	return signed, err
}

// ExportCases writes a minimised list of the cases that pass a filter.
func (s *Session) ExportCases(ctx context.Context, f roster.Filter, by roster.Sort, o ExportOrder) (outbox.Receipt, error) {
	if err := s.User().Permit(cases.MayExport); err != nil {
		return outbox.Receipt{}, err
	}
	r, err := s.Roster(ctx)
	if err != nil {
		return outbox.Receipt{}, err
	}
	v := r.Select(f, by, s.Now())
	lines := func(yield func(outbox.CaseLine, error) bool) {
		for i := range v.Len() {
			l := v.At(i)
			card, _ := v.Unmasked(i)
			err := s.VeilRow(ctx, &l.Row)
			if !yield(outbox.CaseLine{Row: l.Row, Card: card}, err) || err != nil {
				return
			}
		}
	}
	order := s.order(o)
	order.Count, order.Tell = v.Len(), func(rows int) { o.tell(rows, v.Len()) }
	o.tell(0, v.Len())
	rec, err := outbox.WriteCases(ctx, o.File, lines, order)
	if err != nil {
		return outbox.Receipt{}, err
	}
	return rec, s.keepList(ctx, o.File, rec, v.IDs(0, v.Len()))
}

// keepList records a list that was written. One that nobody knows to have left
// must not stay.
func (s *Session) keepList(ctx context.Context, file string, r outbox.Receipt, ids []cases.ID) error {
	err := s.keep(context.WithoutCancel(ctx), r, ids)
	if err != nil {
		return errors.Join(err, os.Remove(file))
	}
	return nil
}

// ExportAudit writes the record as a table.
func (s *Session) ExportAudit(ctx context.Context, o ExportOrder) (outbox.Receipt, error) {
	log, err := s.AuditLog(ctx, 0)
	if err != nil {
		return outbox.Receipt{}, err
	}
	height, err := s.Height(ctx)
	if err != nil {
		return outbox.Receipt{}, err
	}
	order := s.order(o)
	order.Tell = func(rows int) { o.tell(rows, int(height)) }
	if o.Format == importexport.NDJSON {
		o.Said = nil // for programs; they have the details
	}
	t := outbox.Table{Name: "记录 Record", Columns: auditColumns(o.Said != nil), Count: int(height), Rows: auditRows(log, height, o.Said)}
	rec, err := outbox.WriteTable(ctx, o.File, "audit", t, order)
	if err != nil {
		return outbox.Receipt{}, err
	}
	if s.User().Permit(cases.MayExport) == nil {
		err = s.keepList(ctx, o.File, rec, nil)
	}
	return rec, err
}

func auditColumns(said bool) []outbox.Column {
	cols := []outbox.Column{
		{Key: "seq", Zh: "序号", En: "Number", Width: 8}, {Key: "at", Zh: "时间", En: "Time, UTC+8", Width: 20}, {Key: "by", Zh: "用户", En: "User", Width: 14},
		{Key: "name", Zh: "姓名", En: "Name", Width: 12}, {Key: "action", Zh: "动作", En: "Act", Width: 16, List: "move"},
		{Key: "appeal_no", Zh: "申诉编号", En: "Appeal number", Width: 24},
		{Key: "from", Zh: "原状态", En: "State before", Width: 16, List: "state"}, {Key: "to", Zh: "新状态", En: "State after", Width: 16, List: "state"},
		{Key: "detail", Zh: "明细", En: "Details", Width: 40}, {Key: "hash", Zh: "哈希", En: "Hash", Width: 66},
	}
	if said {
		cols = append(cols, outbox.Column{Zh: "事项", En: "What was done", Width: 60})
	}
	return cols
}

// auditRows are the entries up to the height that the record had when it was
// asked for.
func auditRows(log iter.Seq2[Entry, error], height int64, said func(Entry) string) iter.Seq2[[]importexport.Cell, error] {
	return func(yield func([]importexport.Cell, error) bool) {
		for e, err := range log {
			if err == nil && e.Seq > height {
				return
			}
			row := []importexport.Cell{{Text: strconv.FormatInt(e.Seq, 10), Kind: importexport.Number}, outbox.TimeCell(e.At)}
			for _, t := range []string{string(e.By), e.Name, e.Action, e.AppealNo, string(e.From), string(e.To), e.Words(), e.Hash} {
				row = append(row, importexport.TextCell(t))
			}
			if said != nil {
				row = append(row, importexport.TextCell(said(e)))
			}
			if !yield(row, err) || e.Seq == height {
				return
			}
		}
	}
}

// Receipts lists what left the office, latest first.
func (s *Session) Receipts(ctx context.Context) ([]store.Receipt, error) {
	return s.store.Receipts(ctx)
}
