package session

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"recourse/assets"
	"recourse/cases"
	"recourse/cases/store"
	"recourse/importexport"
	"recourse/importexport/intake"
	"recourse/importexport/simulate/sample"
	"recourse/review"
)

// DemoPassphrase opens every account of a sample office.
const DemoPassphrase = "recourse-demo"

// DemoOptions say what the sample office is like.
type DemoOptions struct {
	Dir     string
	Cases   int // 0 for the usual number
	Seed    uint64
	Wall    cases.Clock
	SeenDir string
}

// demo builds a sample office with the real commands, each act at its time in
// February 2020, by the people who do such acts.
type demo struct {
	opt   DemoOptions
	s     *Session
	at    time.Time
	desks map[cases.UserID]*review.Desk
	keys  map[cases.UserID]*store.Session
	acts  []act
}

// act is something somebody does at a time.
type act struct {
	at time.Time
	do func(ctx context.Context) error
}

// Demo writes a sample office into a folder: office.recourse, office.pub,
// files to import, decisions to try, truth.ndjson and users.txt. It refuses a
// folder that already has an office. Everything is built aside and moved in at
// the end, so that an interrupted build leaves no half office behind.
func Demo(ctx context.Context, o DemoOptions) (err error) {
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return fmt.Errorf("sample office: %w", err)
	}
	if _, err := os.Stat(filepath.Join(o.Dir, officeFile)); err == nil {
		return cases.Refuse("office_exists", "office", filepath.Join(o.Dir, officeFile))
	}
	aside, err := os.MkdirTemp(o.Dir, ".building-")
	if err != nil {
		return fmt.Errorf("sample office: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(aside)) }()
	into := o.Dir
	o.Dir = aside
	if err := buildDemo(ctx, o); err != nil {
		return err
	}
	return moveAll(aside, into)
}

// officeFile is the name of the sample's office file.
const officeFile = "office.recourse"

// moveAll moves everything of one folder into another, the office file last:
// where it is, the rest is too.
func moveAll(from, to string) error {
	list, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	slices.SortStableFunc(list, func(a, b os.DirEntry) int {
		return boolOrder(a.Name() == officeFile) - boolOrder(b.Name() == officeFile)
	})
	for _, e := range list {
		if err := os.Rename(filepath.Join(from, e.Name()), filepath.Join(to, e.Name())); err != nil {
			return fmt.Errorf("sample office: %w", err)
		}
	}
	return nil
}

func boolOrder(last bool) int {
	if last {
		return 1
	}
	return 0
}

func buildDemo(ctx context.Context, o DemoOptions) (err error) {
	plan, err := sample.Plan(o.Seed, o.Cases)
	if err != nil {
		return err
	}
	d := &demo{opt: o, at: DemoStart().AddDate(0, 0, -2), desks: map[cases.UserID]*review.Desk{}, keys: map[cases.UserID]*store.Session{}}
	if err := d.open(ctx, plan); err != nil {
		return err
	}
	defer func() {
		if cerr := d.s.Close(ctx); err == nil {
			err = cerr
		}
	}()
	if err := d.deliver(ctx, plan); err != nil {
		return err
	}
	if err := d.work(ctx, plan); err != nil {
		return err
	}
	if err := d.send(ctx, plan); err != nil {
		return err
	}
	d.at = DemoStart().Add(-time.Minute)
	if err := d.turns(ctx, plan); err != nil {
		return err
	}
	d.at = DemoStart()
	return d.files(ctx, plan)
}

// open creates the office with its people and letterhead.
func (d *demo) open(ctx context.Context, plan []sample.Planned) error {
	people, of := sample.People(), sample.TheOffice()
	s, _, err := Create(ctx, Options{Office: d.path(officeFile), Wall: d.opt.Wall, SeenDir: d.opt.SeenDir}, NewOffice{
		Path: d.path(officeFile), Name: of.Name, Authority: of.Authority, Division: of.Division, Demo: true,
		DemoStart: DemoStart(), Admin: newPerson(people[0]), Passphrase: DemoPassphrase, suits: blindSuits(plan),
	})
	if err != nil {
		return err
	}
	d.s = s
	if err := s.SetClock(func() time.Time { return d.at }); err != nil {
		return err
	}
	if err := s.SetLateWindow(ctx, sample.LateWindow); err != nil {
		return err
	}
	d.keys[people[0].ID] = s.keys
	for _, p := range people[1:] {
		if err := s.keys.AddUser(ctx, newPerson(p), DemoPassphrase); err != nil {
			return err
		}
		keys, err := s.store.SignIn(ctx, p.ID, DemoPassphrase)
		if err != nil {
			return err
		}
		d.keys[p.ID], d.desks[p.ID] = keys, s.deskOf(keys)
	}
	raw, err := assets.LetterOffice()
	if err != nil {
		return err
	}
	return s.SetLetterhead(ctx, raw)
}

func newPerson(p sample.Person) NewPerson {
	return NewPerson{ID: p.ID, Name: p.Name, Roles: p.Roles, Unit: p.Unit, Community: p.Community}
}

func (d *demo) path(name string) string { return filepath.Join(d.opt.Dir, name) }

// deliver imports the cases as the city's system would have sent them, each
// day's appeals in the evening.
func (d *demo) deliver(ctx context.Context, plan []sample.Planned) error {
	days := map[time.Time][]*sample.Planned{}
	for i := range plan {
		filed := plan[i].Case.Snapshot.Appeal.FiledAt.Earliest().In(cases.Shanghai())
		evening := time.Date(filed.Year(), filed.Month(), filed.Day(), 0, 0, 0, 0, cases.Shanghai())
		days[evening] = append(days[evening], &plan[i])
	}
	for day := range days {
		d.plan(d.importTime(day, days[day]), func(ctx context.Context) error { return d.importDay(ctx, day, days[day]) })
	}
	return nil
}

// importTime is the hour after the last appeal of a day was filed, and before
// anybody takes one of them up.
func (d *demo) importTime(day time.Time, list []*sample.Planned) time.Time {
	at := day
	for _, p := range list {
		if filed := p.Case.Snapshot.Appeal.FiledAt.Latest(); filed.After(at) {
			at = filed
		}
	}
	at = at.Add(time.Minute)
	for _, p := range list {
		if !p.Since.IsZero() && !p.Since.After(at) {
			at = p.Since.Add(-time.Minute)
		}
	}
	return at
}

func (d *demo) importDay(ctx context.Context, day time.Time, list []*sample.Planned) error {
	incoming := func(yield func(store.Incoming, error) bool) {
		for _, p := range list {
			in, err := d.incoming(p)
			if !yield(in, err) {
				return
			}
		}
	}
	register, err := d.register(list)
	if err != nil {
		return err
	}
	rep, err := d.s.store.ImportDelivery(ctx, store.Delivery{
		ActionID: newID(), Name: "申诉 " + day.Format(time.DateOnly) + ".ndjson", By: d.keys["intake"].User().Actor(), At: d.at,
	}, store.Goods{Cases: iter.Seq2[store.Incoming, error](incoming), Register: register}, nil)
	if err == nil && len(rep.Refused) == 0 {
		_, err = d.s.lookForBatches(ctx, "intake")
	}
	if err == nil && len(rep.Refused) > 0 {
		return fmt.Errorf("sample case %s: %w", rep.Refused[0].AppealNo, rep.Refused[0].Why)
	}
	return err
}

// register yields the people who did not appeal; they come with the first day's
// delivery, which holds the first hand-picked case.
func (d *demo) register(list []*sample.Planned) (iter.Seq2[store.RegisterEntry, error], error) {
	if !slices.ContainsFunc(list, func(p *sample.Planned) bool { return shortNo(p.Case.Truth.AppealNo) == "101" }) {
		return nil, nil
	}
	people, err := sample.Register(d.opt.Seed, d.opt.Cases)
	if err != nil {
		return nil, err
	}
	return func(yield func(store.RegisterEntry, error) bool) {
		for i := range people {
			if !yield(silent(&people[i].Snapshot), nil) {
				return
			}
		}
	}, nil
}

// silent is a person as the register keeps them: the code and what it rests
// on, and nothing of an appeal.
func silent(s *cases.Snapshot) store.RegisterEntry {
	e := &intake.RegisterEntry{Assignment: s.Assignment, Name: s.Resident.Name, DocNo: s.Resident.DocNo, Phone: s.Resident.Phone}
	if marks := s.Marks(nil); len(s.Flags) > 0 {
		e.Source, e.Batch, e.Link = marks[0].Source, marks[0].Batch, s.Flags[0].IdentityLink
	}
	return registerEntry(e)
}

// incoming makes a planned case ready for the store; the plan says which ones
// still wait for the intake clerk.
func (d *demo) incoming(p *sample.Planned) (store.Incoming, error) {
	snap := p.Case.Snapshot
	got, err := review.Receive(&snap, d.s.rules, d.s.calendar, d.at)
	if p.State == cases.Received || p.State == cases.Deficient {
		got.Row.State = cases.Received
	}
	return store.Incoming{Snapshot: &snap, Row: got.Row, Card: got.Card, Marks: got.Marks, Sheet: got.Sheet}, err
}

func (d *demo) plan(at time.Time, do func(ctx context.Context) error) {
	d.acts = append(d.acts, act{at, do})
}

// work brings every case to its state: all acts of all people in the order of
// their times, so that the record reads as it would have been written.
func (d *demo) work(ctx context.Context, plan []sample.Planned) error {
	for i := range plan {
		d.steps(&plan[i])
	}
	slices.SortStableFunc(d.acts, func(a, b act) int { return a.at.Compare(b.at) })
	for _, a := range d.acts {
		d.at = a.at
		if err := a.do(ctx); err != nil {
			return fmt.Errorf("sample office: %w", err)
		}
	}
	return nil
}

// files writes what lies beside the office.
func (d *demo) files(ctx context.Context, plan []sample.Planned) error {
	if _, err := sample.WriteImports(ctx, d.path("import"), d.opt.Seed); err != nil {
		return err
	}
	if err := sample.WriteTruth(d.opt.Dir, plan); err != nil {
		return err
	}
	if err := d.decisions(plan); err != nil {
		return err
	}
	var users strings.Builder
	for _, p := range sample.People() {
		roles := make([]string, len(p.Roles))
		for i, r := range p.Roles {
			roles[i] = string(r)
		}
		fmt.Fprintf(&users, "%-12s %-14s %s  %s\n", p.ID, DemoPassphrase, strings.Join(roles, ","), p.Name)
	}
	if err := d.write("users.txt", users.String()); err != nil {
		return err
	}
	return d.write("office.pub", OfficeKey(d.s.Office()))
}

// decisions writes, for each case that still waits, the decision a careful
// officer would draft, as a file for `recourse decide`.
func (d *demo) decisions(plan []sample.Planned) error {
	if err := os.MkdirAll(d.path("decisions"), 0o700); err != nil {
		return err
	}
	for i := range plan {
		p := &plan[i]
		if p.State != cases.Registered && p.State != cases.Assigned && p.State != cases.InReview {
			continue
		}
		raw, err := yaml.Marshal(p.Case.Draft)
		if err != nil {
			return fmt.Errorf("decision of %s: %w", p.Case.Truth.AppealNo, err)
		}
		if err := d.write(filepath.Join("decisions", shortNo(p.Case.Truth.AppealNo)+".yaml"), string(raw)); err != nil {
			return err
		}
	}
	return nil
}

// shortNo is the running number of an appeal number: 101 of 杭健申〔2020〕101号.
func shortNo(appealNo string) string {
	_, tail, _ := strings.Cut(appealNo, "〕")
	return strings.TrimSuffix(tail, "号")
}

func (d *demo) write(name, text string) error {
	return importexport.WriteFile(d.path(name), stringTo(text))
}
