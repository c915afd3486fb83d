package allot_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/cases"
	"recourse/review/allot"
)

func now() time.Time { return time.Date(2020, 2, 17, 9, 0, 0, 0, cases.Shanghai()) }

func person(id string, roles ...cases.Role) cases.User {
	return cases.User{ID: cases.UserID(id), Name: "姓名" + id, Roles: roles}
}

func supervisor() cases.User { return person("sue", cases.Supervisor) }

func file(id int, state cases.State, due time.Duration) *cases.File {
	return &cases.File{Row: cases.Row{ID: cases.ID(id), Version: int64(id), AppealNo: "SY-" + strconv.Itoa(id), State: state, DueAt: now().Add(due)}}
}

// wish draws cases, free and otherwise, and officers, fit and otherwise.
func wish(t *rapid.T) allot.Wish {
	w := allot.Wish{By: supervisor(), At: now(), Most: rapid.SampledFrom([]int{0, 0, 3, 8}).Draw(t, "most")}
	for i := range rapid.IntRange(0, 30).Draw(t, "cases") {
		state := rapid.SampledFrom([]cases.State{cases.Registered, cases.Registered, cases.Registered, cases.Decided, cases.InReview, cases.Received}).Draw(t, "state")
		f := file(i+1, state, time.Duration(rapid.IntRange(-50, 50).Draw(t, "due"))*time.Hour)
		if state == cases.InReview {
			f.Officer, f.LeaseUntil = "o0", now().Add(time.Duration(rapid.IntRange(-1, 1).Draw(t, "lease"))*time.Minute)
		}
		if barred := rapid.IntRange(0, 9).Draw(t, "barred"); barred < 4 {
			f.Exclusions = []cases.Exclusion{{User: cases.UserID("o" + strconv.Itoa(barred))}}
		}
		w.Files = append(w.Files, f)
	}
	for i := range rapid.IntRange(0, 6).Draw(t, "officers") {
		role := rapid.SampledFrom([]cases.Role{cases.Reviewer, cases.Reviewer, cases.Supervisor, cases.Intake}).Draw(t, "role")
		o := allot.Officer{User: person("o"+strconv.Itoa(i), role), Open: rapid.IntRange(0, 9).Draw(t, "open")}
		o.DueToday = rapid.IntRange(0, o.Open).Draw(t, "today")
		o.User.Disabled = rapid.IntRange(0, 9).Draw(t, "disabled") == 0
		w.Officers = append(w.Officers, o)
	}
	return w
}

func TestLaws(t *testing.T) {
	t.Parallel()
	law := func(name string, holds func(t *rapid.T, w allot.Wish, p allot.Plan)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				w := wish(t)
				holds(t, w, allot.Make(w))
			})
		})
	}
	law("every case has one line: somebody gets it or a reason stands there", func(t *rapid.T, w allot.Wish, p allot.Plan) {
		if len(p.Lines) != len(w.Files) || len(p.Loads) != len(w.Officers) {
			t.Fatalf("%d lines and %d loads of %d cases and %d officers", len(p.Lines), len(p.Loads), len(w.Files), len(w.Officers))
		}
		seen := map[cases.ID]bool{}
		for _, l := range p.Lines {
			if seen[l.Case] || (l.To.ID == "") == (l.Why == nil) || l.Version != int64(l.Case) {
				t.Errorf("line %+v", l)
			}
			seen[l.Case] = true
		}
	})
	law("what is due first comes first", func(t *rapid.T, w allot.Wish, p allot.Plan) {
		due := map[cases.ID]time.Time{}
		for _, f := range w.Files {
			due[f.ID] = f.DueAt
		}
		if !slices.IsSortedFunc(p.Lines, func(a, b allot.Line) int { return due[a.Case].Compare(due[b.Case]) }) {
			t.Errorf("lines %+v", p.Lines)
		}
	})
	law("loads count what the lines give", func(t *rapid.T, w allot.Wish, p allot.Plan) {
		gets := map[cases.UserID]int{}
		for _, l := range p.Lines {
			if l.Why == nil {
				gets[l.To.ID]++
			}
		}
		sum := 0
		for _, l := range p.Loads {
			sum += l.Gets
			if l.Gets != gets[l.User.ID] {
				t.Errorf("%s gets %d by the load, %d by the lines", l.User.ID, l.Gets, gets[l.User.ID])
			}
		}
		if p.Given() != sum {
			t.Errorf("%d given, %d got", p.Given(), sum)
		}
	})
	law("nobody gets what they may not have", func(t *rapid.T, w allot.Wish, p allot.Plan) {
		files := map[cases.ID]*cases.File{}
		for _, f := range w.Files {
			files[f.ID] = f
		}
		for _, l := range p.Lines {
			if l.Why != nil {
				continue
			}
			f := files[l.Case]
			switch {
			case l.To.Disabled, !l.To.Has(cases.Reviewer, cases.Supervisor), len(cases.Conflicts(l.To, f)) > 0:
				t.Errorf("case %d goes to %+v", l.Case, l.To)
			case f.State != cases.Registered && f.State != cases.InReview, f.State == cases.InReview && (f.Leased(now()) || l.To.ID == f.Officer):
				t.Errorf("case %d is %s with %s until %s, and goes to %s", l.Case, f.State, f.Officer, f.LeaseUntil, l.To.ID)
			}
		}
	})
	law("nobody gets more than the most", func(t *rapid.T, w allot.Wish, p allot.Plan) {
		for _, l := range p.Loads {
			if w.Most > 0 && l.Gets > 0 && l.Open+l.Gets > w.Most {
				t.Errorf("%s has %d and gets %d, above %d", l.User.ID, l.Open, l.Gets, w.Most)
			}
		}
	})
	law("the order of cases and officers does not count", func(t *rapid.T, w allot.Wish, p allot.Plan) {
		slices.Reverse(w.Files)
		slices.Reverse(w.Officers)
		q := allot.Make(w)
		for i := range q.Lines {
			a, b := p.Lines[i], q.Lines[i]
			if a.Case != b.Case || a.To.ID != b.To.ID || (a.Why == nil) != (b.Why == nil) {
				t.Errorf("%+v, the other way round %+v", a, b)
			}
		}
	})
	law("the same wish gives the same plan", func(t *rapid.T, w allot.Wish, p allot.Plan) {
		if diff := cmp.Diff(p, allot.Make(w)); diff != "" {
			t.Error(diff)
		}
	})
}

// TestFairness: where everybody may have everything, nobody who got a case ends
// with more than one above whoever has least.
func TestFairness(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := allot.Wish{By: supervisor(), At: now()}
		for i := range rapid.IntRange(1, 40).Draw(t, "cases") {
			w.Files = append(w.Files, file(i+1, cases.Registered, time.Duration(i)*time.Hour))
		}
		for i := range rapid.IntRange(1, 6).Draw(t, "officers") {
			w.Officers = append(w.Officers, allot.Officer{User: person("o"+strconv.Itoa(i), cases.Reviewer), Open: rapid.IntRange(0, 12).Draw(t, "open")})
		}
		p := allot.Make(w)
		least := slices.MinFunc(p.Loads, func(a, b allot.Load) int { return a.Open + a.Gets - b.Open - b.Gets })
		for _, l := range p.Loads {
			if l.Gets > 0 && l.Open+l.Gets > least.Open+least.Gets+1 {
				t.Errorf("%s has %d after the plan, %s has %d", l.User.ID, l.Open+l.Gets, least.User.ID, least.Open+least.Gets)
			}
		}
		if p.Given() != len(w.Files) {
			t.Errorf("%d of %d given", p.Given(), len(w.Files))
		}
	})
}

func TestReasons(t *testing.T) {
	t.Parallel()
	ann, ben := allot.Officer{User: person("ann", cases.Reviewer)}, allot.Officer{User: person("ben", cases.Reviewer)}
	for _, c := range []struct {
		name, code string
		change     func(w *allot.Wish, f *cases.File)
	}{
		{"a case that is decided", "state", func(_ *allot.Wish, f *cases.File) { f.State = cases.Decided }},
		{"a giver who is no supervisor", "role", func(w *allot.Wish, _ *cases.File) { w.By = person("tom", cases.Reviewer) }},
		{"a case that somebody works on just now", "leased", func(_ *allot.Wish, f *cases.File) {
			f.State, f.Officer, f.LeaseUntil = cases.InReview, "tom", now().Add(time.Minute)
		}},
		{"the only officer, who is barred", "conflict_of", func(w *allot.Wish, f *cases.File) {
			w.Officers = w.Officers[:1]
			f.Exclusions = []cases.Exclusion{{User: "ann"}}
		}},
		{"officers who are all barred", "nobody_for_case", func(_ *allot.Wish, f *cases.File) {
			f.Exclusions = []cases.Exclusion{{User: "ann"}, {User: "ben"}}
		}},
		{"officers who all have enough", "load_full", func(w *allot.Wish, _ *cases.File) { w.Officers[0].Open, w.Officers[1].Open, w.Most = 5, 6, 5 }},
		{"one barred, the other with enough", "nobody_for_case", func(w *allot.Wish, f *cases.File) {
			f.Exclusions = []cases.Exclusion{{User: "ann"}}
			w.Officers[1].Open, w.Most = 5, 5
		}},
		{"an officer who has the case already", "has_case", func(w *allot.Wish, f *cases.File) {
			w.Officers = w.Officers[:1]
			f.State, f.Officer, f.LeaseUntil = cases.Assigned, "ann", now().Add(time.Minute)
		}},
	} {
		t.Run(c.name+" is left out and told", func(t *testing.T) {
			t.Parallel()
			f := file(1, cases.Registered, time.Hour)
			w := allot.Wish{By: supervisor(), At: now(), Files: []*cases.File{f}, Officers: []allot.Officer{ann, ben}}
			c.change(&w, f)
			p := allot.Make(w)
			if l := p.Lines[0]; l.Why == nil || l.Why.Code != c.code {
				t.Errorf("got %+v (%v), want %s", l, l.Why, c.code)
			}
			if p.Given() != 0 {
				t.Errorf("%d cases are given", p.Given())
			}
		})
	}
	t.Run("of two with as many cases, who has less due today comes first", func(t *testing.T) {
		t.Parallel()
		w := allot.Wish{By: supervisor(), At: now(), Files: []*cases.File{file(1, cases.Registered, time.Hour)}, Officers: []allot.Officer{
			{User: ann.User, Open: 4, DueToday: 3}, {User: ben.User, Open: 4, DueToday: 1},
		}}
		if p := allot.Make(w); p.Lines[0].To.ID != "ben" {
			t.Errorf("it goes to %s", p.Lines[0].To.ID)
		}
	})
}
