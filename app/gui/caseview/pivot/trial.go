package pivot

import (
	"slices"
	"strings"

	"recourse/app/gui/i18n"
	"recourse/cases"
	"recourse/review"
	"recourse/review/policy"
	"recourse/review/replay"
)

// Fact is one fact that can be tried: where it is, what is on file, and the
// evidence it rests on.
type Fact struct {
	Path  string
	Type  policy.FieldType
	Value string
	Refs  []string
}

// most is how many facts a sheet lists.
const most = 60

// FactsOf lists the facts that the rules of a pack read and that are on file
// or not known, those on which the replay hangs first; what a register says by
// its silence is left out.
func FactsOf(p *policy.Pack, f *policy.Facts, r *replay.Report) []Fact {
	var out []Fact
	f.Each(func(path string, v policy.Value) {
		kind, _ := f.Type(path)
		named := i18n.FactName(path)
		read := slices.ContainsFunc(p.Rules, func(r policy.Rule) bool { return slices.Contains(r.Reads, named) })
		if !read || kind == policy.TextsFact || strings.HasSuffix(path, ".nr") || v.Known() && len(v.Refs) == 0 {
			return
		}
		out = append(out, Fact{Path: path, Type: kind, Value: v.String(), Refs: v.Refs})
	})
	turning := hangsOn(r)
	slices.SortStableFunc(out, func(a, b Fact) int { return rank(turning[b.Path]) - rank(turning[a.Path]) })
	return out[:min(most, len(out))]
}

func rank(turning bool) int {
	if turning {
		return 1
	}
	return 0
}

// hangsOn are the facts whose change leads elsewhere.
func hangsOn(r *replay.Report) map[string]bool {
	turns := slices.Clone(r.Turns)
	for i := range r.Needs {
		turns = append(turns, r.Needs[i].Turns...)
	}
	out := map[string]bool{}
	for _, t := range turns {
		for _, c := range t.Changes {
			out[c.Fact] = true
		}
	}
	return out
}

// Trial is a set of changed facts on a case, tried and never saved.
type Trial struct {
	view    *View
	policy  string
	asOf    cases.Stamp // zero for the time of the code
	changed map[string]string
}

// keep drops the changes of facts that are not among those on file, as happens
// when the file is read as of another time.
func (t *Trial) keep(facts []Fact) {
	for path := range t.changed {
		if !slices.ContainsFunc(facts, func(f Fact) bool { return f.Path == path }) {
			delete(t.changed, path)
		}
	}
}

// Set changes a fact; the value on file takes the change back.
func (t *Trial) Set(f Fact, value string) {
	if value == f.Value || value == "" {
		delete(t.changed, f.Path)
		return
	}
	t.changed[f.Path] = value
}

// Question is what the trial asks.
func (t *Trial) Question() review.Question {
	q := review.Question{Policy: t.policy, AsOf: t.asOf}
	for path, value := range t.changed {
		q.Set = append(q.Set, path+"="+value)
	}
	slices.Sort(q.Set)
	return q
}

// Replay replays the case with the changed facts.
func (t *Trial) Replay() (*review.Assessment, error) {
	return t.view.Shelf.Assess(t.view.Snapshot, t.Question())
}
