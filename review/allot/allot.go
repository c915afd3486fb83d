// Package allot plans who gets which of several cases, before anything is
// given: to one officer, or spread so that whoever has least gets the next.
//
// A plan is pure: the same cases, officers and instant give the same plan. It
// leaves out, with the reason, every case that may not be given or that nobody
// of the officers may have: because of a conflict, a part taken in the case
// before, or because all have as many as one person should. Carrying it out is
// one act for each case (review.Desk.Assign), which asks everything again.
package allot

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"recourse/cases"
)

// Officer is a person who can be given cases, with the work they have now.
type Officer struct {
	User     cases.User
	Open     int // cases they hold that are not settled
	DueToday int // of these, due before midnight or overdue
}

// Wish is what is to be given to whom.
type Wish struct {
	By       cases.User
	At       time.Time
	Files    []*cases.File
	Officers []Officer
	Most     int // how many open cases one person should have, 0 for no limit
}

// Line is one case of a plan. To is nobody when it is refused, and Why then
// says why.
type Line struct {
	Case     cases.ID
	Version  int64 // of the row the plan was made on
	AppealNo string
	To       cases.User
	Why      *cases.Refusal
}

// Load is what an officer has, and would have after the plan.
type Load struct {
	Officer
	Gets int
}

// Plan says who gets what, in the order of the cases' due dates.
type Plan struct {
	Lines []Line
	Loads []Load
}

// Outcome is how one case of a plan went; Err is nil when it was given.
type Outcome struct {
	Line
	Err error
}

// Given counts the cases that somebody gets.
func (p *Plan) Given() (n int) {
	for i := range p.Loads {
		n += p.Loads[i].Gets
	}
	return n
}

// Make plans. What is due first is given first, to whoever has least then.
func Make(w Wish) Plan {
	var p Plan
	for _, o := range w.Officers {
		p.Loads = append(p.Loads, Load{Officer: o})
	}
	files := slices.SortedStableFunc(slices.Values(w.Files), func(a, b *cases.File) int {
		return cmp.Or(a.DueAt.Compare(b.DueAt), cmp.Compare(a.ID, b.ID))
	})
	for _, f := range files {
		l := Line{Case: f.ID, Version: f.Version, AppealNo: f.AppealNo}
		if l.Why = w.refused(f); l.Why == nil {
			var to *Load
			if to, l.Why = w.choose(f, p.Loads); to != nil {
				l.To = to.User
				to.Gets++
			}
		}
		p.Lines = append(p.Lines, l)
	}
	return p
}

// refused says why a case is given to nobody.
func (w *Wish) refused(f *cases.File) *cases.Refusal {
	if err := cases.May(cases.MoveAssign, cases.Ask{User: w.By, File: f, At: w.At}); err != nil {
		r, _ := cases.AsRefusal(err)
		return r
	}
	if f.Leased(w.At) && f.State != cases.Assigned {
		return cases.Refuse("leased", "officer", string(f.Officer), "until", f.LeaseUntil.In(cases.Shanghai()).Format(time.RFC3339))
	}
	return nil
}

// choose finds who has least among those who may have the case.
func (w *Wish) choose(f *cases.File, loads []Load) (*Load, *cases.Refusal) {
	var best *Load
	var why *cases.Refusal
	for i := range loads {
		l := &loads[i]
		if r := w.bars(f, l); r != nil {
			if why == nil || why.Code == "load_full" {
				why = r
			}
			continue
		}
		if best == nil || lighter(l, best) {
			best = l
		}
	}
	switch {
	case best != nil:
		return best, nil
	case len(loads) == 1 || why != nil && why.Code == "load_full":
		return nil, why
	}
	return nil, cases.Refuse("nobody_for_case", "n", strconv.Itoa(len(loads)))
}

// bars says why one officer may not have a case.
func (w *Wish) bars(f *cases.File, l *Load) *cases.Refusal {
	u := l.User
	switch {
	case !u.Has(cases.Reviewer, cases.Supervisor) || u.Disabled:
		return cases.Refuse("not_an_officer", "user", u.Name)
	case f.Officer == u.ID && f.State.WithOfficer():
		return cases.Refuse("has_case", "user", u.Name)
	case len(cases.Conflicts(u, f)) > 0:
		return cases.Refuse("conflict_of", "user", u.Name, "reason", cases.Conflicts(u, f)[0])
	case cases.MayHear(u, f) != nil:
		return cases.Refuse("heard_before", "user", u.Name)
	case w.Most > 0 && l.Open+l.Gets >= w.Most:
		return cases.Refuse("load_full", "user", u.Name, "most", strconv.Itoa(w.Most))
	}
	return nil
}

// lighter orders by open cases, then by what is due today, then by name.
func lighter(a, b *Load) bool {
	return cmp.Or(cmp.Compare(a.Open+a.Gets, b.Open+b.Gets), cmp.Compare(a.DueToday, b.DueToday), cmp.Compare(a.User.ID, b.User.ID)) < 0
}
