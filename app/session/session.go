// Package session is one signed-in person's office: the store, the desk, the
// roster, the policies and the doors, put together once for the window and the
// command line. It is the only package beside main that knows the store; the
// screens and commands above it see verbs, not tables.
package session

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"recourse/assets"
	"recourse/cases"
	"recourse/cases/roster"
	"recourse/cases/store"
	"recourse/importexport/letter"
	"recourse/review"
	"recourse/review/passage"
)

// Options say which office to open and what the world around it is.
type Options struct {
	Office  string      // path of a .recourse file or a postgres:// address
	Wall    cases.Clock // the wall clock; only package main knows it
	SeenDir string      // where this seat remembers checkpoints; "" for nowhere
	Began   time.Time   // when this program began, for store.Options; zero takes when it opens its first office
	// Library is the shelf of policy packs, for a program that opens one office
	// after another; nil loads it.
	Library *review.Library
}

// Session is an open office. Until SignIn it is locked: the queue's clear
// columns can be counted, nothing personal can be read.
type Session struct {
	opt      Options
	store    *store.Store
	keys     *store.Session
	desk     *review.Desk
	roster   *roster.Roster
	rules    *review.Library
	calendar cases.Calendar
	press    func() (*letter.Press, error)
	head     *atomic.Pointer[head]
	stock    func() ([]passage.Passage, error)
	injected bool
	clock    cases.Clock
	since    *sinceSync
}

// Open opens an office, locked.
func Open(ctx context.Context, o Options) (*Session, error) {
	if info, err := os.Stat(o.Office); err == nil && info.IsDir() {
		return nil, cases.Refuse("not_an_office", "office", filepath.Base(o.Office))
	}
	s, err := newSession(o)
	if err != nil {
		return nil, err
	}
	s.store, err = store.Open(ctx, o.Office, s.storeOptions())
	if err != nil {
		return nil, err
	}
	return s, nil
}

// newSession brings in what every office uses: the calendar and the rule
// packs.
func newSession(o Options) (*Session, error) {
	if o.Began.IsZero() {
		o.Began = o.Wall()
	}
	s := &Session{opt: o, roster: roster.New(), press: sync.OnceValues(letter.Open), head: &atomic.Pointer[head]{}, stock: sync.OnceValues(stockPassages), since: &sinceSync{}}
	var err error
	if s.calendar, err = cases.ParseCalendar(assets.Calendar()); err != nil {
		return nil, err
	}
	if s.rules = o.Library; s.rules == nil {
		s.rules, err = Library()
	}
	return s, err
}

// Library opens the shelf of policy packs that the program ships with.
func Library() (*review.Library, error) {
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
}

// storeOptions are what every store of this seat is opened with.
func (s *Session) storeOptions() store.Options {
	return store.Options{Clock: s.officeClock, SeenDir: s.opt.SeenDir, Began: s.opt.Began}
}

// officeClock is the wall clock, or for a demonstration office its own, which
// stands at its start until the office is opened for the first time.
func (s *Session) officeClock(o store.Office) cases.Clock {
	return func() time.Time {
		switch {
		case s.injected:
			return s.clock()
		case o.Demo && !o.DemoSince.IsZero():
			return cases.Ticking(o.DemoStart, o.DemoSince, s.opt.Wall)()
		case o.Demo:
			return o.DemoStart
		}
		return s.opt.Wall()
	}
}

// SetClock injects the office's time. Only a demonstration office allows it.
func (s *Session) SetClock(c cases.Clock) error {
	if !s.store.Office().Demo {
		return cases.Refuse("clock_demo_only")
	}
	s.clock, s.injected = c, true
	return nil
}

// InjectClock sets the office's time for a demonstration or a test. From then
// on every entry of the record says that its time was given, not read.
func (s *Session) InjectClock(c cases.Clock) error {
	if err := s.SetClock(c); err != nil {
		return err
	}
	s.store.ClockInjected()
	return nil
}

// SignIn unlocks the office. Name and passphrase are refused together.
func (s *Session) SignIn(ctx context.Context, id cases.UserID, passphrase string) error {
	keys, err := s.store.SignIn(ctx, id, passphrase)
	if err != nil {
		return err
	}
	if err := keys.StartDemoClock(ctx, s.opt.Wall()); err != nil {
		return err
	}
	if err := s.heedWindow(ctx); err != nil {
		return err
	}
	s.seat(keys)
	return nil
}

// seat puts the person whose keys these are at the desk.
func (s *Session) seat(keys *store.Session) {
	s.keys = keys
	s.roster.Unlock()
	s.desk = s.deskOf(keys)
}

func (s *Session) deskOf(keys *store.Session) *review.Desk {
	return review.Sit(keys.User(), review.Setting{
		Store: s.store, Keys: keys, Replay: s.rules, Calendar: s.calendar,
		Clock: s.Now, NewID: newID, Letter: s.letterWritable, Passages: s.Passages,
	})
}

// newID makes an action id that is unique for ever and sorts by time.
func newID() string { return uuid.Must(uuid.NewV7()).String() }

// SignOut wipes the keys; the office stays open, locked.
func (s *Session) SignOut() {
	if s.keys != nil {
		s.keys.SignOut()
	}
	s.store.Lock()
	s.roster.Lock()
	s.keys, s.desk = nil, nil
}

// Close writes a checkpoint, wipes the keys and closes the office.
func (s *Session) Close(ctx context.Context) error {
	s.roster.Lock()
	return s.store.Close(context.WithoutCancel(ctx))
}

// Explain gives an error of the office's disk or server its sentence, where it
// has not got one yet.
func (s *Session) Explain(err error) error { return s.store.Explain(err) }

// Saved is how many acts were saved in this session.
func (s *Session) Saved() int64 { return s.store.Saved() }

// Now is the office's time.
func (s *Session) Now() time.Time { return s.store.Now()().UTC().Truncate(time.Second) }

// User is the person signed in.
func (s *Session) User() cases.User { return s.keys.User() }

// Desk holds the commands of the person signed in.
func (s *Session) Desk() *review.Desk { return s.desk }

// Office is what the office says of itself.
func (s *Session) Office() store.Office { return s.store.Office() }

// Calendar is the office's working calendar.
func (s *Session) Calendar() cases.Calendar { return s.calendar }

// Find returns the number of the case that a person names: its appeal number
// or the number of the case in this office.
func (s *Session) Find(ctx context.Context, ref string) (cases.ID, error) {
	if n, err := strconv.ParseInt(ref, 10, 64); err == nil {
		f, err := s.store.Case(ctx, cases.ID(n))
		if err != nil {
			return 0, err
		}
		return f.ID, nil
	}
	f, err := s.store.FindCase(ctx, ref)
	if err != nil {
		return 0, fmt.Errorf("case %s: %w", ref, err)
	}
	return f.ID, nil
}

// Person returns somebody of the directory.
func (s *Session) Person(ctx context.Context, id cases.UserID) (cases.User, error) {
	return s.store.User(ctx, id)
}

// People lists the directory.
func (s *Session) People(ctx context.Context) ([]cases.User, error) { return s.store.Users(ctx) }

// Keys manages people, passphrases and the office's keys for the person
// signed in.
func (s *Session) Keys() *store.Session { return s.keys }

// Roster returns the queue, brought up to date.
func (s *Session) Roster(ctx context.Context) (*roster.Roster, error) {
	if _, err := s.Sync(ctx); err != nil {
		return nil, err
	}
	return s.roster, nil
}

// muchRead is how many cases read at once leave so much garbage behind that it
// is given back to the machine.
const muchRead = 50_000

// Sync brings the queue up to date and says how many cases changed. When only
// its order changed, it says one.
func (s *Session) Sync(ctx context.Context) (int, error) {
	moved, err := s.heedWeights(ctx)
	if err != nil {
		return 0, err
	}
	n, err := s.roster.Sync(ctx, s.store)
	if n >= muchRead {
		debug.FreeOSMemory() // what reading the whole office took is not needed again
	}
	if moved {
		n = max(n, 1)
	}
	return n, err
}

// Queue is the queue as it was last synced.
func (s *Session) Queue() *roster.Roster { return s.roster }

// TakeNext takes the first free case of the queue for the person signed in and
// opens it. When others were quicker for all that was offered, the queue is
// read again.
func (s *Session) TakeNext(ctx context.Context) (*cases.File, error) {
	const offer, rounds = 100, 5
	for again := range rounds {
		taken, err := s.readQueue(ctx, again > 0)
		if err != nil {
			return nil, err
		}
		offered := s.roster.Candidates(s.User().ID, s.Now(), offer+len(taken))
		offered = slices.DeleteFunc(offered, func(id cases.ID) bool { return taken[id] })
		f, err := s.desk.TakeNext(ctx, offered)
		if err == nil || again > 0 && len(offered) == 0 || !errors.Is(err, cases.Refuse("nothing_to_take")) {
			return f, err
		}
	}
	return nil, cases.Refuse("nothing_to_take")
}

// readQueue brings the queue so far up to date that nobody is passed over, and
// lists what others took since: everything that changed is read only when a case
// became free, or when it must be.
func (s *Session) readQueue(ctx context.Context, must bool) (taken map[cases.ID]bool, err error) {
	if upTo := s.roster.UpTo(); !must && upTo > 0 {
		var text string
		if taken, text, err = s.since.follow(ctx, s.store, upTo); err != nil {
			return nil, err
		}
		if taken != nil {
			_, err = s.weigh(text)
			return taken, err
		}
	}
	_, err = s.Sync(ctx)
	return nil, err
}

// sinceSync is what happened to the queue since all of it was read.
type sinceSync struct {
	mu    sync.Mutex
	base  int64 // the sequence up to which the queue was read
	upTo  int64 // and up to which taken was
	taken map[cases.ID]bool
}

// follow takes in what was written since, and lists the cases that are free no
// more; nil says that one became free, or that so much happened that reading the
// queue is as quick. It also returns the setting of the order.
func (q *sinceSync) follow(ctx context.Context, st *store.Store, base int64) (map[cases.ID]bool, string, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	const many = 4096
	if q.base != base || q.taken == nil {
		q.base, q.upTo, q.taken = base, base, map[cases.ID]bool{}
	}
	l, err := st.Lately(ctx, q.upTo, steerQueue)
	if err != nil || l.Freed || len(q.taken)+len(l.Taken) > many {
		return nil, "", err
	}
	q.upTo = l.UpTo
	for _, id := range l.Taken {
		q.taken[id] = true
	}
	return maps.Clone(q.taken), l.Steered, nil
}

// Damaged reports whether an error says that the store is damaged or does not
// verify.
func Damaged(err error) bool {
	r, ok := cases.AsRefusal(err)
	return ok && slices.Contains([]string{"damaged", "damaged_row", "older_store", "other_office_key", "bad_signature", "damaged_backup", "copy_unvouched", "certificate_forged"}, r.Code)
}

// Failed reports whether a refusal is not about permission: something is not
// there, is busy, is full or cannot be reached.
func Failed(err error) bool {
	r, ok := cases.AsRefusal(err)
	return ok && slices.Contains([]string{
		"no_case", "no_delivery", "no_alert", "no_user", "no_office", "not_an_office", "no_folder", "no_server", "busy", "disk_full", "disk_error",
		"read_only", "newer_office", "seat_memory", "replaced", "server_lost", "unclear", "office_exists", "not_taken_away", "user_exists", "nothing_to_take", "unknown_reference", "bad_server_address",
		"not_a_backup", "newer_backup", "file_exists", "no_purge", "purge_nothing", "purge_blocked",
	}, r.Code)
}

// NewPerson is a person to be added to the office.
type NewPerson = store.NewUser

// Engine names the database under the office.
func (s *Session) Engine() string {
	if strings.HasPrefix(s.opt.Office, "postgres") {
		return "PostgreSQL"
	}
	return "SQLite"
}
