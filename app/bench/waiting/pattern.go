package waiting

import (
	"time"

	"recourse/cases"
	"recourse/importexport/simulate"
	"recourse/importexport/simulate/justice"
	"recourse/review"
)

// Pattern is a case without its place in time: what the queue knows of it and
// what only the simulation knows.
type Pattern struct {
	row       cases.Row
	left      time.Duration // isolation left when it was filed
	free, end time.Duration // after the filing: when the person is rightly free, when the code lets them go
}

// Wrong reports whether the person sits isolated without cause at any time
// after the filing.
func (p *Pattern) Wrong() bool { return p.free < p.end }

// Row is what the queue knows.
func (p *Pattern) Row() cases.Row { return p.row }

// Patterns makes n of them.
func Patterns(l *review.Library, cal cases.Calendar, n int, seed uint64) ([]Pattern, error) {
	world, err := justice.New(simulate.Options{Appeals: n, Seed: seed, Justified: justice.Justified}, 1)
	if err != nil {
		return nil, err
	}
	list := make([]Pattern, 0, n)
	for _, c := range world.Pool(n) {
		filed := c.Snapshot.Appeal.FiledAt.Earliest()
		got, err := review.Receive(&c.Snapshot, l, cal, filed)
		if err != nil {
			return nil, err
		}
		p := Pattern{row: got.Row, free: c.Free().Sub(filed)}
		p.end = got.Row.IsolationEnd.Sub(filed)
		p.left = max(0, p.end)
		list = append(list, p)
	}
	return list, nil
}

// at puts the pattern into the queue as a case filed at a time.
func (p *Pattern) at(id cases.ID, filed time.Time, cal cases.Calendar) Case {
	r := p.row
	r.ID, r.FiledAt, r.IsolationEnd = id, filed, filed.Add(p.left)
	r.IssuedAt = filed.Add(p.row.IssuedAt.Sub(p.row.FiledAt))
	r.State, r.Isolation = cases.Registered, cases.Running
	r.DueAt = cal.Due(filed, cases.WorkingDays)
	switch target := filed.Add(cases.CriticalTarget); {
	case r.Urgency == cases.Critical && target.Before(r.DueAt):
		r.DueAt = target
	case r.Urgency == cases.Urgent && filed.Add(cases.UrgentTarget).Before(r.DueAt):
		r.DueAt = filed.Add(cases.UrgentTarget)
	}
	return Case{Row: r, free: filed.Add(max(0, p.free)), end: filed.Add(p.end)}
}
