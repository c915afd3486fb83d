package intake

import (
	"context"
	"errors"
	"hash/maphash"
	"iter"
	"slices"
	"strings"
	"time"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/intake/gazetteer"
	"recourse/importexport/intake/link"
)

// Delivery is one delivery, opened and understood.
type Delivery struct {
	opts    Options
	match   *matcher
	inputs  []*input
	tables  []*table
	details *details
	refused *refusedRows
	report  importexport.Report
	seen    map[string]place // appeal number -> first row of the delivery that has it
	started time.Time
	total   int64
	done    int64 // progress told so far; some tables are read twice
	hash    maphash.Hash
	failure error // of the office, while a case was made
}

// place is a row that had an appeal number first, with a digest of what it
// said.
type place struct {
	file, sheet string
	row         int
	hash        uint64
}

// Open looks at the files of a delivery. An error that is a
// *importexport.Problem says which file cannot be taken and why; then nothing
// of the delivery is.
func Open(ctx context.Context, sources []*importexport.Source, opts Options) (*Delivery, error) {
	opts = opts.withDefaults()
	profiles := opts.Profiles
	if opts.Profile != "" {
		profiles = nil
		for id := range strings.SplitSeq(opts.Profile, ",") {
			i := slices.IndexFunc(opts.Profiles, func(p *importexport.Profile) bool { return p.ID == strings.TrimSpace(id) })
			if i < 0 {
				return nil, importexport.Refuse("", "unknown_profile", map[string]string{"profile": id})
			}
			profiles = append(profiles, opts.Profiles[i])
		}
	}
	match := newMatcher(profiles)
	if match.own = opts.Own; opts.Profile != "" {
		match.own = 0
	}
	d := &Delivery{opts: opts, match: match, refused: newRefusedRows(opts.Limits), seen: map[string]place{}}
	if err := d.expand(ctx, sources); err != nil {
		return nil, err
	}
	for _, in := range d.inputs {
		d.total += in.src.Size
	}
	return d, nil
}

// Report says what has been found so far; it is complete once Drafts has been
// read to its end. What became of the drafts is for the caller to enter.
func (d *Delivery) Report() *importexport.Report {
	d.report.Files = d.report.Files[:0]
	for _, t := range d.tables {
		t.in.report.Tables[t.at].Rows = t.rows
	}
	for _, in := range d.inputs {
		d.report.Files = append(d.report.Files, in.report)
	}
	return &d.report
}

// Drafts reads the delivery and yields its cases. An error ends it: the
// delivery is damaged or too large, or ctx is done; nothing of it may be kept
// then. Each draft is the caller's. Drafts can be read once.
func (d *Delivery) Drafts(ctx context.Context) iter.Seq2[*Draft, error] {
	return func(yield func(*Draft, error) bool) {
		tooLong := importexport.Refuse(d.inputs[0].src.Name, "took_too_long", importexport.Count("limit", int(d.opts.Limits.Time.Minutes())))
		ctx, cancel := context.WithTimeoutCause(ctx, d.opts.Limits.Time, tooLong)
		defer cancel()
		d.started = d.opts.Clock()
		err := d.run(ctx, func(draft *Draft) bool { return yield(draft, nil) })
		d.tellProgress()
		if errors.Is(err, context.DeadlineExceeded) && context.Cause(ctx) == error(tooLong) {
			err = tooLong
		}
		if err != nil && err != errStopped {
			yield(nil, err)
		}
	}
}

// run reads everything in order. It returns errStopped when the caller wants
// no more.
func (d *Delivery) run(ctx context.Context, emit func(*Draft) bool) error {
	if err := d.gatherDetails(ctx); err != nil {
		return err
	}
	for _, in := range d.inputs {
		if in.lines != nil {
			if err := d.readLines(ctx, in, emit); err != nil {
				return err
			}
		}
	}
	for _, t := range d.tables {
		if t.kind == "appeals" {
			if err := d.readAppeals(ctx, t, emit); err != nil {
				return err
			}
		}
	}
	if err := d.amendKnown(emit); err != nil {
		return err
	}
	d.settle()
	d.tellReadings()
	d.tellMissed()
	for _, t := range d.tables {
		if t.others > 0 {
			p := &importexport.Problem{File: t.in.src.Name, Sheet: t.sheet, Code: "other_matter", Level: importexport.Notice}
			p.Args = importexport.Count("count", t.others)
			d.report.Add(d.opts.Limits, p)
		}
		if t.hidden > 0 {
			p := &importexport.Problem{File: t.in.src.Name, Sheet: t.sheet, Code: "hidden_rows", Level: importexport.Notice}
			p.Args = importexport.Count("count", t.hidden)
			d.report.Add(d.opts.Limits, p)
		}
	}
	for _, in := range d.inputs {
		if in.reader != nil {
			d.report.Add(d.opts.Limits, in.reader.Notices()...)
		}
	}
	return nil
}

// DryRun reads a delivery and says what would come of it. fate tells what the
// office would do with a draft; nil counts every draft as new.
func DryRun(ctx context.Context, sources []*importexport.Source, opts Options, fate func(*Draft) (Fate, error)) (*Delivery, error) {
	d, err := Open(ctx, sources, opts)
	if err != nil {
		return nil, err
	}
	d.report.DryRun = true
	for draft, err := range d.Drafts(ctx) {
		if err != nil {
			return nil, err
		}
		f := Stored
		if fate != nil {
			if f, err = fate(draft); err != nil {
				return nil, err
			}
		}
		d.Settle(draft, f, nil)
	}
	return d, nil
}

// Fate is what the office does with a draft.
type Fate uint8

// The fates of a draft.
const (
	Stored Fate = iota
	Amended
	Unchanged
	Refused // by the office, such as a case that is decided
)

// Settle enters into the report what became of a draft. For a refused one the
// problem says why; its place is filled in.
func (d *Delivery) Settle(draft *Draft, f Fate, why *importexport.Problem) {
	switch f {
	case Stored:
		d.report.Stored++
	case Amended:
		d.report.Amended++
	case Unchanged:
		d.report.Unchanged++
	case Refused:
		d.report.Refused++
		if why != nil {
			why.File, why.Sheet, why.Row = draft.File, draft.Sheet, draft.Row
			d.report.Add(d.opts.Limits, why)
		}
	}
}

// tellProgress reports how far the reading is.
func (d *Delivery) tellProgress() {
	if d.opts.Progress == nil {
		return
	}
	p := importexport.Progress{Total: d.total, Cases: d.report.Read, Elapsed: d.opts.Clock().Sub(d.started)}
	for _, in := range d.inputs {
		p.Done += min(in.position(), in.src.Size)
	}
	p.Done = max(p.Done, d.done)
	d.done = p.Done
	d.opts.Progress(p)
}

// newSnapshot is an empty case.
func newSnapshot() *cases.Snapshot { return &cases.Snapshot{Format: cases.Format} }

// Options says how to read a delivery.
type Options struct {
	Profiles []*importexport.Profile // those to choose from; the first that fits best is taken
	Own      int                     // how many of the first of them are the office's own; of equals these are taken
	Profile  string                  // ids of those to use, separated by commas; empty to choose
	Limits   importexport.Limits     // zero means DefaultLimits
	Clock    cases.Clock             // for progress only; nil leaves times out

	// Encoding and Separator override what is found out about text files.
	Encoding  importexport.Encoding
	Separator byte

	// LeaveOut names tables that are left out on purpose (importexport.NamesTable).
	LeaveOut []string

	// Progress, if set, is told how far the reading is, a few times a second.
	Progress func(importexport.Progress)

	// Places knows the divisions by name; nil knows none but those of the profiles.
	Places *gazetteer.Gazetteer

	// Known, if set, returns the case of an appeal number as the office has it,
	// so that detail rows that were corrected can be imported alone. It returns
	// nil for a case the office does not have.
	Known func(appealNo string) (*cases.Snapshot, error)

	// People, if set, yields whose cases the office has and may still amend, so
	// that records of other bodies that come later, and name no appeal, find
	// them. It is asked once, and only if a table of the delivery may need it.
	People func(ctx context.Context) iter.Seq2[link.Keys, error]
}

// Draft is one case of a delivery, not yet stored.
type Draft struct {
	Snapshot *cases.Snapshot
	File     string
	Sheet    string
	Row      int
}

// RegisterEntry is the code of a person in the delivery who has not appealed.
type RegisterEntry struct {
	Assignment cases.CodeAssignment
	Name       string
	DocNo      string
	Phone      string

	// Of the first record that names the person: what kind, which batch, by
	// what it was linked to the person.
	Source cases.Source
	Batch  string
	Link   string
}

func (o Options) withDefaults() Options {
	if o.Limits == (importexport.Limits{}) {
		o.Limits = importexport.DefaultLimits()
	}
	if o.Clock == nil {
		o.Clock = func() time.Time { return time.Time{} }
	}
	return o
}
