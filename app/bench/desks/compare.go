package desks

import (
	"context"
	"math/rand/v2"
	"runtime"

	"golang.org/x/sync/errgroup"

	"recourse/cases"
	"recourse/importexport/simulate"
	"recourse/importexport/simulate/justice"
	"recourse/review"
)

// Setting says what to compare on.
type Setting struct {
	Library *review.Library
	Cases   int
	Seed    uint64
	Noise   float64 // 1 is the stated rates
}

// Result is a comparison of all desks.
type Result struct {
	Noise     float64          `json:"noise"` // times the stated rates
	Cases     int              `json:"cases"` // decided on the merits
	Skipped   int              `json:"without_merits"`
	TooStrict Share            `json:"codes_too_strict"`
	Processes []Process        `json:"processes"`
	Desks     map[string]Tally `json:"desks"`
	Grounds   []Ground         `json:"grounds"`
	Turns     float64          `json:"infectious_day_weight_at_which_trace_is_as_good,omitempty"`
}

// Process is one kind of noise: how often it hits the cases it can hit, on what
// that leans, and how many of all cases it hit.
type Process struct {
	Name   string  `json:"name"`
	Rate   float64 `json:"rate"`
	Anchor string  `json:"anchor"`
	Hit    Share   `json:"hit"`
}

// Ground is the comparison on the cases that plead one ground.
type Ground struct {
	Ground cases.Ground     `json:"ground"`
	Cases  int              `json:"cases"`
	Desks  map[string]Tally `json:"desks"`
}

// part is what one goroutine counted.
type part struct {
	decided, skipped, strict int
	hit                      map[string]int
	desks                    map[string]*counter
	grounds                  map[cases.Ground]map[string]*counter
}

func newPart() *part {
	return &part{hit: map[string]int{}, desks: map[string]*counter{}, grounds: map[cases.Ground]map[string]*counter{}}
}

// Compare decides every case at every desk.
func Compare(ctx context.Context, s Setting) (*Result, error) {
	world, err := justice.New(simulate.Options{Appeals: s.Cases, Seed: s.Seed, Justified: justice.Justified}, s.Noise)
	if err != nil {
		return nil, err
	}
	cores := runtime.GOMAXPROCS(0)
	parts := make([]*part, cores)
	g, ctx := errgroup.WithContext(ctx)
	for c := range cores {
		parts[c] = newPart()
		g.Go(func() error {
			for i := c; i < s.Cases && ctx.Err() == nil; i += cores {
				if err := parts[c].decide(s, world.Case(i), i); err != nil {
					return err
				}
			}
			return ctx.Err()
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return resultOf(s, parts), nil
}

// decide lets every desk decide one case.
func (p *part) decide(s Setting, c justice.Case, i int) error {
	if !c.Merits() {
		p.skipped++
		return nil
	}
	p.decided++
	count(&p.strict, c.TooStrict())
	for _, name := range c.Noise {
		p.hit[name]++
	}
	filed := c.Snapshot.Appeal.FiledAt.Earliest()
	for _, d := range All(s.Library) {
		r := rand.New(rand.NewPCG(s.Seed, uint64(i)))
		o, err := d.Decide(&c, filed.Add(decidesAfter), &Inquiry{Answers: InquiryAnswers, Right: InquiryRight, Draw: r.Float64})
		if err != nil {
			return err
		}
		p.enter(d.Name, c.Snapshot.Appeal.Grounds, score(&c, o, filed))
	}
	return nil
}

func (p *part) enter(desk string, grounds []cases.Ground, m mark) {
	at(p.desks, desk).add(m)
	for _, g := range grounds {
		if p.grounds[g] == nil {
			p.grounds[g] = map[string]*counter{}
		}
		at(p.grounds[g], desk).add(m)
	}
}

func at(m map[string]*counter, name string) *counter {
	if m[name] == nil {
		m[name] = &counter{}
	}
	return m[name]
}

// merge takes in what another counter counted.
func (k *counter) merge(o *counter) {
	k.n, k.strict, k.restricted = k.n+o.n, k.strict+o.strict, k.restricted+o.restricted
	k.kept, k.released = k.kept+o.kept, k.released+o.released
	k.remitted, k.second = k.remitted+o.remitted, k.second+o.second
	k.isolated, k.atLarge = k.isolated+o.isolated, k.atLarge+o.atLarge
}

func (p *part) merge(o *part) {
	p.decided, p.skipped, p.strict = p.decided+o.decided, p.skipped+o.skipped, p.strict+o.strict
	for name, n := range o.hit {
		p.hit[name] += n
	}
	for name, k := range o.desks {
		at(p.desks, name).merge(k)
	}
	for g, m := range o.grounds {
		if p.grounds[g] == nil {
			p.grounds[g] = map[string]*counter{}
		}
		for name, k := range m {
			at(p.grounds[g], name).merge(k)
		}
	}
}

func resultOf(s Setting, parts []*part) *Result {
	all := newPart()
	for _, p := range parts {
		all.merge(p)
	}
	r := &Result{Noise: s.Noise, Cases: all.decided, Skipped: all.skipped, TooStrict: ShareOf(all.strict, all.decided), Desks: tallies(all.desks)}
	for _, p := range justice.Processes() {
		r.Processes = append(r.Processes, Process{p.Name, p.Rate * s.Noise, p.Anchor, ShareOf(all.hit[p.Name], all.decided)})
	}
	for _, g := range cases.Grounds() {
		if m := all.grounds[g]; m != nil {
			r.Grounds = append(r.Grounds, Ground{Ground: g, Cases: m["issued"].n, Desks: tallies(m)})
		}
	}
	ours, peer := r.Desks["recourse"], r.Desks["trace"]
	if extra := ours.AtLarge - peer.AtLarge; extra > 0 {
		r.Turns = (peer.Isolated - ours.Isolated) / extra
	}
	return r
}

func tallies(m map[string]*counter) map[string]Tally {
	out := map[string]Tally{}
	for name, k := range m {
		out[name] = k.tally()
	}
	return out
}
