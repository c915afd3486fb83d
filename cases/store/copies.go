package store

import (
	"bytes"
	"context"
	"crypto/ecdh"
	"crypto/ed25519"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"recourse/cases"
	"recourse/cases/archive"
	"recourse/cases/audit"
	"recourse/cases/store/engine"
	"recourse/cases/vault"
)

// Backup is one backup as it was made, or as it was found in a file.
type Backup struct {
	archive.Head
	File           string // its name, never a path
	SHA256         string
	Bytes          int64
	Cases, Letters int64
	By             cases.UserID // from the record
}

// Steps of making and reading a backup, for progress.
const (
	StepWriting   = "writing"
	StepChecking  = "checking"
	StepReading   = "reading"
	StepVerifying = "verifying"
)

// Progress is told how many rows (or entries) of how many a step has done; a
// total of 0 is not known.
type Progress func(step string, done, total int64)

func (p Progress) tell(step string, done, total int64) {
	if p != nil && done%1000 == 0 {
		p(step, done, total)
	}
}

// Backup writes the office as it is at this instant into a file, sealed, and
// reads the file again before it gets its name: the digest, the counts and the
// chain of the record must fit. Other seats go on working meanwhile. The act is
// recorded just before the file gets its name, so no backup exists of which the
// record does not know. A file that is there is not replaced (file_exists).
func (se *Session) Backup(ctx context.Context, path string, progress Progress) (Backup, error) {
	if err := se.permit(ctx, cases.MayBackup); err != nil {
		return Backup{}, err
	}
	s := se.st
	keys, err := s.vault()
	if err != nil {
		return Backup{}, err
	}
	key, err := keys.Backup()
	if err != nil {
		return Backup{}, err
	}
	if _, err := s.SignCheckpoint(ctx); err != nil {
		return Backup{}, err
	}
	archive.Sweep(path, archive.Part, s.opt.Began)
	f, err := archive.Create(path)
	if err != nil {
		return Backup{}, fileError(err)
	}
	head, trailer, err := s.writeBackup(ctx, f, key, se.user.ID, progress)
	var b Backup
	if err == nil {
		b, err = checkBackup(ctx, f, key, s.office.CheckpointKey, progress)
	}
	if err == nil && (b.Rows != trailer.Rows || b.Head != head) {
		err = archive.ErrDamaged
	}
	if err != nil {
		f.Discard()
		return Backup{}, copyError(s.e.Explain(err), path)
	}
	b.File, b.SHA256, b.Bytes, b.By = filepath.Base(path), hex.EncodeToString(f.Sum()), f.Size(), se.user.ID
	if err := se.publishBackup(ctx, f, &b); err != nil {
		f.Discard()
		return Backup{}, copyError(s.e.Explain(err), path)
	}
	return b, nil
}

// publishBackup records the act and gives the file its name.
func (se *Session) publishBackup(ctx context.Context, f *archive.File, b *Backup) error {
	err := se.act(ctx, "backup", map[string]string{
		"file": b.File, "sha256": b.SHA256, "height": strconv.FormatInt(b.Height, 10), "bytes": strconv.FormatInt(b.Bytes, 10),
		"made": b.MadeAt.Format(time.RFC3339),
	}, func(context.Context, *txn) error { return nil })
	if err != nil {
		return err
	}
	return f.Publish()
}

// writeBackup writes every table as of one instant.
func (s *Store) writeBackup(ctx context.Context, w io.Writer, key *ecdh.PrivateKey, by cases.UserID, progress Progress) (archive.Head, archive.Trailer, error) {
	tx, err := s.e.View(ctx)
	if err != nil {
		return archive.Head{}, archive.Trailer{}, err
	}
	defer tx.Rollback()
	tables, err := s.e.Tables(ctx, tx)
	if err != nil {
		return archive.Head{}, archive.Trailer{}, err
	}
	head, err := s.backupHead(ctx, tx, tables)
	if err != nil {
		return head, archive.Trailer{}, err
	}
	head.MadeBy = string(by)
	ways, err := backupWays(ctx, tx)
	if err != nil {
		return head, archive.Trailer{}, err
	}
	out, err := archive.NewWriter(w, key.PublicKey(), head, ways)
	if err != nil {
		return head, archive.Trailer{}, err
	}
	done := int64(0)
	for _, t := range tables {
		err := s.e.Dump(ctx, tx, t, func(columns []string) error { return out.Table(t, columns) }, func(row []any) error {
			done++
			progress.tell(StepWriting, done, head.Rows)
			return errors.Join(out.Row(row), ctx.Err())
		})
		if err != nil {
			return head, archive.Trailer{}, err
		}
	}
	trailer, err := out.Close()
	head.Format = archive.Format
	return head, trailer, err
}

// backupHead says how far the record goes and how many rows there are.
func (s *Store) backupHead(ctx context.Context, tx *sql.Tx, tables []string) (archive.Head, error) {
	version, err := s.e.Version(ctx)
	if err != nil {
		return archive.Head{}, err
	}
	h := archive.Head{
		Schema: version, OfficeID: s.office.ID, Office: s.office.Name, Division: s.office.Division, Demo: s.office.Demo,
		MadeAt: s.clock().UTC().Truncate(time.Second),
	}
	var state []byte
	err = tx.QueryRowContext(ctx, "SELECT chain, coalesce((SELECT signed FROM checkpoints ORDER BY size DESC LIMIT 1), '') FROM audit_head WHERE id = 1").
		Scan(&state, &h.Checkpoint)
	if err != nil {
		return h, fmt.Errorf("audit head: %w", err)
	}
	var chain audit.Chain
	if err := chain.UnmarshalBinary(state); err != nil {
		return h, fmt.Errorf("%w (audit head: %w)", cases.Refuse("damaged", "office", s.office.Name), err)
	}
	last := chain.Last()
	h.Height, h.Last = chain.Size(), hex.EncodeToString(last[:])
	for _, t := range tables {
		var n int64
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM "+t).Scan(&n); err != nil {
			return h, fmt.Errorf("count %s: %w", t, err)
		}
		h.Rows += n
	}
	return h, nil
}

// backupWays are the ways to the office key as they are now.
func backupWays(ctx context.Context, tx *sql.Tx) (archive.Ways, error) {
	var w archive.Ways
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var p archive.Person
		var params string
		if err := rows.Scan(&p.ID, &params, &p.Salt, &p.Office); err != nil {
			return err
		}
		var cost vault.Params
		err := json.Unmarshal([]byte(params), &cost)
		p.MemoryKiB, p.Time, p.Threads = cost.MemoryKiB, cost.Time, cost.Threads
		w.People = append(w.People, p)
		return err
	}, "SELECT id, params, salt, office_key FROM users WHERE disabled = 0 ORDER BY id")
	if err != nil {
		return w, fmt.Errorf("keys of the people: %w", err)
	}
	var text string
	err = tx.QueryRowContext(ctx, "SELECT value FROM office WHERE name = $1", settingRecovery).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return w, nil
	}
	if err == nil {
		w.Recovery, err = base64.StdEncoding.DecodeString(text)
	}
	return w, err
}

// checkBackup reads back what is on disk.
func checkBackup(ctx context.Context, f *archive.File, key *ecdh.PrivateKey, checkpointKey string, progress Progress) (Backup, error) {
	in, err := f.Reopen()
	if err != nil {
		return Backup{}, err
	}
	defer in.Close()
	r, err := archive.NewReader(in)
	if err != nil {
		return Backup{}, err
	}
	p := &prover{ctx: ctx, key: checkpointKey, head: r.Head(), progress: progress, points: map[int64]audit.Checkpoint{}}
	trailer, err := r.Read(key, archive.Visitor{Table: p.begin, Row: p.row})
	if err != nil {
		return Backup{}, err
	}
	if err := p.end(trailer); err != nil {
		return Backup{}, err
	}
	return Backup{Head: r.Head(), Cases: trailer.Tables["cases"], Letters: p.letters}, nil
}

// prover replays the record on its way through a backup: every link, every
// checkpoint, the head. What the record says of the rows is looked at when the
// backup is restored.
type prover struct {
	ctx      context.Context
	key      string
	head     archive.Head
	progress Progress
	points   map[int64]audit.Checkpoint
	chain    audit.Chain
	state    []byte
	table    string
	at       map[string]int
	done     int64
	letters  int64
}

func (p *prover) begin(table string, columns []string) error {
	p.table, p.at = table, map[string]int{}
	for i, c := range columns {
		p.at[c] = i
	}
	return p.ctx.Err()
}

func (p *prover) row(row []any) error {
	p.done++
	p.progress.tell(StepChecking, p.done, p.head.Rows)
	switch p.table {
	case "papers":
		if row[p.at["kind"]] == string(cases.PaperLetter) {
			p.letters++
		}
	case "checkpoints":
		return p.checkpoint(row)
	case "audit":
		return p.entry(row)
	case "audit_head":
		p.state, _ = row[p.at["chain"]].([]byte)
	}
	if p.done%1000 == 0 {
		return p.ctx.Err()
	}
	return nil
}

func (p *prover) checkpoint(row []any) error {
	signed, _ := row[p.at["signed"]].(string)
	c, err := audit.OpenCheckpoint([]byte(signed), p.key)
	if err != nil {
		return unsound("checkpoints", err)
	}
	p.points[c.Size] = c
	return nil
}

func (p *prover) entry(row []any) error {
	e := audit.Entry{}
	e.Seq, _ = row[p.at["seq"]].(int64)
	prev, _ := row[p.at["prev"]].([]byte)
	copy(e.Prev[:], prev)
	e.Actor, _ = row[p.at["actor"]].(string)
	content, _ := row[p.at["content"]].(string)
	e.Content = []byte(content)
	e.Signature, _ = row[p.at["signature"]].([]byte)
	name := "audit/" + strconv.FormatInt(e.Seq, 10)
	if err := p.chain.Add(&e); err != nil {
		return unsound(name, err)
	}
	c, ok := p.points[e.Seq]
	if ok && (c.Root != p.chain.Root() || c.Last != p.chain.Last()) {
		return unsound(name, &audit.Broken{Seq: e.Seq, Why: audit.OtherPast})
	}
	return nil
}

func (p *prover) end(t archive.Trailer) error {
	state, err := p.chain.MarshalBinary()
	last := p.chain.Last()
	switch {
	case err != nil:
		return err
	case !bytes.Equal(state, p.state), p.chain.Size() != p.head.Height, hex.EncodeToString(last[:]) != p.head.Last, t.Rows != p.head.Rows:
		return unsound("audit_head/1", nil)
	}
	return nil
}

// unsound says that what a backup holds does not fit together, which is not
// the backup's fault: the office it was made of was damaged or changed.
func unsound(row string, err error) error {
	return fmt.Errorf("%w (%w)", cases.Refuse("damaged_row", "case", "", "row", row), errors.Join(errUnsound, err))
}

var errUnsound = errors.New("the record does not hold together")

// copyError gives what went wrong with a backup its sentence.
func copyError(err error, path string) error {
	name := filepath.Base(path)
	if _, told := cases.AsRefusal(err); told {
		return err
	}
	if n, ok := errors.AsType[*archive.Newer](err); ok {
		return fmt.Errorf("%w (%w)", cases.Refuse("newer_backup", "file", name, "have", strconv.Itoa(n.Format)), err)
	}
	code := ""
	switch {
	case errors.Is(err, archive.ErrNotBackup):
		code = "not_a_backup"
	case errors.Is(err, archive.ErrDamaged), errors.Is(err, archive.ErrWrongKey):
		code = "damaged_backup"
	default:
		return fileError(err)
	}
	return fmt.Errorf("%w (%w)", cases.Refuse(code, "file", name), err)
}

func fileError(err error) error {
	if errors.Is(err, fs.ErrExist) {
		p, ok := errors.AsType[*fs.PathError](err)
		if ok {
			return fmt.Errorf("%w (%w)", cases.Refuse("file_exists", "file", filepath.Base(p.Path)), err)
		}
	}
	return err
}

// Backups lists the backups that the record knows of, latest first.
func (s *Store) Backups(ctx context.Context) ([]Backup, error) {
	var list []Backup
	err := s.entries(ctx, func(e Entry) error {
		b := Backup{File: e.Detail["file"], SHA256: e.Detail["sha256"], By: e.By}
		b.MadeAt = e.At
		b.Height, _ = strconv.ParseInt(e.Detail["height"], 10, 64)
		b.Bytes, _ = strconv.ParseInt(e.Detail["bytes"], 10, 64)
		list = append([]Backup{b}, list...)
		return nil
	}, "WHERE action = 'backup' ORDER BY seq")
	return list, err
}

// LookAtBackup reads what a backup says of itself. Nothing of it is proved
// before it is restored.
func LookAtBackup(path string) (archive.Head, error) {
	f, err := os.Open(path)
	if err != nil {
		return archive.Head{}, err
	}
	defer f.Close()
	r, err := archive.NewReader(f)
	if err != nil {
		return archive.Head{}, copyError(err, path)
	}
	return r.Head(), nil
}

// BackupIdentity is the key of a backup for other age programs (see
// archive.Identity), for somebody who could restore it.
func BackupIdentity(path string, opt Options, how Restoring) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	r, err := archive.NewReader(f)
	if err != nil {
		return "", copyError(err, path)
	}
	keys, err := how.unlock(r, opt)
	if err != nil {
		return "", err
	}
	defer keys.Lock()
	key, err := keys.Backup()
	if err != nil {
		return "", err
	}
	return archive.Identity(key), nil
}

// Restoring says how a backup is to be opened: by somebody who knew the
// passphrase when it was made, or with the recovery key, which gives that
// person, an administrator, a new passphrase.
type Restoring struct {
	User        cases.UserID
	Passphrase  string
	RecoveryKey string
}

// Restored is what came of a backup.
type Restored struct {
	Backup
	Copy   string // the name of this copy in the record
	Behind int64  // entries that this seat knows the office had beyond the backup, 0 for none known
	SeenAt time.Time
}

// Restore makes an office at dsn from a backup: whole, or nothing. Everything
// is verified before the office has its address: the file, the chain, every
// signature, every row. The restored office records the act, so that it can be
// told from the one the backup was made of.
func Restore(ctx context.Context, path, dsn string, opt Options, how Restoring, progress Progress) (Restored, error) {
	f, err := os.Open(path)
	if err != nil {
		return Restored{}, err
	}
	defer f.Close()
	r, err := archive.NewReader(f)
	if err != nil {
		return Restored{}, copyError(err, path)
	}
	keys, err := how.unlock(r, opt)
	if err != nil {
		return Restored{}, err
	}
	defer keys.Lock()
	if !engine.Remote(dsn) {
		archive.Sweep(dsn, archive.Restoring, opt.Began)
	}
	st, err := stage(ctx, r, dsn, path)
	if err != nil {
		return Restored{}, err
	}
	out, err := refill(ctx, st, r, keys, opt, how, path, progress)
	if err != nil {
		return Restored{}, errors.Join(copyError(st.Explain(err), path), st.Discard(ctx))
	}
	if err := st.Publish(ctx); err != nil {
		return Restored{}, st.Explain(err)
	}
	return out, nil
}

// stage prepares the place, with the tables of the backup's time.
func stage(ctx context.Context, r *archive.Reader, dsn, path string) (*engine.Stage, error) {
	head := r.Head()
	if head.Schema > engine.Newest {
		return nil, cases.Refuse("newer_backup", "file", filepath.Base(path), "have", strconv.FormatInt(head.Schema, 10), "know", strconv.Itoa(engine.Newest))
	}
	return engine.NewStage(ctx, dsn, head.Schema)
}

// unlock opens the office key with what the person has.
func (how *Restoring) unlock(r *archive.Reader, opt Options) (*vault.Office, error) {
	if how.RecoveryKey != "" {
		keys, err := vault.Recover(opt.random(), how.RecoveryKey, r.Recovery())
		switch {
		case errors.Is(err, vault.ErrRecoveryMistyped):
			return nil, cases.Refuse("recovery_mistyped")
		case errors.Is(err, vault.ErrWrongRecoveryKey):
			return nil, cases.Refuse("recovery_wrong")
		}
		return keys, err
	}
	p, ok := r.Person(string(how.User))
	if !ok {
		return nil, cases.Refuse("backup_sign_in")
	}
	keys, err := vault.UnlockOffice(opt.random(), p.ID, how.Passphrase, vault.Credential{
		Params: vault.Params{MemoryKiB: p.MemoryKiB, Time: p.Time, Threads: p.Threads}, Salt: p.Salt, Office: p.Office,
	})
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", cases.Refuse("backup_sign_in"), err)
	}
	return keys, nil
}

// refill fills the stage, verifies it and records the act in it.
func refill(ctx context.Context, st *engine.Stage, r *archive.Reader, keys *vault.Office, opt Options, how Restoring, path string, progress Progress) (Restored, error) {
	key, err := keys.Backup()
	if err != nil {
		return Restored{}, err
	}
	out := Restored{Backup: Backup{Head: r.Head(), File: filepath.Base(path)}}
	err = st.Load(ctx, func(l *engine.Loader) error {
		return out.fill(ctx, l, r, key, progress)
	})
	if err != nil {
		return out, err
	}
	if err := st.Finish(ctx); err != nil {
		return out, err
	}
	s, err := opt.over(ctx, st.Engine)
	if err != nil {
		return out, err
	}
	defer s.Lock()
	v, err := s.Verify(ctx, func(n int64) { progress.tell(StepVerifying, n, out.Height) })
	if err != nil {
		return out, err
	}
	if !v.Whole() {
		return out, unsound(v.Findings[0].Row, errors.New(v.Findings[0].Why))
	}
	if err := out.behind(s); err != nil {
		return out, err
	}
	return out, s.recordRestore(ctx, how, &out)
}

// fill takes the rows into the tables.
func (out *Restored) fill(ctx context.Context, l *engine.Loader, r *archive.Reader, key *ecdh.PrivateKey, progress Progress) error {
	done, table, kind := int64(0), "", 0
	trailer, err := r.Read(key, archive.Visitor{
		Table: func(name string, columns []string) error {
			table, kind = name, -1
			for i, c := range columns {
				if c == "kind" {
					kind = i
				}
			}
			return l.Table(ctx, name, columns)
		},
		Row: func(row []any) error {
			done++
			progress.tell(StepReading, done, out.Rows)
			if table == "papers" && kind >= 0 && row[kind] == string(cases.PaperLetter) {
				out.Letters++
			}
			return errors.Join(l.Row(ctx, row), ctx.Err())
		},
	})
	out.Cases = trailer.Tables["cases"]
	return err
}

// over makes a store of an open engine, without asking what this seat saw.
func (o Options) over(ctx context.Context, e *engine.Engine) (*Store, error) {
	if o.Clock == nil {
		return nil, errors.New("restore office: no clock given")
	}
	o.Rand = o.random()
	if o.CheckpointEvery == 0 {
		o.CheckpointEvery = checkpointEvery
	}
	s := &Store{e: e, opt: o, people: make(map[cases.UserID]*Session)}
	office, err := s.readOffice(ctx)
	if err != nil {
		return nil, err
	}
	s.office, s.clock = office, o.Clock(office)
	s.copied, err = s.Setting(ctx, settingCopy)
	return s, err
}

// behind compares the backup with the last state of the office that this seat
// saw: what lies between is missing in the copy.
func (out *Restored) behind(s *Store) error {
	last, err := s.lastSeen()
	if err != nil || last == nil {
		return nil // whatever lies beside the seat's settings, the backup was verified
	}
	if last.Key != s.office.CheckpointKey {
		return cases.Refuse("other_office_key", "office", s.office.Name)
	}
	c, err := last.open()
	if err != nil {
		return err
	}
	// The entry behind the backup is the backup itself.
	if n := c.Size - out.Height - 1; n > 0 {
		out.Behind, out.SeenAt = n, c.At
	}
	return nil
}

// recordRestore signs the person in and records what the office is a copy of.
// The office's own key vouches for it, so that a seat which saw later entries
// can tell a copy restored by the office's people from an older file that
// somebody put there.
func (s *Store) recordRestore(ctx context.Context, how Restoring, out *Restored) error {
	var se *Session
	var err error
	if how.RecoveryKey != "" {
		se, err = s.Recover(ctx, how.RecoveryKey, how.User, how.Passphrase)
	} else {
		se, err = s.SignIn(ctx, how.User, how.Passphrase)
	}
	if err != nil {
		return err
	}
	if out.Copy, err = s.newID(); err != nil {
		return err
	}
	detail := map[string]string{
		"copy": out.Copy, "file": out.File, "height": strconv.FormatInt(out.Height, 10), "last": out.Last,
		"made":  out.MadeAt.Format(time.RFC3339),
		voucher: base64.StdEncoding.EncodeToString(ed25519.Sign(s.keys.Checkpoint(), copyText(out.Copy, out.Height, out.Last))),
	}
	if out.Behind > 0 {
		detail["behind"] = strconv.FormatInt(out.Behind, 10)
	}
	copied := ""
	err = se.act(ctx, "restore", detail, func(ctx context.Context, t *txn) error {
		copied = fmt.Sprintf("%s %d", out.Copy, t.next())
		return t.put(ctx, officeTable(), []any{settingCopy, copied})
	})
	if err != nil {
		return err
	}
	s.copied = copied
	if err := s.checkpointNow(ctx); err != nil {
		return err
	}
	return s.remember(ctx)
}

// settingCopy says which restored copy an office is and by which entry of the
// record; it is missing in one that was never restored.
const settingCopy = "copy"

// copy is the name of the copy and the number of the entry that made it.
func (s *Store) copy() (id string, seq int64) {
	id, no, _ := strings.Cut(s.copied, " ")
	seq, err := strconv.ParseInt(no, 10, 64)
	if err != nil {
		return "", 0
	}
	return id, seq
}

func copyText(id string, height int64, last string) []byte {
	return fmt.Appendf(nil, "recourse/copy/1\n%s\n%d\n%s\n", id, height, last)
}

// Origin is the backup a restored office was made from.
type Origin struct {
	Copy       string
	File       string
	Height     int64 // entries of the record then
	MadeAt     time.Time
	RestoredAt time.Time
	RestoredBy cases.UserID
	// Others is how many other copies of the same office this seat has worked
	// on, the first one counted: two of them that live apart are two offices.
	Others int
}

// Origin says what the office was restored from; nil when it never was and
// this seat knows of no copy.
func (s *Store) Origin(ctx context.Context) (*Origin, error) {
	o := &Origin{Others: s.siblings()}
	id, seq := s.copy()
	if id == "" {
		if o.Others == 0 {
			return nil, nil
		}
		return o, nil
	}
	err := s.entries(ctx, func(e Entry) error {
		o.Copy, o.File, o.RestoredAt, o.RestoredBy = e.Detail["copy"], e.Detail["file"], e.At, e.By
		o.Height, _ = strconv.ParseInt(e.Detail["height"], 10, 64)
		o.MadeAt, _ = time.Parse(time.RFC3339, e.Detail["made"])
		return nil
	}, "WHERE seq = $1 AND action = 'restore'", seq)
	return o, err
}

// siblings counts the other copies that this seat remembers.
func (s *Store) siblings() int {
	own := s.seenFile()
	if own == "" {
		return 0
	}
	list, err := filepath.Glob(filepath.Join(s.opt.SeenDir, s.office.ID+"*"+seenEnd))
	if err != nil {
		return 0
	}
	return len(slices.DeleteFunc(list, func(name string) bool { return name == own }))
}

// vouchedCopy refuses an office that says it is a restored copy without the
// word of the office's own key: by saying so, an older file put in the place of
// the office would slip past what this seat remembers.
func (s *Store) vouchedCopy(ctx context.Context) error {
	id, seq := s.copy()
	if id == "" {
		return nil
	}
	vouched := false
	err := s.entries(ctx, func(e Entry) error {
		height, err := strconv.ParseInt(e.Detail["height"], 10, 64)
		sig, err2 := base64.StdEncoding.DecodeString(e.Detail[voucher])
		vouched = err == nil && err2 == nil && e.Detail["copy"] == id &&
			audit.CheckSignature(s.office.CheckpointKey, copyText(id, height, e.Detail["last"]), sig)
		return nil
	}, "WHERE seq = $1 AND action = 'restore'", seq)
	if err != nil || vouched {
		return err
	}
	return cases.Refuse("copy_unvouched", "office", s.office.Name)
}
