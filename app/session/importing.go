package session

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"runtime"
	"time"

	"recourse/cases"
	"recourse/cases/store"
	"recourse/importexport"
	"recourse/importexport/intake"
	"recourse/review"
)

// ImportOptions say how a delivery is read.
type ImportOptions struct {
	Paths    []string                // files of one delivery, a folder or an archive
	Profile  string                  // ids of profiles or their files ending in .yaml, separated by commas; "" chooses by content
	Drafts   []*importexport.Profile // profiles that are not kept yet; they come before the others
	LeaveOut []string                // tables that are no part of the delivery (importexport.NamesTable)
	Encoding importexport.Encoding   // of text files; "" finds out
	DryRun   bool                    // check everything, store nothing
	Report   string                  // file for the report and the refused rows; "" for none
	Words    importexport.Words
	Progress func(importexport.Progress)
}

// Imported says what became of a delivery.
type Imported struct {
	*importexport.Report
	Delivery   int64
	Registered int      // people of the delivery who have not appealed
	Saved      []string // files with the report and the refused rows
	Held       []string // cases whose decision the delivery contradicts; they are sent again
	Twins      []Twin   // what may be one matter appealed twice, for somebody to merge
	Alerts     int      // batches of colours set by hand that nothing explains, new or grown
	// Save writes the report and the refused rows later; see ImportOptions.Report.
	Save func(path string, words importexport.Words) ([]string, error)
}

// ballast is memory that an import holds and never touches, in bytes. It makes
// the garbage collector wait until about as much more has been let go: with the
// small heap of a new office it would otherwise run every few hundred cases.
const ballast = 64 << 20

// Import reads, checks and stores one delivery: whole or not at all. The same
// delivery again changes nothing. Cancelling ctx leaves nothing behind.
func (s *Session) Import(ctx context.Context, o ImportOptions) (out Imported, err error) {
	defer runtime.KeepAlive(make([]byte, ballast))
	if err := s.User().Permit(cases.MayImport); err != nil {
		return out, err
	}
	sources, err := importexport.OpenSources(o.Paths, importexport.DefaultLimits())
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, importexport.CloseSources(sources)) }()
	// What is no delivery is refused before gigabytes of it are read for their digest.
	d, err := s.openDelivery(ctx, sources, o)
	if err != nil {
		return out, err
	}
	digest, err := deliveryDigest(ctx, sources)
	if err != nil {
		return out, err
	}
	run := &importRun{s: s, d: d}
	stored, err := s.store.ImportDelivery(ctx, store.Delivery{
		ActionID: newID(), Name: deliveryName(o.Paths), FileSHA256: digest,
		By: s.User().Actor(), At: s.Now(), DryRun: o.DryRun,
	}, store.Goods{Cases: run.cases(ctx), Register: run.register(ctx), Remarks: run.remarks}, nil)
	if err != nil {
		return out, err
	}
	run.settle(&stored)
	out = Imported{Report: d.Report(), Delivery: stored.ID, Registered: stored.Registered, Save: d.SaveReport}
	out.DryRun = o.DryRun
	if !o.DryRun {
		if out.Held, err = s.holdAgainst(ctx, stored.ID); err != nil {
			return out, err
		}
		if out.Twins, err = s.twinsOf(ctx, stored.ID); err != nil {
			return out, err
		}
		if out.Alerts, err = s.LookForBatches(ctx); err != nil {
			return out, err
		}
	}
	if o.Report != "" {
		out.Saved, err = d.SaveReport(o.Report, o.Words)
	}
	return out, err
}

// Inspect says how the files of a delivery are understood: kind, encoding,
// tables, columns. It reads no rows.
func (s *Session) Inspect(ctx context.Context, o ImportOptions) (report *importexport.Report, columns []intake.TableMapping, err error) {
	sources, err := importexport.OpenSources(o.Paths, importexport.DefaultLimits())
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, importexport.CloseSources(sources)) }()
	d, err := s.openDelivery(ctx, sources, o)
	if err != nil {
		return nil, nil, err
	}
	return d.Report(), d.Mapping(), nil
}

func (s *Session) openDelivery(ctx context.Context, sources []*importexport.Source, o ImportOptions) (*intake.Delivery, error) {
	opt, err := s.intakeOptions(ctx, o)
	if err != nil {
		return nil, err
	}
	return intake.Open(ctx, sources, opt)
}

func (s *Session) intakeOptions(ctx context.Context, o ImportOptions) (intake.Options, error) {
	profiles, own, ids, err := s.readers(ctx, o)
	if err != nil {
		return intake.Options{}, err
	}
	return intake.Options{
		Profiles: profiles, Own: own, Profile: ids, LeaveOut: o.LeaveOut, Encoding: o.Encoding, Clock: s.opt.Wall, Progress: o.Progress,
		Known:  func(no string) (*cases.Snapshot, error) { return s.known(ctx, no) },
		People: s.amendable, Places: s.places(),
	}, nil
}

// known is the case of an appeal number as the office has it, nil for none.
func (s *Session) known(ctx context.Context, appealNo string) (*cases.Snapshot, error) {
	f, err := s.store.FindCase(ctx, appealNo)
	if errors.Is(err, cases.Refuse("no_case")) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &f.Snapshot, nil
}

// importRun carries the drafts of one delivery to the store and remembers
// where each came from.
type importRun struct {
	s      *Session
	d      *intake.Delivery
	places []intake.Draft // without their snapshots
}

// cases yields the drafts as the store takes them in. The rules are replayed
// on several cores; the order of the delivery is kept.
func (r *importRun) cases(ctx context.Context) iter.Seq2[store.Incoming, error] {
	now := r.s.Now()
	receiver := func() func(d *intake.Draft) (store.Incoming, error) {
		memory := r.s.rules.Memory()
		return func(d *intake.Draft) (store.Incoming, error) { return receive(d, memory, r.s.calendar, now) }
	}
	drafts := func(yield func(*intake.Draft, error) bool) {
		for d, err := range r.d.Drafts(ctx) {
			if err == nil {
				r.places = append(r.places, intake.Draft{File: d.File, Sheet: d.Sheet, Row: d.Row})
			}
			if !yield(d, err) {
				return
			}
		}
	}
	return inOrder(drafts, receiver)
}

func receive(d *intake.Draft, rules review.Replayer, calendar cases.Calendar, now time.Time) (store.Incoming, error) {
	got, err := review.Receive(d.Snapshot, rules, calendar, now)
	if err != nil {
		return store.Incoming{}, fmt.Errorf("case %s: %w", d.Snapshot.Appeal.AppealNo, err)
	}
	return store.Incoming{Snapshot: d.Snapshot, Row: got.Row, Card: got.Card, Marks: got.Marks, Sheet: got.Sheet}, nil
}

func (r *importRun) register(ctx context.Context) iter.Seq2[store.RegisterEntry, error] {
	return func(yield func(store.RegisterEntry, error) bool) {
		for e, err := range r.d.Register(ctx) {
			if !yield(registerEntry(&e), err) {
				return
			}
		}
	}
}

// remarks says for the record which forbidden kinds the delivery brought: who
// sent how many, never what.
func (r *importRun) remarks() map[string]string {
	out := map[string]string{}
	for _, f := range r.d.Report().Forbidden {
		key, who := "forbidden_"+f.Kind, cmp.Or(f.Provider, "?")
		if out[key] != "" {
			who = out[key] + "; " + who
		}
		out[key] = fmt.Sprintf("%s × %d", who, f.Count)
	}
	return out
}

func registerEntry(e *intake.RegisterEntry) store.RegisterEntry {
	a := &e.Assignment
	source, batch := e.Source, e.Batch
	if hand := a.HandBatch(); hand != "" && source != cases.ContactList && source != cases.KeyAreaList {
		source, batch = cases.ByHand, hand // a list or a contact would explain the colour; nothing else about the phone does
	}
	return store.RegisterEntry{
		Colour: a.Colour, IssuedAt: a.IssuedAt.Earliest(), EndsAt: a.ValidUntil.Latest(), Source: source,
		Batch: batch, Rule: a.ReasonCode, Link: e.Link, Reason: a.ReasonText,
		Person: cases.Card{Name: e.Name, DocNo: e.DocNo, Phone: e.Phone},
	}
}

// settle enters into the report what the store did.
func (r *importRun) settle(done *store.DeliveryReport) {
	rep := r.d.Report()
	rep.Stored += int64(done.Stored)
	rep.Amended += int64(done.Amended)
	rep.Unchanged += int64(done.Unchanged)
	for _, x := range done.Refused {
		r.d.Settle(&r.places[x.Index], intake.Refused, &importexport.Problem{
			Code: importexport.Code(x.Why.Code), Args: x.Why.Args, Value: x.AppealNo,
		})
	}
}

// deliveryDigest is the digest of one file, or of the digests of several.
func deliveryDigest(ctx context.Context, sources []*importexport.Source) (string, error) {
	all := sha256.New()
	for _, src := range sources {
		sum, err := src.SHA256(ctx)
		if err != nil {
			return "", err
		}
		if len(sources) == 1 {
			return sum, nil
		}
		fmt.Fprintln(all, sum)
	}
	return hex.EncodeToString(all.Sum(nil)), nil
}

// deliveryName is what the record calls the delivery: a file's name without
// its path, and how many more came with it.
func deliveryName(paths []string) string {
	if len(paths) == 0 {
		return ""
	}
	name := filepath.Base(paths[0])
	if len(paths) > 1 {
		name += fmt.Sprintf(" +%d", len(paths)-1)
	}
	return name
}

// DeliveryCases lists the cases that a delivery stored or amended.
func (s *Session) DeliveryCases(ctx context.Context, delivery int64) ([]cases.ID, error) {
	if err := s.User().Permit(cases.MayRead); err != nil {
		return nil, err
	}
	return s.store.DeliveryCases(ctx, delivery)
}

// Deliveries lists what was taken in, latest first.
func (s *Session) Deliveries(ctx context.Context) ([]store.DeliveryRecord, error) {
	return s.store.DeliveryList(ctx)
}
