package insight

import (
	"context"
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
	// Preview finds who an order would reach.
	Preview(ctx context.Context, c cases.Criterion) (*review.GroupPreview, error)
	// Order issues a group order.
	Order(ctx context.Context, o cases.GroupOrder) error
	// Sign signs the order whose digest was read as the second person.
	Sign(ctx context.Context, no int, r review.Reading) error
	// Undo takes an order back.
	Undo(ctx context.Context, no int, why string) error
	// CarryOut decides the members of an order whose undo window is over.
	CarryOut(ctx context.Context, no int) error
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
	Finding, Reasons, Basis string
	Why                     string // of taking an order back
	Folder                  string // of a recall list
	Purpose                 outbox.Purpose
}

// Model is what the screen knows. It is used from the window's goroutine.
type Model struct {
	// OnChange is told that something new is there.
	OnChange func()
	// OnDone is told what was done, as the end of a key, or what went wrong.
	OnDone func(what string, err error)

	Form Form
	By   figures.By

	desk    Desk
	runner  task.Runner
	now     func() time.Time
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
func NewModel(desk Desk, runner task.Runner, now func() time.Time) *Model {
	return &Model{desk: desk, runner: runner, now: now, By: figures.ByBatch, Form: Form{Purpose: outbox.ForEpidemicControl}}
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
	m.subject, m.preview, m.open = &r, nil, 0
	m.tell()
	task.Go(m.runner, context.Background(), func(ctx context.Context) (*review.GroupPreview, error) {
		return m.desk.Preview(ctx, Criterion(&r))
	}, func(p *review.GroupPreview, err error) {
		if err != nil {
			m.done("", err)
			return
		}
		m.preview = p
		m.tell()
	})
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
	case strings.TrimSpace(m.Form.Basis) == "":
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
		LegalBasis: []string{strings.TrimSpace(m.Form.Basis)}, NewColour: cases.Green, LetterLanguage: "zh", UndoFor: cases.GroupWindow,
	}
	m.act("ordered", func(ctx context.Context) error { return m.desk.Order(ctx, o) }, func() {
		m.Form.Finding, m.Form.Reasons, m.subject, m.preview = "", "", nil, nil
	})
}

// Read opens an order; only what was read can be signed.
func (m *Model) Read(no int) {
	m.open, m.opened, m.subject, m.preview = no, m.now(), nil, nil
	m.tell()
}

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
		m.act("carried", func(ctx context.Context) error { return m.desk.CarryOut(ctx, g.No) }, nil)
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

func (m *Model) act(what string, do func(context.Context) error, then func()) {
	if m.busy {
		return
	}
	m.busy = true
	m.tell()
	task.Go(m.runner, context.Background(), func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }, func(_ struct{}, err error) {
		m.busy = false
		if err == nil && then != nil {
			then()
		}
		m.done(what, err)
		m.Load()
	})
}

func (m *Model) done(what string, err error) {
	if m.OnDone != nil {
		m.OnDone(what, err)
	}
}

func (m *Model) tell() {
	if m.OnChange != nil {
		m.OnChange()
	}
}
