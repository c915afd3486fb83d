package review

import (
	"context"
	"slices"
	"strings"
	"time"

	"recourse/cases"
)

// Register admits a received case to review.
func (d *Desk) Register(ctx context.Context, id cases.ID) (*cases.File, error) {
	return d.act(ctx, id, cases.MoveRegister, func(f *cases.File, c *cases.Change) error {
		c.Row.State = cases.Registered
		return nil
	})
}

// Admissible reports whether a fresh snapshot can be registered at once: it
// disputes a colour that restricts somebody, names a ground, says something in
// words or papers, and lacks nothing that every case needs. Anything else waits
// for a person; nothing is ever found inadmissible by the import itself.
func Admissible(s *cases.Snapshot) bool {
	said := s.Appeal.Statement != "" || len(s.Appeal.Documents) > 0
	return s.Assignment.Colour.Disputable() && len(s.Appeal.Grounds) > 0 && said && len(s.Lacks()) == 0
}

// Deficient tells the resident which papers are missing. The clock stands
// still until they come, at most for the limit of 48 hours.
func (d *Desk) Deficient(ctx context.Context, id cases.ID, v cases.Deficiency) (*cases.File, error) {
	if len(v.Missing) == 0 {
		return nil, cases.Refuse("deficiency_empty", "known", strings.Join(cases.MissingPapers(), ", "))
	}
	for _, m := range v.Missing {
		if !slices.Contains(cases.MissingPapers(), m) {
			return nil, cases.Refuse("deficiency_paper", "value", m, "known", strings.Join(cases.MissingPapers(), ", "))
		}
	}
	return d.act(ctx, id, cases.MoveDeficient, func(f *cases.File, c *cases.Change) error {
		v.No, v.By, v.At, v.DueAt = len(f.Deficiencies)+1, d.User.ID, c.At, c.At.Add(cases.DeficiencyLimit)
		c.Row.State, c.Row.PausedAt = cases.Deficient, c.At
		c.Row.Timer, c.Row.TimerAt = cases.TimerDeficiency, v.DueAt
		c.Detail["missing"] = strings.Join(v.Missing, ",")
		return d.paper(c, cases.PaperDeficiency, v.No, v)
	})
}

// Supply ends a deficiency: with what came and when, or with the fact that the
// limit passed without a reply. Either way the case goes on and is decided on
// what is on file.
func (d *Desk) Supply(ctx context.Context, id cases.ID, v cases.Supply) (*cases.File, error) {
	return d.act(ctx, id, cases.MoveSupply, func(f *cases.File, c *cases.Change) error {
		open := f.OpenDeficiency()
		switch {
		case open == nil:
			return cases.Refuse("no_deficiency")
		case !v.Received && c.At.Before(open.DueAt):
			return cases.Refuse("limit_runs", "until", open.DueAt.In(cases.Shanghai()).Format(time.RFC3339))
		case v.ReceivedAt.After(c.At) || !v.ReceivedAt.IsZero() && v.ReceivedAt.Before(open.At):
			return cases.Refuse("came_later", "at", v.ReceivedAt.In(cases.Shanghai()).Format(time.RFC3339))
		}
		resumeClock(c, v.ReceivedAt)
		c.Row.State = cases.Registered
		if !f.InTime() {
			c.Row.State = cases.Received
		}
		v.No, v.DeficiencyNo, v.By, v.At = len(f.Supplies)+1, open.No, d.User.ID, c.At
		c.Detail["received"] = boolWord(v.Received)
		return d.paper(c, cases.PaperSupply, v.No, v)
	})
}

// WindowEnd is until when an appeal against the code of a case is in time; zero
// for a code without a known end.
func (d *Desk) WindowEnd(f *cases.File) time.Time { return d.calendar.WindowEnd(f.IsolationEnd) }

// Admit answers a late appeal: admitted on a coded ground it is registered at
// once; not admitted it waits for a second person.
func (d *Desk) Admit(ctx context.Context, id cases.ID, a cases.Admission) (*cases.File, error) {
	switch {
	case a.Admitted && !slices.Contains(cases.AdmissionCodes(), a.Code):
		return nil, cases.Refuse("admission_code", "value", a.Code, "known", strings.Join(cases.AdmissionCodes(), ", "))
	case blank(a.Reason) && (!a.Admitted || a.Code == "other"):
		return nil, cases.Refuse("reason_needed", "act", string(cases.MoveAdmit))
	}
	return d.act(ctx, id, cases.MoveAdmit, func(f *cases.File, c *cases.Change) error {
		a.No, a.By, a.At, a.FiledAt = len(f.Admissions)+1, d.User.Actor(), c.At, f.FiledAt
		a.WindowEnd = d.calendar.WindowEnd(f.IsolationEnd)
		c.Detail["admitted"], c.Detail["admission"] = boolWord(a.Admitted), a.Code
		if a.Admitted {
			c.Row.State = cases.Registered
		} else {
			c.Row.Pending, c.Row.PendingSince = cases.PendingAdmission, c.At
		}
		return d.signed(c, cases.PaperAdmission, a.No, a)
	})
}
