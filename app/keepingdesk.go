package main

import (
	"context"
	"path/filepath"

	"recourse/app/gui/office"
	"recourse/app/session"
	"recourse/cases"
	"recourse/cases/retention"
)

// Keeping is what the office's page about backups and retention shows. Who has
// no part in purges sees backups and the rule.
func (d officeDesk) Keeping(ctx context.Context) (office.Keeping, error) {
	var out office.Keeping
	var err error
	if out.Rule, err = d.office.Retention(ctx); err != nil {
		return out, err
	}
	names, err := d.names(ctx)
	if err != nil {
		return out, err
	}
	backups, err := d.office.Backups(ctx)
	if err != nil {
		return out, err
	}
	for i := range backups {
		out.Backups = append(out.Backups, backupOf(&backups[i], names))
	}
	o, err := d.office.Origin(ctx)
	if err != nil {
		return out, err
	}
	if o != nil {
		out.Others = o.Others
		if o.Copy != "" {
			out.Origin = &office.Origin{File: o.File, By: names[o.RestoredBy], Made: o.MadeAt, RestoredAt: o.RestoredAt, Height: o.Height}
		}
	}
	u := d.office.User()
	if u.Permit(cases.MayPurge) != nil && u.Permit(cases.MayWitness) != nil {
		return out, nil
	}
	return out, d.purges(ctx, &out, names)
}

func (d officeDesk) purges(ctx context.Context, out *office.Keeping, names map[cases.UserID]string) error {
	due, err := d.office.PurgeDue(ctx)
	if err != nil {
		return err
	}
	out.Due, out.Kept = len(due.Cases), due.Kept
	for _, r := range due.Registers() {
		out.Deliveries, out.People = out.Deliveries+1, out.People+r.People
	}
	list, err := d.office.Purges(ctx)
	for _, p := range list {
		at := p.OrderedAt
		if !p.WitnessedAt.IsZero() {
			at = p.WitnessedAt
		}
		if !p.EndedAt.IsZero() {
			at = p.EndedAt
		}
		out.Purges = append(out.Purges, office.Purge{No: p.No, State: p.State, Digest: p.Digest, Cases: p.Cases, Deliveries: p.Deliveries,
			OrderedBy: names[p.OrderedBy], OrderedID: p.OrderedBy, Witness: names[p.Witness], At: at})
	}
	return err
}

func (d officeDesk) names(ctx context.Context) (map[cases.UserID]string, error) {
	people, err := d.office.People(ctx)
	names := make(map[cases.UserID]string, len(people))
	for _, u := range people {
		names[u.ID] = u.Name
	}
	return names, err
}

func backupOf(b *session.Backup, names map[cases.UserID]string) office.Backup {
	return office.Backup{File: b.File, By: names[b.By], SHA256: b.SHA256, At: b.MadeAt, Height: b.Height, Bytes: b.Bytes, Cases: b.Cases, Letters: b.Letters}
}

// inAll tells one count for the two halves of a job, since writing or reading
// and checking each go through every row.
func inAll(first string, tell func(done, total int64)) session.CopyProgress {
	return func(step string, done, total int64) {
		if step != first {
			done += total
		}
		tell(done, 2*total)
	}
}

func (d officeDesk) Backup(ctx context.Context, path string, tell func(done, total int64)) (office.Backup, error) {
	b, err := d.office.Backup(ctx, path, inAll(session.StepWriting, tell))
	return backupOf(&b, nil), err
}

func (d officeDesk) Restore(ctx context.Context, backup, file, passphrase string, tell func(done, total int64)) (office.Restored, error) {
	how := session.Restoring{User: d.office.User().ID, Passphrase: passphrase}
	r, err := d.office.RestoreBeside(ctx, backup, file, how, inAll(session.StepReading, tell))
	out := office.Restored{Backup: backupOf(&r.Backup, nil), Office: filepath.Base(file)}
	out.Behind = r.Behind
	return out, err
}

func (d officeDesk) SetRetention(ctx context.Context, r retention.Rule) error {
	return d.office.SetRetention(ctx, r)
}

func (d officeDesk) OrderPurge(ctx context.Context) error {
	_, err := d.office.OrderPurge(ctx)
	return err
}

func (d officeDesk) WitnessPurge(ctx context.Context, no int, digest string) error {
	_, err := d.office.WitnessPurge(ctx, no, digest)
	return err
}

func (d officeDesk) CancelPurge(ctx context.Context, no int) error {
	return d.office.CancelPurge(ctx, no)
}

func (d officeDesk) CarryPurge(ctx context.Context, no int, tell func(done, total int64)) error {
	_, _, err := d.office.CarryPurge(ctx, no, func(done, total int) { tell(int64(done), int64(total)) })
	return err
}

func (d officeDesk) SaveCertificate(ctx context.Context, no int, path string) error {
	return d.office.SaveCertificate(ctx, no, path)
}
