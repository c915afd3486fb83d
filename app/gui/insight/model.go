package insight

import (
	"context"
	"slices"
	"strings"
	"time"

	"recourse/app/gui/task"
	"recourse/cases"
	"recourse/importexport/outbox"
	"recourse/review"
	figures "recourse/review/insight"
)

// Desk is what the screen does. Package main hands one in.
type Desk interface {
	// Insight counts the office, with what follows for the staff it has.
	Insight(ctx context.Context) (Figures, error)
	// Groups lists the group orders, latest first.
	Groups(ctx context.Context) ([]cases.GroupRecord, error)
	// Staffing answers a what-if on a report.
	Staffing(ctx context.Context, r *figures.Report, in figures.Staffing) (figures.Outlook, error)
	// Preview finds who an order would reach that gives a colour.
	Preview(ctx context.Context, c cases.Criterion, colour cases.Colour) (*review.GroupPreview, error)
	// Order issues a group order; leave holds the members that stay open by
	// choice, with the reason.
	Order(ctx context.Context, o cases.GroupOrder, leave map[cases.ID]string, tell task.Progress) error
	// Sign signs the order whose digest was read as the second person.
	Sign(ctx context.Context, no int, r review.Reading) error
	// Undo takes an order back.
	Undo(ctx context.Context, no int, why string) error
	// CarryOut decides the members of an order whose undo window is over.
	CarryOut(ctx context.Context, no int, tell task.Progress) error
	// Outcome says what became of an order beyond its members.
	Outcome(ctx context.Context, no int) (review.GroupOutcome, error)
	// Reopen hears the upheld cases again that share an order's flaw. It returns
	// how many, and how many could not be.
	Reopen(ctx context.Context, no int, tell task.Progress) (opened, left int, err error)
	// Letters writes the letters to those who never appealed into a folder, also
	// to those who got theirs if again is set. It returns how many.
	Letters(ctx context.Context, no int, folder string, again bool, tell task.Progress) (int, error)
	// Recall writes the list of those who never appealed into a folder.
	Recall(ctx context.Context, no int, folder string, p outbox.Purpose) (outbox.Receipt, error)
}

// Figures are the report and the outlook.
type Figures struct {
	Report  *figures.Report
	Outlook figures.Outlook
}

// Tab is one page of the screen.
type Tab int

// The tabs.
const (
	Overview Tab = iota
	Rates
	Relief
	tabs
)

// Form is an order being written, or what one order is asked to do. It
// outlives a rebuild of the screen.
type Form struct {
	Finding, Reasons string
	Bases            []string
	Language         string // of the letters: own, zh, en or both
	Colour           cases.Colour
	Leave            []Stay
	Why              string // of taking an order back
	Folder           string // of a recall list and of letters
	Again            bool   // letters also to those who got theirs
	Purpose          outbox.Purpose
}

// Stay is a member that stays open by choice.
type Stay struct {
	Case             cases.ID
	AppealNo, Reason string
}

// Model is what the screen knows. It is used from the window's goroutine.
type Model struct {
	// OnChange is told that something new is there.
	OnChange func()
	// OnDone is told what was done, as the end of a key, with the arguments of
	// its sentence, or what went wrong.
	OnDone func(what string, err error, args ...any)
	// JobName names a piece of work for the status bar.
	JobName func(what string) string

	Form Form
	By   figures.By

	desk    Desk
	runner  task.Runner
	jobs    *task.Jobs
	now     func() time.Time
	asked   task.Latest[figures.Outlook]
	outlook *figures.Outlook     // answer to the what-if, nil before one was asked
	outcome *review.GroupOutcome // of the open order, nil until it is known
	figures *Figures
	groups  []cases.GroupRecord
	failed  error
	preview *review.GroupPreview // of the order being written
	subject *figures.Rate
	open    int       // order that is read
	opened  time.Time // since when
	busy    bool
}

// NewModel returns an empty model; Load fills it.
func NewModel(desk Desk, runner task.Runner, jobs *task.Jobs, now func() time.Time) *Model {
	return &Model{
		desk: desk, runner: runner, jobs: jobs, now: now, By: figures.ByBatch, asked: task.Latest[figures.Outlook]{Runner: runner},
		Form: Form{Purpose: outbox.ForEpidemicControl, Language: cases.OwnLanguage, Colour: cases.Green},
	}
}

// Load counts anew.
func (m *Model) Load() {
	type both struct {
		f Figures
		g []cases.GroupRecord
	}
	task.Go(m.runner, context.Background(), func(ctx context.Context) (both, error) {
		f, err := m.desk.Insight(ctx)
		if err != nil {
			return both{}, err
		}
		g, err := m.desk.Groups(ctx)
		return both{f, g}, err
	}, func(b both, err error) {
		m.failed = err
		if err == nil {
			m.figures, m.groups = &b.f, b.g
		}
		if m.open != 0 {
			m.loadOutcome()
		}
		m.tell()
	})
}

// Figures are what was counted last, nil before; the error says why not.
func (m *Model) Figures() (*Figures, error) { return m.figures, m.failed }

// Rates are the rates of the chosen table.
func (m *Model) Rates() []figures.Rate {
	if m.figures == nil {
		return nil
	}
	return m.figures.Report.Rates[m.By]
}

// Groups are the group orders, latest first.
func (m *Model) Groups() []cases.GroupRecord { return m.groups }

// Relievable reports whether an order can be about a rate.
func Relievable(r *figures.Rate) bool {
	return r.By == figures.ByBatch || r.By == figures.BySource || r.By == figures.ByRule
}

// Criterion is what an order about a rate would be about.
func Criterion(r *figures.Rate) cases.Criterion {
	return cases.Criterion{By: cases.GroupBy(r.By), Value: r.Key}
}

// Propose begins an order about a rate: it finds who would be hit.
func (m *Model) Propose(r figures.Rate) {
	if m.subject == nil || Criterion(m.subject) != Criterion(&r) {
		m.Form.Leave = nil
	}
	m.subject, m.preview, m.open = &r, nil, 0
	m.tell()
	colour := m.Form.Colour
	task.Go(m.runner, context.Background(), func(ctx context.Context) (*review.GroupPreview, error) {
		return m.desk.Preview(ctx, Criterion(&r), colour)
	}, func(p *review.GroupPreview, err error) {
		if err != nil {
			m.done("", err)
			return
		}
		if m.subject != &r || colour != m.Form.Colour {
			return // another one was begun meanwhile
		}
		m.preview = p
		m.tell()
	})
}

// SetColour changes what the order gives and looks again who would be hit.
func (m *Model) SetColour(c cases.Colour) {
	if m.Form.Colour == c {
		return
	}
	if m.Form.Colour = c; m.subject != nil {
		m.Propose(*m.subject)
	}
}

// Proposal is the order being written: what it is about and, once it is known,
// who would be hit.
func (m *Model) Proposal() (*figures.Rate, *review.GroupPreview) { return m.subject, m.preview }

// Drop gives the proposal up; what was written is kept.
func (m *Model) Drop() {
	m.subject, m.preview, m.open = nil, nil, 0
	m.tell()
}

// Missing names what the order still needs, as the end of a key; "" for nothing.
func (m *Model) Missing() string {
	n := len([]rune(strings.TrimSpace(m.Form.Reasons)))
	switch {
	case m.preview == nil:
		return "preview"
	case strings.TrimSpace(m.Form.Finding) == "":
		return "finding"
	case n < cases.MinReasons || n > cases.MaxReasons:
		return "reasons"
	case len(m.Form.Bases) == 0:
		return "basis"
	}
	return ""
}

// Order issues the order.
func (m *Model) Order() {
	if m.Missing() != "" {
		return
	}
	o := cases.GroupOrder{
		Criterion: m.preview.Criterion, Finding: strings.TrimSpace(m.Form.Finding), Reasons: strings.TrimSpace(m.Form.Reasons),
		LegalBasis: slices.Clone(m.Form.Bases), NewColour: m.Form.Colour, LetterLanguage: m.Form.Language, UndoFor: cases.GroupWindow,
	}
	leave := map[cases.ID]string{}
	for _, x := range m.Form.Leave {
		leave[x.Case] = x.Reason
	}
	m.work("ordered", func(ctx context.Context, tell task.Progress) ([]any, error) {
		return nil, m.desk.Order(ctx, o, leave, tell)
	}, func() {
		m.Form = Form{Purpose: m.Form.Purpose, Folder: m.Form.Folder, Language: m.Form.Language, Colour: cases.Green}
		m.subject, m.preview = nil, nil
	})
}

// Read opens an order; only what was read can be signed.
func (m *Model) Read(no int) {
	m.open, m.opened, m.subject, m.preview, m.outcome, m.Form.Again = no, m.now(), nil, nil, nil, false
	m.tell()
	m.loadOutcome()
}

func (m *Model) loadOutcome() {
	no := m.open
	task.Go(m.runner, context.Background(), func(ctx context.Context) (review.GroupOutcome, error) {
		return m.desk.Outcome(ctx, no)
	}, func(o review.GroupOutcome, err error) {
		switch {
		case err != nil:
			m.done("", err)
		case no == m.open:
			m.outcome = &o
			m.tell()
		}
	})
}

// Outcome is what became of the open order beyond its members, nil until it is
// known.
func (m *Model) Outcome() *review.GroupOutcome { return m.outcome }

// Open is the order that is being read, nil for none.
func (m *Model) Open() *cases.GroupRecord {
	for i := range m.groups {
		if m.groups[i].No == m.open {
			return &m.groups[i]
		}
	}
	return nil
}

// Sign signs the open order.
func (m *Model) Sign() {
	if g := m.Open(); g != nil {
		m.act("signed", func(ctx context.Context) error {
			return m.desk.Sign(ctx, g.No, review.Reading{Digest: g.Digest, LetterOpened: m.opened})
		}, nil)
	}
}

// Undo takes the open order back.
func (m *Model) Undo() {
	if g := m.Open(); g != nil {
		m.act("undone", func(ctx context.Context) error { return m.desk.Undo(ctx, g.No, strings.TrimSpace(m.Form.Why)) }, func() { m.Form.Why = "" })
	}
}

// CarryOut carries the open order out.
func (m *Model) CarryOut() {
	if g := m.Open(); g != nil {
		m.work("carried", func(ctx context.Context, tell task.Progress) ([]any, error) {
			return nil, m.desk.CarryOut(ctx, g.No, tell)
		}, nil)
	}
}

// Reopen hears the upheld cases again that share the open order's flaw.
func (m *Model) Reopen() {
	if g := m.Open(); g != nil {
		m.work("reopened", func(ctx context.Context, tell task.Progress) ([]any, error) {
			n, left, err := m.desk.Reopen(ctx, g.No, tell)
			return []any{"n", n, "left", left}, err
		}, nil)
	}
}

// Letters writes the letters of the open order to those who never appealed.
func (m *Model) Letters() {
	if g := m.Open(); g != nil {
		folder, again := strings.TrimSpace(m.Form.Folder), m.Form.Again
		m.work("letters", func(ctx context.Context, tell task.Progress) ([]any, error) {
			n, err := m.desk.Letters(ctx, g.No, folder, again, tell)
			return []any{"n", n}, err
		}, func() { m.Form.Again = false })
	}
}

// Recall writes the recall list of the open order.
func (m *Model) Recall() {
	if g := m.Open(); g != nil {
		folder, p := strings.TrimSpace(m.Form.Folder), m.Form.Purpose
		m.act("recalled", func(ctx context.Context) error { _, err := m.desk.Recall(ctx, g.No, folder, p); return err }, nil)
	}
}

// Busy reports whether something is being done.
func (m *Model) Busy() bool { return m.busy }

// act does something short.
func (m *Model) act(what string, do func(context.Context) error, then func()) {
	if !m.begin() {
		return
	}
	task.Go(m.runner, context.Background(), func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }, func(_ struct{}, err error) {
		m.end(what, err, then)
	})
}

// work does something that goes case by case, as a job in the status bar.
func (m *Model) work(what string, do func(context.Context, task.Progress) ([]any, error), then func()) {
	if !m.begin() {
		return
	}
	name := what
	if m.JobName != nil {
		name = m.JobName(what)
	}
	var args []any
	m.jobs.Start(context.Background(), name, func(ctx context.Context, tell task.Progress) (err error) {
		args, err = do(ctx, tell)
		return err
	}, func(err error) { m.end(what, err, then, args...) })
}

func (m *Model) begin() bool {
	if m.busy {
		return false
	}
	m.busy = true
	m.tell()
	return true
}

func (m *Model) end(what string, err error, then func(), args ...any) {
	m.busy = false
	if err == nil && then != nil {
		then()
	}
	m.done(what, err, args...)
	m.Load()
}

func (m *Model) done(what string, err error, args ...any) {
	if m.OnDone != nil {
		m.OnDone(what, err, args...)
	}
}

func (m *Model) tell() {
	if m.OnChange != nil {
		m.OnChange()
	}
}
