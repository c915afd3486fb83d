package session

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"recourse/cases"
	"recourse/cases/store"
	"recourse/importexport"
	"recourse/importexport/outbox"
	"recourse/importexport/simulate/sample"
)

// send does the clerk's morning round of 17 February: letters, instructions,
// the issuing system's answers and the deliveries, as far as the plan says.
func (d *demo) send(ctx context.Context, plan []sample.Planned) error {
	d.at = DemoStart().Add(-9 * time.Minute)
	clerk := d.s.as(d.keys["intake"])
	for _, dir := range []string{"letters", "outbox"} {
		if err := os.MkdirAll(d.path(dir), 0o700); err != nil {
			return err
		}
	}
	sent, err := d.decided(ctx, plan, func(p *sample.Planned) bool {
		return p.Instruction == cases.Exported || p.Instruction == cases.Acknowledged || p.Instruction == cases.Rejected
	})
	if err != nil {
		return err
	}
	file := d.path(filepath.Join("outbox", "instructions_0217.ndjson"))
	if ids := numbers(sent); len(ids) > 0 {
		_, err = clerk.ExportDecisions(ctx, ExportOrder{File: file, Format: importexport.NDJSON, Purpose: outbox.ForEpidemicControl, Cases: ids})
		if err != nil {
			return err
		}
	}
	d.at = d.at.Add(5 * time.Minute)
	if err := d.answers(ctx, clerk, sent); err != nil {
		return err
	}
	d.at = d.at.Add(2 * time.Minute)
	return d.post(ctx, clerk, plan)
}

// as is the same office with another person at the desk.
func (s *Session) as(keys *store.Session) *Session {
	c := *s
	c.keys, c.desk = keys, s.deskOf(keys)
	return &c
}

// decided lists the planned cases that stand decided and pass the test.
func (d *demo) decided(ctx context.Context, plan []sample.Planned, test func(*sample.Planned) bool) (map[cases.ID]*sample.Planned, error) {
	out := map[cases.ID]*sample.Planned{}
	for i := range plan {
		p := &plan[i]
		if !test(p) {
			continue
		}
		f, err := d.s.store.FindCase(ctx, p.Case.Truth.AppealNo)
		if err != nil {
			return nil, err
		}
		if f.State == cases.Decided && f.Instruction == cases.Queued {
			out[f.ID] = p
		}
	}
	return out, nil
}

func numbers(m map[cases.ID]*sample.Planned) []cases.ID {
	ids := make([]cases.ID, 0, len(m))
	for id := range m {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// answers writes what the issuing system sent back and takes it in.
func (d *demo) answers(ctx context.Context, clerk *Session, sent map[cases.ID]*sample.Planned) error {
	file := d.path(filepath.Join("outbox", "answers_0217.ndjson"))
	n := 0
	err := importexport.WriteFile(file, func(w io.Writer) error {
		enc := json.NewEncoder(w)
		for _, id := range numbers(sent) {
			p := sent[id]
			if p.Instruction == cases.Exported {
				continue
			}
			f, err := d.s.store.Case(ctx, id)
			if err != nil {
				return err
			}
			n++
			a := map[string]string{"idempotency_key": f.Instructions[0].IdempotencyKey, "result": "ack", "answered_at": d.at.Format(time.RFC3339)}
			if p.Instruction == cases.Rejected {
				a["result"], a["reason"] = "nack", "赋码编号在本系统中已被新的赋码取代"
			}
			if err := enc.Encode(a); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || n == 0 {
		return err
	}
	_, err = clerk.Acknowledge(ctx, file, nil)
	return err
}

// post issues and delivers the letters of the cases that are to be closed.
func (d *demo) post(ctx context.Context, clerk *Session, plan []sample.Planned) error {
	for i := range plan {
		if !plan[i].Delivered {
			continue
		}
		f, err := d.s.store.FindCase(ctx, plan[i].Case.Truth.AppealNo)
		if err != nil {
			return err
		}
		if f.State != cases.Decided {
			continue
		}
		if _, _, err := clerk.IssueLetter(ctx, f.ID, d.path("letters")); err != nil {
			return err
		}
		_, err = clerk.desk.Deliver(ctx, f.ID, cases.Delivery{Method: "sms_portal", DeliveredAt: cases.At(d.at)})
		if err != nil {
			return err
		}
	}
	return nil
}
