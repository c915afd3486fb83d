package main

import (
	"context"
	"errors"
	"fmt"

	"recourse/app/gui/office"
	"recourse/app/session"
	"recourse/cases"
	"recourse/review"
	"recourse/review/evidence"
	"recourse/review/passage"
	"recourse/review/policy"
	"recourse/review/replay"
)

// officeDesk is what the office screen does.
type officeDesk struct {
	office *session.Session
	where  string
}

func (d officeDesk) People(ctx context.Context) ([]cases.User, error) { return d.office.People(ctx) }

func (d officeDesk) AddPerson(ctx context.Context, p office.Person, passphrase string) error {
	return d.office.Keys().AddUser(ctx, session.NewPerson{ID: p.ID, Name: p.Name, Roles: p.Roles, Unit: p.Unit, Community: p.Community}, passphrase)
}

func (d officeDesk) SetRoles(ctx context.Context, id cases.UserID, roles []cases.Role) error {
	return d.office.Keys().SetRoles(ctx, id, roles)
}

func (d officeDesk) Disable(ctx context.Context, id cases.UserID, disabled bool) error {
	return d.office.Keys().Disable(ctx, id, disabled)
}

func (d officeDesk) ResetPassphrase(ctx context.Context, id cases.UserID, passphrase string) error {
	return d.office.Keys().ResetPassphrase(ctx, id, passphrase)
}

func (d officeDesk) ChangePassphrase(ctx context.Context, old, passphrase string) error {
	return d.office.Keys().ChangePassphrase(ctx, old, passphrase)
}

func (d officeDesk) Integrity(ctx context.Context) ([]review.Stuck, error) {
	return d.office.Integrity(ctx)
}

func (d officeDesk) Packs() []*policy.Pack { return d.office.Rules().Packs() }

func (d officeDesk) ErrorModels() *evidence.Models { return d.office.Rules().Models() }

func (d officeDesk) TestPack(_ context.Context, name string) ([]replay.FixtureResult, error) {
	p, err := d.office.Rules().Program(name)
	if err != nil {
		return nil, err
	}
	return replay.Test(p), nil
}

func (d officeDesk) Calendar() cases.Calendar { return d.office.Calendar() }

func (d officeDesk) Verify(ctx context.Context, tell func(entries int64)) (office.Verification, error) {
	v, err := d.office.Verify(ctx, tell)
	if err != nil {
		return office.Verification{}, err
	}
	out := office.Verification{Entries: v.Entries, Rows: v.Rows, Root: fmt.Sprintf("%x", v.Root[:]), At: d.office.Now()}
	for _, f := range v.Findings {
		out.Findings = append(out.Findings, office.Finding{Row: f.Row, Why: f.Why})
	}
	return out, nil
}

func (d officeDesk) Height(ctx context.Context) (int64, error) { return d.office.Height(ctx) }

func (d officeDesk) Log(ctx context.Context, after int64) ([]office.Entry, error) {
	log, err := d.office.AuditLog(ctx, after)
	if err != nil {
		return nil, err
	}
	var out []office.Entry
	for e, err := range log {
		if err != nil {
			return nil, err
		}
		out = append(out, office.Entry{
			Seq: e.Seq, At: e.At, By: e.By, Name: e.Name, Action: e.Action, AppealNo: e.AppealNo,
			From: e.From, To: e.To, Detail: e.Detail, Person: e.NameOf, Hash: e.Hash,
		})
	}
	return out, nil
}

// Steering is what supervisors and administrators have set.
func (d officeDesk) Steering(ctx context.Context) (office.Steering, error) {
	weights, err := d.office.QueueWeights(ctx)
	size, err2 := d.office.AlertSize(ctx)
	days, err3 := d.office.LateWindow(ctx)
	return office.Steering{Weights: weights, AlertSize: size, LateWindow: days}, errors.Join(err, err2, err3)
}

func (d officeDesk) SetAlertSize(ctx context.Context, n int, why string) error {
	_, err := d.office.SetAlertSize(ctx, n, why)
	return err
}

func (d officeDesk) SetLateWindow(ctx context.Context, days int) error {
	return d.office.SetLateWindow(ctx, days)
}

func (d officeDesk) Passages(ctx context.Context) ([]passage.Passage, error) {
	return d.office.Passages(ctx)
}

func (d officeDesk) SetPassage(ctx context.Context, p passage.Passage) error {
	_, err := d.office.SetPassage(ctx, p)
	return err
}

func (d officeDesk) RemovePassage(ctx context.Context, id string) error {
	return d.office.RemovePassage(ctx, id)
}

func (d officeDesk) Checkpoint(ctx context.Context) (string, error) { return d.office.Checkpoint(ctx) }

func (d officeDesk) About() office.About {
	o := d.office.Office()
	return office.About{
		Name: o.Name, Authority: o.Authority, Division: o.Division, Store: d.office.Engine(), Where: d.where,
		Demo: o.Demo, Version: version, Key: o.CheckpointKey, Fonts: fonts(),
	}
}

// fonts are the bundled fonts with their licences; the texts lie beside them in
// assets.
func fonts() []office.Font {
	return []office.Font{
		{Name: "Noto Sans SC", Licence: "SIL Open Font License 1.1", For: "screen"},
		{Name: "LXGW WenKai", Licence: "SIL Open Font License 1.1", For: "letters"},
		{Name: "Recourse Song (Noto Serif CJK SC)", Licence: "SIL Open Font License 1.1", For: "letters"},
	}
}
