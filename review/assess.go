package review

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"recourse/cases"
	"recourse/review/evidence"
	"recourse/review/policy"
	"recourse/review/replay"
)

// Question changes how a file is replayed. The zero Question replays the pack
// in force when the code was issued, as of that time, on the facts on file.
type Question struct {
	Policy string      // "id@version" or "id"
	AsOf   cases.Stamp // instead of the time of the code
	Set    []string    // "FACT=VALUE", changed in this order
	Hold   *Hold
}

// Assessment is what the desk shows about a file: what it contains, how the
// rules read it, and what stands out.
type Assessment struct {
	Picture      *evidence.Picture
	Models       *evidence.Models // the error models it was made with; its Digest says which version
	Statements   []evidence.Said  // what each record shows, with its error
	Report       *replay.Report   // nil when the code cannot be replayed
	Facts        *policy.Facts    // that were replayed, nil like Report
	NoReplay     error            // why not
	Questions    []evidence.Question
	Flickers     []evidence.Flicker
	Conflicts    []evidence.Conflict
	Unauthorised []string // what a colour set by hand lacks
	Signals      cases.Signals
}

// Assess reads a file and replays the rules on it. A code for which no pack
// was in force is assessed without a replay.
func (l *Library) Assess(s *cases.Snapshot, q Question) (*Assessment, error) {
	p, err := l.program(s, q)
	if err != nil && !errors.Is(err, ErrNoPolicy) {
		return nil, err
	}
	a := &Assessment{
		NoReplay: err, Flickers: evidence.Flickers(s), Conflicts: evidence.Conflicts(s), Unauthorised: evidence.Unauthorised(s),
	}
	in := l.input(s, q, p)
	a.Picture = evidence.Build(in)
	a.Models = l.models
	a.Statements = evidence.Statements(in, a.Picture)
	a.Questions = evidence.Questioned(in, a.Picture)
	if p != nil {
		f, err := facts(a.Picture, s, q, p)
		if err != nil {
			return nil, err
		}
		a.Report, a.Facts = replay.Explain(p, f, issued(s, p), p.Pack().Zone()), f
	}
	a.Signals = fileSignals(s, a.Flickers, a.Conflicts, a.Unauthorised) | replaySignals(s, readingOf(a.Report))
	return a, nil
}

// DecisiveRefs lists the evidence that a decision and its letter must deal with,
// as sets of each of which a piece is enough: what the replay hangs on, and
// where no rule explains the colour and nothing else speaks for it, the changes
// by which it came and went.
func (a *Assessment) DecisiveRefs() [][]string {
	if a.Report == nil {
		return nil
	}
	out := a.Report.DecisiveRefs()
	if len(out) == 0 && a.Report.Unexplained {
		for _, f := range a.Flickers {
			out = append(out, f.Refs)
		}
	}
	return out
}

// ThenAndNow replays a file under the policy in force when its code was issued
// and under another one: the named pack, or with "" the one in force for the
// system now. The facts and the as-of time are the same, so that what differs
// is the rules' doing. A system without any pack gives ErrNoPolicy.
func (l *Library) ThenAndNow(s *cases.Snapshot, other string, now time.Time) (*replay.ThenAndNow, error) {
	if other == "" {
		p := policy.Find(l.packs, s.Assignment.IssuingSystem, now)
		if p == nil {
			return nil, fmt.Errorf("%s today: %w", s.Assignment.IssuingSystem, ErrNoPolicy)
		}
		other = p.Name()
	}
	var reports [2]*replay.Report
	for i, q := range []Question{{}, {Policy: other}} {
		a, err := l.Assess(s, q)
		if err != nil {
			return nil, err
		}
		if a.Report == nil {
			return nil, a.NoReplay
		}
		reports[i] = a.Report
	}
	return replay.Beside(reports[0], reports[1]), nil
}

// program is the pack that answers the question; none is no error of the file.
func (l *Library) program(s *cases.Snapshot, q Question) (*policy.Program, error) {
	if q.Policy != "" {
		return l.Program(q.Policy)
	}
	return l.InForce(&s.Assignment)
}

func (l *Library) input(s *cases.Snapshot, q Question, p *policy.Program) evidence.Input {
	in := evidence.Input{Snapshot: s, Models: l.models, Regions: l.regions, AsOf: asOf(s, q)}
	if p != nil {
		in.RiskTables = p.Pack().RiskTables
		for _, k := range p.Pack().KeyAreas {
			in.KeyAreas = append(in.KeyAreas, evidence.Area{Code: k.Division, From: k.From, To: k.To})
		}
	}
	return in
}

func asOf(s *cases.Snapshot, q Question) cases.Stamp {
	switch at := issuedAt(&s.Assignment); {
	case !q.AsOf.IsZero():
		return q.AsOf
	case !at.IsZero():
		return at
	}
	return s.Appeal.FiledAt
}

// facts fills the facts and applies the changes the question asks for.
func facts(pic *evidence.Picture, s *cases.Snapshot, q Question, p *policy.Program) (*policy.Facts, error) {
	f, err := Facts(pic, asOf(s, q), p.Pack().Zone(), q.Hold)
	if err != nil {
		return nil, fmt.Errorf("facts of %s: %w", s.Appeal.AppealNo, err)
	}
	for _, set := range q.Set {
		path, value, ok := strings.Cut(set, "=")
		if !ok {
			return nil, fmt.Errorf("%q is not of the form FACT=VALUE", set)
		}
		if f, err = f.With(strings.TrimSpace(path), strings.TrimSpace(value)); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// issued is what the issuing system did, in the words of the replay.
func issued(s *cases.Snapshot, p *policy.Program) replay.Issued {
	is := issuedCode(s, p)
	if s.RuleTrace != nil && len(s.RuleTrace.Steps) > 0 {
		is.Steps = make([]replay.IssuedStep, len(s.RuleTrace.Steps))
		for i := range s.RuleTrace.Steps {
			st := &s.RuleTrace.Steps[i]
			is.Steps[i] = replay.IssuedStep{Rule: st.RuleID, Outcome: st.Outcome}
		}
	}
	return is
}

// issuedCode is issued without the steps.
func issuedCode(s *cases.Snapshot, p *policy.Program) replay.Issued {
	a, zone := &s.Assignment, p.Pack().Zone()
	return replay.Issued{
		Colour: policy.Colour(a.Colour), At: moment(a.IssuedAt, zone),
		Until: moment(a.ValidUntil, zone), Basis: moment(a.BasisDate, zone),
	}
}

// Facts are the facts of a file as the rules of the pack that answers the
// question read them.
func (l *Library) Facts(s *cases.Snapshot, q Question) (*policy.Program, *policy.Facts, error) {
	p, err := l.program(s, q)
	if err != nil {
		return nil, nil, err
	}
	f, err := facts(evidence.Build(l.input(s, q, p)), s, q, p)
	return p, f, err
}

// Verdict replays a file without a trace: colour, end and deciding rule, and
// whether they differ from the issued code. It is for replaying an office.
func (l *Library) Verdict(s *cases.Snapshot, q Question) (replay.Verdict, bool, error) {
	p, f, err := l.Facts(s, q)
	if err != nil {
		return replay.Verdict{}, false, err
	}
	v := replay.Quick(p, f)
	return v, v.Differs(issued(s, p), p.Pack().Zone()), nil
}

// Summary implements Replayer: what a decision remembers of the replay it was
// made on. A code that cannot be replayed has signals only. It says the same
// as Assess, without the searches.
func (l *Library) Summary(s *cases.Snapshot) (Summary, error) {
	return l.summary(s, func(p *policy.Program, f *policy.Facts) *reading {
		r := &reading{evidence: func(rule string) []string { return refsOf(p.TraceRule(f, rule).Inputs) }}
		r.verdict, r.Comparison = replay.Brief(p, f, issued(s, p), p.Pack().Zone())
		return r
	})
}

func (l *Library) summary(s *cases.Snapshot, read func(*policy.Program, *policy.Facts) *reading) (Summary, error) {
	out := Summary{Signals: fileSignals(s, evidence.Flickers(s), evidence.Conflicts(s), evidence.Unauthorised(s))}
	p, f, err := l.Facts(s, Question{})
	if errors.Is(err, ErrNoPolicy) {
		out.Sheet = l.sheet(s, nil, nil)
		return out, nil
	}
	if err != nil {
		return Summary{}, err
	}
	r := read(p, f)
	out.Signals |= replaySignals(s, r)
	out.PolicyID, out.PolicyVersion, out.PolicyHash = p.Pack().ID, p.Pack().Version, p.Pack().Hash
	out.Colour, out.DecidingRule = string(r.verdict.Colour), r.verdict.Deciding
	out.Sheet = l.sheet(s, p, f)
	return out, nil
}

// Memory sums up many files, one after the other, and remembers what people
// have in common: an import asks it for every case. It is for one goroutine.
type Memory struct {
	library *Library
	runners map[*policy.Program]*replay.Runner
}

// Memory starts a memory of nobody.
func (l *Library) Memory() *Memory {
	return &Memory{library: l, runners: map[*policy.Program]*replay.Runner{}}
}

// Summary says what Library.Summary says.
func (m *Memory) Summary(s *cases.Snapshot) (Summary, error) {
	return m.library.summary(s, func(p *policy.Program, f *policy.Facts) *reading {
		run := m.runners[p]
		if run == nil {
			run = replay.NewRunner(p)
			m.runners[p] = run
		}
		r := &reading{evidence: func(rule string) []string { return run.Evidence(f, rule) }}
		r.verdict, r.Comparison = run.Brief(f, issued(s, p), p.Pack().Zone())
		return r
	})
}
