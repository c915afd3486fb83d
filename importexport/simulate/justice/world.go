package justice

import (
	"math/rand/v2"
	"time"

	"recourse/cases"
	"recourse/importexport/simulate"
)

// Case is a case whose file and truth may have drifted apart. Truth says what
// the published rules give on what really happened.
type Case struct {
	Snapshot cases.Snapshot
	Truth    simulate.Truth
	Noise    []string // the processes that hit it, in their order
}

// Merits reports whether the case asks for a decision on the merits: a code
// that is green already or belongs to another authority does not.
func (c *Case) Merits() bool {
	return c.Truth.ExpectedDisposition != cases.Moot && c.Truth.ExpectedDisposition != cases.TransferTo
}

// TooStrict reports whether the issued code takes more from the person than
// what really happened allows: a severer colour, or a term that ends a day or
// more later.
func (c *Case) TooStrict() bool {
	a := &c.Snapshot.Assignment
	if c.Truth.TrueColour.Severity() != a.Colour.Severity() {
		return c.Truth.TrueColour.Severity() < a.Colour.Severity()
	}
	return c.Truth.TrueColour.Severity() > 0 && c.Truth.TrueEnd.Latest().Add(Slack).Before(a.ValidUntil.Latest())
}

// Slack is how far apart two ends of a term may lie and still be the same:
// sources write the end of a day in different ways.
const Slack = 12 * time.Hour

// World makes the cases of one office with noise.
type World struct {
	office *simulate.Office
	seed   uint64
	scale  float64
}

// New prepares a world. Scale multiplies every rate of Processes: 1 as
// stated, 0 none, 2 twice as often.
func New(o simulate.Options, scale float64) (*World, error) {
	office, err := simulate.New(o)
	if err != nil {
		return nil, err
	}
	return &World{office: office, seed: office.Options().Seed, scale: scale}, nil
}

// Case makes the i-th case, counted from 0.
func (w *World) Case(i int) Case {
	made := w.office.Case(i)
	m := &muddle{
		s: &made.Snapshot, truth: &made.Truth, issued: made.Snapshot.Assignment,
		r: rand.New(rand.NewPCG(w.seed^0x6a75737469636521, uint64(i)*0x9e3779b97f4a7c15+1)),
	}
	for _, p := range Processes() {
		// Every process draws whether it can hit or not, so that one process
		// more or less does not change what the others do.
		x := m.r.Float64()
		if p.can(m) && x < p.Rate*w.scale {
			p.do(m)
			m.hit = append(m.hit, p.Name)
		}
	}
	return Case{Snapshot: made.Snapshot, Truth: made.Truth, Noise: m.hit}
}

// Pool makes the first n cases that ask for a decision on the merits.
func (w *World) Pool(n int) []Case {
	list := make([]Case, 0, n)
	for i := 0; len(list) < n; i++ {
		if c := w.Case(i); c.Merits() {
			list = append(list, c)
		}
	}
	return list
}

// Justified is the share of wrong codes to ask of simulate so that about 58 in
// a hundred decided appeals are justified once noise has turned some round, as
// in Israel in July 2020 (54 to 60 published; domain section 2.5).
const Justified = 0.53
