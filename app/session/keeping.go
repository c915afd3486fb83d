package session

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"recourse/assets"
	"recourse/cases"
	"recourse/cases/archive"
	"recourse/cases/audit"
	"recourse/cases/retention"
	"recourse/cases/store"
	"recourse/importexport"
)

// What the store says of backups and purges, for those who do not know it.
type (
	Backup       = store.Backup
	Origin       = store.Origin
	Restoring    = store.Restoring
	Restored     = store.Restored
	CopyProgress = store.Progress
	Purge        = store.Purge
	Purging      = store.Purging
	PurgeList    = store.Due
)

// The steps of making and reading a backup.
const (
	StepWriting = store.StepWriting
	StepReading = store.StepReading
)

// The states of a purge.
const (
	PurgeOrdered   = store.PurgeOrdered
	PurgeWitnessed = store.PurgeWitnessed
	PurgeDone      = store.PurgeDone
	PurgeCancelled = store.PurgeCancelled
)

// Backup writes the office into a file that everybody who can open the office
// can open, and reads it again before it has its name.
func (s *Session) Backup(ctx context.Context, path string, progress CopyProgress) (Backup, error) {
	return s.keys.Backup(ctx, path, progress)
}

// Backups lists the backups that the record knows of, latest first.
func (s *Session) Backups(ctx context.Context) ([]Backup, error) {
	return s.store.Backups(ctx)
}

// Origin says which backup the office was restored from; nil when it never was
// and this seat knows of no copy.
func (s *Session) Origin(ctx context.Context) (*Origin, error) { return s.store.Origin(ctx) }

// LookAtBackup reads what a backup says of itself, without a key and without
// proof.
func LookAtBackup(path string) (archive.Head, error) { return store.LookAtBackup(path) }

// BackupIdentity is the key that opens a backup, and every other one of its
// office, with any age program.
func BackupIdentity(path string, how Restoring) (string, error) {
	return store.BackupIdentity(path, store.Options{}, how)
}

// Restore makes the office of the options from a backup. A fixed time may be
// given for a demonstration office.
func Restore(ctx context.Context, o Options, path string, how Restoring, now cases.Clock, progress CopyProgress) (Restored, error) {
	s, err := newSession(o)
	if err != nil {
		return Restored{}, err
	}
	if now != nil {
		head, err := store.LookAtBackup(path)
		if err != nil {
			return Restored{}, err
		}
		if !head.Demo {
			return Restored{}, cases.Refuse("clock_demo_only")
		}
		s.clock, s.injected = now, true
	}
	return store.Restore(ctx, path, o.Office, s.storeOptions(), how, progress)
}

// RestoreBeside makes another office of a backup while this one is open.
func (s *Session) RestoreBeside(ctx context.Context, path, office string, how Restoring, progress CopyProgress) (Restored, error) {
	o := s.opt
	o.Office = office
	var now cases.Clock
	if s.injected {
		now = s.clock
	}
	return Restore(ctx, o, path, how, now, progress)
}

// Retention is how long the office keeps working copies.
func (s *Session) Retention(ctx context.Context) (retention.Rule, error) {
	return s.store.RetentionRule(ctx)
}

// SetRetention changes that.
func (s *Session) SetRetention(ctx context.Context, r retention.Rule) error {
	_, err := s.keys.SetRetention(ctx, r)
	return err
}

// maySeePurges refuses those who neither order purges nor witness them.
func (s *Session) maySeePurges() error {
	if s.User().Permit(cases.MayWitness) == nil {
		return nil
	}
	return s.User().Permit(cases.MayPurge)
}

// PurgeDue says what would go now, and what stays for which reason.
func (s *Session) PurgeDue(ctx context.Context) (*PurgeList, error) {
	if err := s.maySeePurges(); err != nil {
		return nil, err
	}
	return s.store.PurgeDue(ctx, s.Now())
}

// Purges lists the purges, latest first.
func (s *Session) Purges(ctx context.Context) ([]Purge, error) {
	if err := s.maySeePurges(); err != nil {
		return nil, err
	}
	return s.store.Purges(ctx)
}

// OrderPurge orders what is due now; somebody else has to witness it.
func (s *Session) OrderPurge(ctx context.Context) (Purge, error) { return s.keys.OrderPurge(ctx) }

// WitnessPurge is the second signature, on the list with a digest.
func (s *Session) WitnessPurge(ctx context.Context, no int, digest string) (Purge, error) {
	return s.keys.WitnessPurge(ctx, no, digest)
}

// CancelPurge takes an order back.
func (s *Session) CancelPurge(ctx context.Context, no int) error { return s.keys.CancelPurge(ctx, no) }

// CarryPurge carries a witnessed purge out to its certificate. One that was
// interrupted goes on.
func (s *Session) CarryPurge(ctx context.Context, no int, progress func(done, total int)) (Purge, Purging, error) {
	did, err := s.keys.CarryPurge(ctx, no, progress)
	if err != nil {
		return Purge{}, did, err
	}
	if did.Blocked != nil {
		return Purge{}, did, fmt.Errorf("%w (%w)", cases.Refuse("purge_blocked", "no", strconv.Itoa(no)), did.Blocked)
	}
	if _, err := s.Sync(ctx); err != nil {
		return Purge{}, did, err
	}
	text, all, err := s.certificate(ctx, no)
	if err != nil {
		return Purge{}, did, err
	}
	all.Left = did.Left
	p, err := s.keys.FinishPurge(ctx, no, text)
	return p, all, err
}

// certificate words what was done, in both languages.
func (s *Session) certificate(ctx context.Context, no int) (string, Purging, error) {
	p, err := s.purge(ctx, no)
	if err != nil {
		return "", Purging{}, err
	}
	did, err := s.store.Purged(ctx, no)
	if err != nil {
		return "", did, err
	}
	names, err := s.names(ctx)
	if err != nil {
		return "", did, err
	}
	height, err := s.store.Seq(ctx)
	if err != nil {
		return "", did, err
	}
	backups, err := s.store.Backups(ctx)
	if err != nil {
		return "", did, err
	}
	o, count := s.Office(), func(n int) string { return strconv.Itoa(n) }
	zh, en := ruleWords(p.Rule)
	return strings.NewReplacer(
		"{office}", o.Name, "{authority}", o.Authority, "{no}", count(no), "{rule_zh}", zh, "{rule_en}", en, "{as_of}", local(p.AsOf),
		"{ordered_by}", named(names, p.OrderedBy), "{ordered_at}", local(p.OrderedAt),
		"{witness}", named(names, p.Witness), "{witnessed_at}", local(p.WitnessedAt), "{ended_at}", local(s.Now()),
		"{cases}", count(did.Cases), "{snapshots}", count(did.Snapshots), "{papers}", count(did.Papers), "{kept}", count(did.Kept),
		"{people}", strconv.FormatInt(did.People, 10), "{deliveries}", count(p.Deliveries), "{digest}", p.Digest,
		"{entry}", strconv.FormatInt(height, 10), "{backups_zh}", backupLines(backups, "  （办理记录中没有此前制作的备份）"),
		"{backups_en}", backupLines(backups, "  (the record knows of none)"),
	).Replace(assets.Certificate()), did, nil
}

func ruleWords(r retention.Rule) (zh, en string) {
	zh, en = fmt.Sprintf("办结送达后 %d 天", r.Days), fmt.Sprintf("%d days after a case is over and its letter has arrived", r.Days)
	if !r.End.IsZero() {
		day := r.End.In(cases.Shanghai()).Format(time.DateOnly)
		zh, en = zh+"，最迟疫情结束日 "+day, en+", at the latest at the end of the epidemic, "+day
	}
	return zh, en
}

func backupLines(list []Backup, none string) string {
	if len(list) == 0 {
		return none
	}
	lines := make([]string, len(list))
	for i, b := range list {
		lines[i] = fmt.Sprintf("  %s  %s  #%d  SHA-256 %s", local(b.MadeAt), b.File, b.Height, b.SHA256)
	}
	return strings.Join(lines, "\n")
}

func local(t time.Time) string { return t.In(cases.Shanghai()).Format("2006-01-02 15:04:05 -07:00") }

func named(names map[cases.UserID]string, id cases.UserID) string {
	if n := names[id]; n != "" && n != string(id) {
		return n + " (" + string(id) + ")"
	}
	return string(id)
}

func (s *Session) purge(ctx context.Context, no int) (Purge, error) {
	list, err := s.store.Purges(ctx)
	if err != nil {
		return Purge{}, err
	}
	for _, p := range list {
		if p.No == no {
			return p, nil
		}
	}
	return Purge{}, cases.Refuse("no_purge", "no", strconv.Itoa(no))
}

// SaveCertificate writes the signed certificate of a purge into a file.
func (s *Session) SaveCertificate(ctx context.Context, no int, path string) error {
	if err := s.maySeePurges(); err != nil {
		return err
	}
	p, err := s.purge(ctx, no)
	if err != nil {
		return err
	}
	if p.Certificate == "" {
		return cases.Refuse("purge_state", "no", strconv.Itoa(no), "progress", p.State)
	}
	return importexport.WriteFile(path, func(w io.Writer) error { _, err := io.WriteString(w, p.Certificate); return err })
}

// CheckCertificate checks a certificate with the office's public key, without
// the office, and returns its text.
func CheckCertificate(signed []byte, officeKey string) (string, error) {
	text, err := audit.OpenText(signed, strings.TrimSpace(officeKey))
	if err != nil {
		return "", fmt.Errorf("%w (%w)", cases.Refuse("certificate_forged"), err)
	}
	return text, nil
}
