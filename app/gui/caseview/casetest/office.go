package casetest

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"recourse/app/gui/caseview/work"
	"recourse/assets"
	"recourse/cases"
	"recourse/importexport/letter"
	"recourse/importexport/simulate"
	"recourse/review"
	"recourse/review/passage"
)

// Start is when the office opens: Monday 17 February 2020, nine o'clock.
func Start() time.Time { return time.Date(2020, 2, 17, 9, 0, 0, 0, cases.Shanghai()) }

// Office holds cases in memory and seats people at desks.
type Office struct {
	Lib   *review.Library
	Now   time.Time
	Fail  error // what every write answers with, when set
	Draws float64

	mu    sync.Mutex
	files map[cases.ID]*cases.File
	facts map[cases.ID][]cases.Snapshot // every version, oldest first
	log   map[cases.ID][]work.Entry
	users map[cases.UserID]cases.User
	acts  int
}

// shelf is the shipped library, compiled once.
var shelf = sync.OnceValues(func() (*review.Library, error) {
	packs, err := assets.Policies()
	if err != nil {
		return nil, err
	}
	regions, err := assets.Regions()
	if err != nil {
		return nil, err
	}
	models, err := assets.Evidence()
	if err != nil {
		return nil, err
	}
	return review.OpenLibrary(packs, regions, models)
})

// stock are the passages that the program brings.
func stock() ([]passage.Passage, error) {
	raw, err := assets.Passages()
	if err != nil {
		return nil, err
	}
	return passage.Parse(raw)
}

// New returns an office with its people and no cases.
func New(t testing.TB) *Office {
	t.Helper()
	lib, err := shelf()
	if err != nil {
		t.Fatal(err)
	}
	o := &Office{Lib: lib, Now: Start(), Draws: 1, files: map[cases.ID]*cases.File{}, facts: map[cases.ID][]cases.Snapshot{}, log: map[cases.ID][]work.Entry{}, users: map[cases.UserID]cases.User{}}
	for _, u := range []cases.User{
		{ID: "zhang", Name: "张敏", Roles: []cases.Role{cases.Reviewer}},
		{ID: "li", Name: "李卫东", Roles: []cases.Role{cases.Reviewer}},
		{ID: "chen", Name: "陈国华", Roles: []cases.Role{cases.Supervisor}},
		{ID: "zhou", Name: "周岚", Roles: []cases.Role{cases.Supervisor}},
		{ID: "sun", Name: "孙平", Roles: []cases.Role{cases.Auditor}},
	} {
		o.users[u.ID] = u
	}
	return o
}

// Made is a case of a scenario with what a careful officer would decide.
func Made(t testing.TB, scenario string, n int) simulate.Case {
	t.Helper()
	office, err := simulate.New(simulate.Options{Appeals: n, Seed: 7, Division: "330106", Mix: map[string]float64{scenario: 1}, Justified: 0.5})
	if err != nil {
		t.Fatal(err)
	}
	return office.Case(n - 1)
}

// Receive puts a snapshot on the shelf as an import would, and registers it.
func (o *Office) Receive(t testing.TB, s cases.Snapshot) cases.ID {
	t.Helper()
	cal, err := cases.ParseCalendar(assets.Calendar())
	if err != nil {
		t.Fatal(err)
	}
	r, err := review.Receive(&s, o.Lib, cal, o.Now)
	if err != nil {
		t.Fatal(err)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	f := &cases.File{Row: r.Row, Snapshot: s}
	f.ID, f.State = cases.ID(len(o.files)+1), cases.Registered
	f.Versions = []cases.SnapshotVersion{{No: 1, Digest: digestOf(s), ImportedAt: o.Now}}
	o.files[f.ID] = f
	o.facts[f.ID] = []cases.Snapshot{s}
	return f.ID
}

// Late puts a case on the shelf that waits for the decision whether its late
// appeal is admitted.
func (o *Office) Late(t testing.TB, scenario string, n int) cases.ID {
	t.Helper()
	id := o.Receive(t, Made(t, scenario, n).Snapshot)
	o.mu.Lock()
	defer o.mu.Unlock()
	f := *o.files[id]
	f.State, f.Signals = cases.Received, f.Signals|cases.SignalLate
	o.files[id] = &f
	return id
}

// Amend makes a new version of the facts, as a later delivery would.
func (o *Office) Amend(t testing.TB, id cases.ID, change func(*cases.Snapshot)) {
	t.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	f := *o.files[id]
	f.Snapshot = copied(t, &f.Snapshot)
	change(&f.Snapshot)
	o.facts[id] = append(o.facts[id], f.Snapshot)
	f.SnapshotVersion++
	f.Version++
	f.Versions = append(slices.Clone(f.Versions), cases.SnapshotVersion{No: f.SnapshotVersion, Digest: digestOf(f.Snapshot), ImportedAt: o.Now})
	o.files[id] = &f
}

// Purge destroys the working copies of a case that is over, as a purge does:
// the facts and the working papers go, the other papers and the record stay.
func (o *Office) Purge(id cases.ID, no int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	f := *o.files[id]
	f.Purge, f.Version = no, f.Version+1
	f.Snapshot, f.Draft, f.Step, f.Since = cases.Snapshot{}, nil, nil, nil
	f.Weighings, f.Requests, f.Answers, f.Notes = nil, nil, nil, nil
	o.files[id], o.facts[id] = &f, []cases.Snapshot{{}}
	o.log[id] = append(o.log[id], work.Entry{
		Seq: int64(48000 + len(o.log[id])), At: o.Now, By: "陈志远", Move: cases.MovePurge, From: f.State, To: f.State,
		Detail: map[string]string{"purge": fmt.Sprint(no), "snapshots": "1", "papers": "3", "kept": "2"},
	})
}

// Close ends a case that was decided, with the letter that told of it.
func (o *Office) Close(id cases.ID, l cases.Letter) {
	o.mu.Lock()
	defer o.mu.Unlock()
	f := *o.files[id]
	f.State, f.StateSince, f.Letters, f.Version = cases.Closed, o.Now, append(slices.Clone(f.Letters), l), f.Version+1
	o.files[id] = &f
}

// copied is a snapshot that shares nothing with the one it was made from.
func copied(t testing.TB, s *cases.Snapshot) cases.Snapshot {
	t.Helper()
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var c cases.Snapshot
	if err := json.Unmarshal(raw, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func digestOf(s cases.Snapshot) string {
	content, err := cases.Canonical(s)
	if err != nil {
		return ""
	}
	return cases.Digest(content)
}

// File is a case as it stands on the shelf.
func (o *Office) File(id cases.ID) *cases.File {
	o.mu.Lock()
	defer o.mu.Unlock()
	f := *o.files[id]
	return &f
}

// Case implements review.Store.
func (o *Office) Case(_ context.Context, id cases.ID) (*cases.File, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	f, ok := o.files[id]
	if !ok {
		return nil, cases.Refuse("no_case", "case", fmt.Sprint(id))
	}
	copied := *f
	return &copied, nil
}

// Apply implements review.Store: the whole change or nothing.
func (o *Office) Apply(ctx context.Context, c cases.Change) error { return o.ApplyAll(ctx, c) }

// ApplyAll implements review.Store: all changes or none.
func (o *Office) ApplyAll(_ context.Context, list ...cases.Change) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.Fail != nil {
		return o.Fail
	}
	next := make([]*cases.File, len(list))
	for i, c := range list {
		f, err := o.changed(c)
		if err != nil {
			return err
		}
		next[i] = f
	}
	for i, c := range list {
		o.keep(c, next[i])
	}
	return nil
}

// ApplyFirst implements review.Store.
func (o *Office) ApplyFirst(ctx context.Context, ids []cases.ID, now time.Time, build func(*cases.File) (*cases.Change, error)) (*cases.File, error) {
	for _, id := range ids {
		f, err := o.Case(ctx, id)
		if err != nil || f.Leased(now) {
			continue
		}
		if c, err := build(f); err != nil {
			return nil, err
		} else if c != nil {
			if err := o.Apply(ctx, *c); err != nil {
				return nil, err
			}
			return o.Case(ctx, id)
		}
	}
	return nil, cases.Refuse("nothing_to_take")
}

// changed is a file as a change leaves it.
func (o *Office) changed(c cases.Change) (*cases.File, error) {
	f := *o.files[c.Row.ID]
	if f.Version != c.Read {
		return nil, cases.Refuse("changed_by", "who", string(f.Officer))
	}
	f.Row = c.Row
	f.Version++
	for _, p := range c.Papers {
		f.Decisions, f.SignOffs, f.Notes = slices.Clone(f.Decisions), slices.Clone(f.SignOffs), slices.Clone(f.Notes)
		f.Weighings, f.Requests, f.Answers = slices.Clone(f.Weighings), slices.Clone(f.Requests), slices.Clone(f.Answers)
		if err := f.Attach(p); err != nil {
			return nil, err
		}
	}
	switch stepped := slices.ContainsFunc(c.Papers, func(p cases.Paper) bool { return p.Kind == cases.PaperStep }); {
	case stepped:
		f.Since = nil
	case f.Step != nil && (f.Step.By != c.By.ID || !c.Move.Quiet()):
		f.Since = &cases.Act{ID: c.ActionID, Move: c.Move, By: c.By.ID, At: c.At}
	}
	return &f, nil
}

// keep puts a changed file into its place and notes what was done.
func (o *Office) keep(c cases.Change, f *cases.File) {
	o.files[f.ID] = f
	o.log[f.ID] = append(o.log[f.ID], work.Entry{
		Seq: int64(48000 + len(o.log[f.ID])), At: c.At, By: c.By.Name, Move: c.Move, From: c.From, To: c.Row.State, Detail: c.Detail,
	})
}

// Sign implements review.Keys; the tests of screens check no signatures.
func (o *Office) Sign(purpose string, content []byte) ([]byte, error) {
	sum := sha256.Sum256(append([]byte(purpose), content...))
	return sum[:], nil
}

// Draw implements review.Keys with the number a test wants.
func (o *Office) Draw(string) (float64, error) { return o.Draws, nil }

// Desk seats a person.
func (o *Office) Desk(id cases.UserID) *review.Desk {
	cal, err := cases.ParseCalendar(assets.Calendar())
	if err != nil {
		cal = cases.Calendar{}
	}
	return review.Sit(o.users[id], review.Setting{
		Store: o, Keys: o, Replay: o.Lib, Calendar: cal, Clock: func() time.Time { return o.Now },
		NewID:    func() string { o.acts++; return fmt.Sprintf("act-%d", o.acts) },
		Passages: func(context.Context) ([]passage.Passage, error) { return stock() },
	})
}

// Seat is a person's view of the office; it is what screens read from.
type Seat struct {
	*Office
	Me      cases.UserID
	Letters int           // how many letters were drawn
	Due     []letter.Kind // letters looked at before they were issued
	Issued  []work.LetterOrder
}

// Seat seats a reader.
func (o *Office) Seat(id cases.UserID) *Seat { return &Seat{Office: o, Me: id} }

// User is the person.
func (s *Seat) User() cases.User { return s.users[s.Me] }

// Name is somebody's name.
func (s *Seat) Name(id cases.UserID) string {
	if u, ok := s.users[id]; ok {
		return u.Name
	}
	return string(id)
}

// Assess reads a file by the shipped rules.
func (s *Seat) Assess(_ context.Context, f *cases.File) (*review.Assessment, error) {
	return s.Lib.Assess(&f.Snapshot, review.Question{})
}

// People lists the office's people by their names.
func (s *Seat) People(context.Context) ([]cases.User, error) {
	list := slices.Collect(maps.Values(s.users))
	slices.SortFunc(list, func(a, b cases.User) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return list, nil
}

// Passages are the program's.
func (s *Seat) Passages(context.Context) ([]passage.Passage, error) { return stock() }

// Localise names divisions.
func (s *Seat) Localise(args map[string]string, lang string) map[string]string {
	return s.Lib.Localise(args, lang)
}

// Snapshot is one version of the facts.
func (s *Seat) Snapshot(_ context.Context, id cases.ID, version int) (*cases.Snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := s.facts[id]
	if version < 1 || version > len(list) {
		return nil, cases.Refuse("no_case", "case", fmt.Sprint(id))
	}
	return &list[version-1], nil
}

// Record lists what was done.
func (s *Seat) Record(_ context.Context, id cases.ID) ([]work.Entry, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := slices.Clone(s.log[id])
	if f := s.files[id]; f != nil && f.Blind(s.User()) {
		for i := range list {
			list[i].Detail = cases.VeilDetail(list[i].Move, list[i].Detail)
		}
	}
	return list, nil
}

// Waiting lists what waits for a signature.
func (s *Seat) Waiting(context.Context) ([]cases.Row, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var rows []cases.Row
	for _, f := range s.files {
		if f.State == cases.PendingSignoff || f.State == cases.SecondLevel {
			rows = append(rows, f.Veil(s.User()).Row)
		}
		if r, ok := f.ProposalRow(); ok {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b cases.Row) int { return int(a.ID - b.ID) })
	return rows, nil
}

// Decided takes a case for an officer and sends the decision a careful officer
// would draft.
func (o *Office) Decided(t testing.TB, scenario string, n int, by cases.UserID) cases.ID {
	t.Helper()
	made := Made(t, scenario, n)
	id := o.Receive(t, made.Snapshot)
	desk := o.Desk(by)
	if _, err := desk.Take(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if _, err := desk.Decide(t.Context(), id, made.Draft); err != nil {
		t.Fatal(err)
	}
	return id
}

// LetterPages draws two empty sheets; what stands on them is the letter's own
// test.
func (s *Seat) LetterPages(context.Context, *cases.File, cases.Draft) ([]image.Image, error) {
	s.Letters++
	return []image.Image{sheet(s.Letters), sheet(s.Letters)}, nil
}

// Twins lists the open cases that may be the same matter as one.
func (s *Seat) Twins(_ context.Context, id cases.ID) ([]*cases.File, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []*cases.File
	for _, f := range s.files {
		if !f.State.Settled() && review.SameMatter(s.files[id], f) == nil {
			out = append(out, f)
		}
	}
	return out, nil
}

// ProposalPages draws one empty sheet.
func (s *Seat) ProposalPages(context.Context, *cases.File) ([]image.Image, error) {
	s.Letters++
	return []image.Image{sheet(s.Letters)}, nil
}

// DuePages draws one empty sheet.
func (s *Seat) DuePages(_ context.Context, _ *cases.File, k letter.Kind) ([]image.Image, error) {
	s.Due = append(s.Due, k)
	return []image.Image{sheet(len(s.Due))}, nil
}

// Issue remembers what was asked for.
func (s *Seat) Issue(_ context.Context, _ cases.ID, o work.LetterOrder) (string, error) {
	s.Issued = append(s.Issued, o)
	return "复1号", nil
}

func sheet(n int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, 210, 297))
	seed := binary.BigEndian.AppendUint16(nil, uint16(n))
	for i := range img.Pix {
		img.Pix[i] = 0xFF
	}
	img.Set(int(seed[1]), 10, color.Black)
	return img
}
