package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"recourse/app/session"
	"recourse/cases"
	"recourse/cases/retention"
)

func (e *env) backupCommand() *cobra.Command {
	var look, identity, recovery bool
	c := &cobra.Command{Use: "backup [FILE]", Args: cobra.MaximumNArgs(1), Short: e.words.T("cli.backup"),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return e.with(e.backups)(c, args)
			}
			switch {
			case look:
				return e.lookAtBackup(args[0])
			case identity:
				return e.backupIdentity(args[0], recovery)
			}
			return e.with(e.backup)(c, args)
		}}
	c.Flags().BoolVar(&look, "look", false, "")
	c.Flags().BoolVar(&identity, "identity", false, "")
	c.Flags().BoolVar(&recovery, "recovery", false, "")
	c.MarkFlagsMutuallyExclusive("look", "identity")
	return c
}

// backupIdentity prints the key of a backup as a file of keys for other age
// programs, which take lines with a # as remarks.
func (e *env) backupIdentity(file string, recovery bool) error {
	head, err := session.LookAtBackup(file) // before anybody types a passphrase
	if err != nil {
		return err
	}
	how := session.Restoring{User: cases.UserID(e.user)}
	switch {
	case recovery:
		how.RecoveryKey, err = e.typedRecoveryKey()
	case e.user == "":
		err = usage("usage.user")
	default:
		how.Passphrase, err = e.passphrase(e.words.T("cli.passphrase", "user", e.user))
	}
	if err != nil {
		return err
	}
	key, err := session.BackupIdentity(file, how)
	if err != nil {
		return err
	}
	return e.print(map[string]string{"identity": key, "office_id": head.OfficeID}, "# "+e.words.T("cli.backup_identity", "office", head.Office)+"\n"+key)
}

func (e *env) backup(ctx context.Context, s *session.Session, args []string) error {
	b, err := s.Backup(ctx, args[0], nil)
	if err != nil {
		return err
	}
	return e.print(backupLine(&b), e.words.T("cli.backup_done", "file", args[0], "cases", b.Cases, "letters", b.Letters,
		"height", b.Height, "bytes", e.words.Bytes(b.Bytes), "sha256", b.SHA256))
}

// backups lists the backups that the record knows of, and says which one the
// office itself came from.
func (e *env) backups(ctx context.Context, s *session.Session, _ []string) error {
	list, err := s.Backups(ctx)
	if err != nil {
		return err
	}
	o, err := s.Origin(ctx)
	if err != nil {
		return err
	}
	if e.json {
		for i := range list {
			b := &list[i]
			if err := e.emit(map[string]any{"file": b.File, "made_at": stamp(b.MadeAt), "height": b.Height, "bytes": b.Bytes, "sha256": b.SHA256, "by": b.By}); err != nil {
				return err
			}
		}
		return nil
	}
	if o != nil && o.Copy != "" {
		fmt.Fprintln(e.Out, e.words.T("cli.copy_of", "file", o.File, "made", stamp(o.MadeAt), "height", o.Height, "at", stamp(o.RestoredAt), "by", string(o.RestoredBy)))
	}
	if o != nil && o.Others > 0 {
		fmt.Fprintln(e.Out, e.words.T("cli.copies", "n", o.Others))
	}
	if len(list) == 0 {
		return e.print(nil, e.words.T("cli.backup_none"))
	}
	rows := make([][]string, len(list))
	for i, b := range list {
		rows[i] = []string{stamp(b.MadeAt), b.File, fmt.Sprint("#", b.Height), e.words.Bytes(b.Bytes), string(b.By), b.SHA256}
	}
	w := e.words
	return e.table([]string{w.T("col.made"), w.T("col.file"), w.T("col.entry"), w.T("col.size"), w.T("col.by"), "SHA-256"}, rows)
}

func backupLine(b *session.Backup) map[string]any {
	return map[string]any{
		"file": b.File, "sha256": b.SHA256, "bytes": b.Bytes, "cases": b.Cases, "letters": b.Letters, "rows": b.Rows,
		"height": b.Height, "checkpoint": b.Checkpoint, "made_at": stamp(b.MadeAt), "office": b.Office,
	}
}

// lookAtBackup prints what a backup says of itself.
func (e *env) lookAtBackup(file string) error {
	h, err := session.LookAtBackup(file)
	if err != nil {
		return err
	}
	return e.print(map[string]any{
		"file": filepath.Base(file), "office": h.Office, "office_id": h.OfficeID, "made_at": stamp(h.MadeAt), "made_by": h.MadeBy,
		"height": h.Height, "rows": h.Rows, "schema": h.Schema, "checkpoint": h.Checkpoint,
	}, e.words.T("cli.backup_says", "office", h.Office, "at", stamp(h.MadeAt), "by", h.MadeBy, "height", h.Height))
}

func (e *env) restoreCommand() *cobra.Command {
	var recovery bool
	var passFile string
	c := &cobra.Command{Use: "restore FILE OFFICE", Args: needArgs(2, "args.restore"), Short: e.words.T("cli.restore"),
		RunE: func(c *cobra.Command, args []string) error {
			return e.restore(c.Context(), args[0], args[1], recovery, passFile)
		}}
	c.Flags().BoolVar(&recovery, "recovery", false, "")
	c.Flags().StringVar(&passFile, "new-passphrase-file", "", "")
	return c
}

// restore makes an office from a backup and says what is missing in it.
func (e *env) restore(ctx context.Context, file, dsn string, recovery bool, passFile string) error {
	if e.user == "" {
		return usage("usage.user")
	}
	head, err := session.LookAtBackup(file) // before anybody types a passphrase
	if err != nil {
		return err
	}
	how := session.Restoring{User: cases.UserID(e.user)}
	if recovery {
		how.RecoveryKey, how.Passphrase, err = e.recoveryKey(passFile)
	} else {
		how.Passphrase, err = e.passphrase(e.words.T("cli.passphrase", "user", e.user))
	}
	if err != nil {
		return err
	}
	now, err := e.fixedNow()
	if err != nil {
		return err
	}
	r, err := session.Restore(ctx, session.Options{Office: dsn, Wall: e.Wall, SeenDir: e.SeenDir}, file, how, now, nil)
	if err != nil {
		return err
	}
	line := backupLine(&r.Backup)
	line["copy"], line["behind"] = r.Copy, r.Behind
	delete(line, "sha256")
	delete(line, "bytes")
	text := e.words.T("cli.restore_done", "office", head.Office, "at", stamp(r.MadeAt), "cases", r.Cases, "letters", r.Letters, "height", r.Height)
	if r.Behind > 0 {
		text += "\n" + e.words.T("cli.restore_behind", "n", r.Behind, "at", stamp(r.SeenAt))
	}
	return e.print(line, text)
}

// recoveryKey asks for the recovery key and a new passphrase.
func (e *env) recoveryKey(passFile string) (key, pass string, err error) {
	if key, err = e.typedRecoveryKey(); err != nil {
		return "", "", err
	}
	pass, err = e.newPassphrase(passFile, e.user)
	return key, pass, err
}

func (e *env) typedRecoveryKey() (string, error) {
	if key := e.Getenv("RECOURSE_RECOVERY_KEY"); key != "" {
		return key, nil
	}
	if e.Passphrase == nil {
		return "", usage("usage.recovery_key")
	}
	return e.Passphrase(e.words.T("cli.recovery_key"))
}

// fixedNow is the clock of --now, nil without it.
func (e *env) fixedNow() (cases.Clock, error) {
	if e.now == "" {
		return nil, nil
	}
	at, err := time.Parse(time.RFC3339, e.now)
	if err != nil {
		return nil, usage("usage.time", "flag", "--now", "value", e.now)
	}
	return cases.Fixed(at), nil
}

// purgeFlags are what the command purge was asked for.
type purgeFlags struct {
	dryRun                           bool
	witness, cancel, no, days        int
	certificate, end, check, keyFile string
}

func (e *env) purgeCommand() *cobra.Command {
	var f purgeFlags
	c := &cobra.Command{Use: "purge", Args: noArgs, Short: e.words.T("cli.purge"),
		RunE: func(c *cobra.Command, args []string) error {
			if f.check != "" {
				return e.checkCertificate(f.check, f.keyFile)
			}
			return e.with(func(ctx context.Context, s *session.Session, _ []string) error { return e.purge(ctx, s, c, &f) })(c, args)
		}}
	p := c.Flags()
	p.BoolVar(&f.dryRun, "dry-run", false, "")
	p.IntVar(&f.witness, "witness", 0, "")
	p.IntVar(&f.cancel, "cancel", 0, "")
	p.IntVar(&f.no, "no", 0, "")
	p.IntVar(&f.days, "days", 0, "")
	p.StringVar(&f.end, "end", "", "")
	p.StringVar(&f.certificate, "certificate", "", "")
	p.StringVar(&f.check, "check", "", "")
	p.StringVar(&f.keyFile, "key", "", "")
	return c
}

func (e *env) purge(ctx context.Context, s *session.Session, c *cobra.Command, f *purgeFlags) error {
	switch {
	case f.dryRun:
		return e.purgeDue(ctx, s)
	case c.Flags().Changed("days") || f.end != "":
		return e.setRetention(ctx, s, c.Flags().Changed("days"), f)
	case f.cancel > 0:
		if err := s.CancelPurge(ctx, f.cancel); err != nil {
			return err
		}
		return e.print(map[string]any{"no": f.cancel, "state": session.PurgeCancelled}, e.words.T("cli.purge_cancelled", "no", f.cancel))
	case f.witness > 0:
		p, err := s.WitnessPurge(ctx, f.witness, "")
		if err != nil {
			return err
		}
		return e.print(purgeLine(&p), e.words.T("cli.purge_witnessed", "no", p.No, "cases", p.Cases, "deliveries", p.Deliveries))
	case f.certificate != "" && f.no > 0:
		return e.saveCertificate(ctx, s, f.no, f.certificate)
	}
	return e.purgeOn(ctx, s, f)
}

// purgeOn does the next step: it orders what is due, or carries out what was
// witnessed.
func (e *env) purgeOn(ctx context.Context, s *session.Session, f *purgeFlags) error {
	list, err := s.Purges(ctx)
	if err != nil {
		return err
	}
	if len(list) == 0 || list[0].State != session.PurgeWitnessed {
		p, err := s.OrderPurge(ctx)
		if err != nil {
			return err
		}
		return e.print(purgeLine(&p), e.words.T("cli.purge_ordered", "no", p.No, "cases", p.Cases, "deliveries", p.Deliveries))
	}
	p, did, err := s.CarryPurge(ctx, list[0].No, nil)
	if err != nil {
		return err
	}
	line := purgeLine(&p)
	line["purged"], line["snapshots"], line["papers"], line["kept"], line["people"], line["left"] = did.Cases, did.Snapshots, did.Papers, did.Kept, did.People, did.Left
	text := e.words.T("cli.purge_done", "no", p.No, "cases", did.Cases, "snapshots", did.Snapshots, "papers", did.Papers, "people", did.People, "kept", did.Kept)
	if err := e.print(line, text); err != nil || f.certificate == "" {
		return err
	}
	return s.SaveCertificate(ctx, p.No, f.certificate)
}

func purgeLine(p *session.Purge) map[string]any {
	return map[string]any{
		"no": p.No, "state": p.State, "as_of": stamp(p.AsOf), "days": p.Rule.Days, "end": stamp(p.Rule.End), "cases": p.Cases,
		"deliveries": p.Deliveries, "digest": p.Digest, "ordered_by": p.OrderedBy, "witness": p.Witness, "ended_at": stamp(p.EndedAt),
	}
}

func (e *env) saveCertificate(ctx context.Context, s *session.Session, no int, path string) error {
	if err := s.SaveCertificate(ctx, no, path); err != nil {
		return err
	}
	return e.print(map[string]any{"no": no, "file": path}, e.words.T("cli.purge_certificate", "no", no, "file", path))
}

// purgeDue lists what would go now, and counts what stays and why.
func (e *env) purgeDue(ctx context.Context, s *session.Session) error {
	d, err := s.PurgeDue(ctx)
	if err != nil {
		return err
	}
	if e.json {
		return e.emitDue(d)
	}
	w := e.words
	fmt.Fprintln(e.Out, w.T("cli.purge_due", "cases", len(d.Cases), "deliveries", len(d.Registers()), "rule", e.ruleWords(d.Rule)))
	if len(d.Cases) > 0 {
		rows := make([][]string, len(d.Cases))
		for i, c := range d.Cases {
			rows[i] = []string{c.Row.AppealNo, w.State(c.Row.State), stamp(c.Row.StateSince), stamp(c.Until)}
		}
		if err := e.table([]string{w.T("col.case"), w.T("col.state"), w.T("col.since"), w.T("col.due")}, rows); err != nil {
			return err
		}
	}
	for _, r := range d.Registers() {
		fmt.Fprintln(e.Out, w.T("cli.purge_people", "delivery", r.Delivery, "n", r.People))
	}
	for _, why := range retention.Reasons() {
		if n := d.Kept[why]; n > 0 {
			fmt.Fprintln(e.Out, w.T("cli.purge_kept", "n", n, "why", w.T("retention."+string(why))))
		}
	}
	return nil
}

func (e *env) emitDue(d *session.PurgeList) error {
	list := make([]map[string]any, len(d.Cases))
	for i, c := range d.Cases {
		list[i] = map[string]any{"case": c.Row.ID, "appeal_no": c.Row.AppealNo, "state": c.Row.State, "since": stamp(c.Row.StateSince), "due": stamp(c.Until)}
	}
	register := make([]map[string]any, 0, len(d.Register))
	for _, r := range d.Register {
		register = append(register, map[string]any{"delivery": r.Delivery, "people": r.People, "why": r.Why, "due": stamp(r.Until)})
	}
	return e.emit(map[string]any{"as_of": stamp(d.AsOf), "days": d.Rule.Days, "end": stamp(d.Rule.End), "digest": d.Digest, "cases": list, "register": register, "kept": d.Kept})
}

func (e *env) ruleWords(r retention.Rule) string {
	if r.End.IsZero() {
		return e.words.T("retention.rule", "days", r.Days)
	}
	return e.words.T("retention.rule_end", "days", r.Days, "end", r.End.In(cases.Shanghai()).Format(time.DateOnly))
}

// setRetention changes how long working copies are kept. --end none takes the
// end of the epidemic back.
func (e *env) setRetention(ctx context.Context, s *session.Session, days bool, f *purgeFlags) error {
	r, err := s.Retention(ctx)
	if err != nil {
		return err
	}
	if days {
		r.Days = f.days
	}
	switch {
	case f.end == "none":
		r.End = time.Time{}
	case f.end != "":
		if r.End, err = time.ParseInLocation(time.DateOnly, f.end, cases.Shanghai()); err != nil {
			return usage("usage.day", "flag", "--end", "value", f.end)
		}
	}
	if err := s.SetRetention(ctx, r); err != nil {
		return err
	}
	return e.print(map[string]any{"days": r.Days, "end": stamp(r.End)}, e.ruleWords(r))
}

// checkCertificate checks a certificate offline and prints it.
func (e *env) checkCertificate(file, keyFile string) error {
	if keyFile == "" {
		return usage("usage.key")
	}
	signed, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	key, err := os.ReadFile(keyFile)
	if err != nil {
		return err
	}
	text, err := session.CheckCertificate(signed, string(key))
	if errors.Is(err, session.ErrKeyFile) {
		return usage("usage.bad_key", "file", filepath.Base(keyFile))
	}
	if err != nil {
		return err
	}
	return e.print(map[string]any{"genuine": true, "text": text}, e.words.T("cli.purge_genuine")+"\n\n"+strings.TrimSpace(text))
}
