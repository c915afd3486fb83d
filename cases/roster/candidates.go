package roster

import (
	"time"

	"recourse/cases"
)

// Candidates lists up to n cases that the user could take next, best first:
// registered ones that nobody holds in the order by harm, then those whose
// lease ran out, in the same order. Cases the user drafted before are left out once
// they belong to the second level. The list is an offer: the store decides,
// since somebody else may be quicker.
func (r *Roster) Candidates(user cases.UserID, now time.Time, n int) []cases.ID {
	t := r.table()
	free := t.statePass(func(s cases.State) bool { return s == cases.Registered })
	lapsed := t.statePass(func(s cases.State) bool {
		return s == cases.Assigned || s == cases.InReview || s == cases.Returned
	})
	order := t.byHarm(now)
	ids := t.offer(order, nil, n, free, func(s uint32) bool { return t.takeable(s, user) })
	return t.offer(order, ids, n, lapsed, func(s uint32) bool {
		held := t.officer[s] != 0 && t.lease[s] != none && now.UnixMicro() < t.lease[s]
		return !held && t.takeable(s, user)
	})
}

// offer appends open cases in a state of want until there are n.
func (t *table) offer(by *harmOrder, ids []cases.ID, n int, want [256]uint8, ok func(uint32) bool) []cases.ID {
	for _, s := range by.list[:by.valued] {
		if len(ids) >= n {
			break
		}
		if want[t.state[s]] == 1 && ok(s) {
			ids = append(ids, cases.ID(t.id[s]))
		}
	}
	return ids
}

// takeable is the part of the guards that the row alone can answer.
func (t *table) takeable(s uint32, user cases.UserID) bool {
	return int(t.rest[s].returns) <= cases.MaxReturns || t.users[t.drafter[s]] != string(user)
}
