package session

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"recourse/cases"
	"recourse/cases/roster"
	"recourse/review"
)

// Integrity names every case of the office that is stuck, with the command
// that mends it.
func (s *Session) Integrity(ctx context.Context) ([]review.Stuck, error) {
	rows, err := s.rows(ctx)
	if err != nil {
		return nil, err
	}
	people, err := s.store.Users(ctx)
	if err != nil {
		return nil, err
	}
	return review.Integrity(rows, people, s.Now()), nil
}

// rows are the queue columns of every case.
func (s *Session) rows(ctx context.Context) ([]cases.Row, error) {
	if err := s.User().Permit(cases.MayRead); err != nil {
		return nil, err
	}
	r, err := s.Roster(ctx)
	if err != nil {
		return nil, err
	}
	v := r.Select(roster.Filter{}, dueFirst(), s.Now())
	rows := make([]cases.Row, v.Len())
	for i := range rows {
		rows[i] = v.At(i).Row
	}
	return rows, nil
}

// Expired lists the cases whose term ended while they were pending and for
// which that is not on record yet.
func (s *Session) Expired(ctx context.Context) ([]cases.ID, error) {
	stuck, err := s.Integrity(ctx)
	if err != nil {
		return nil, err
	}
	var ids []cases.ID
	for _, x := range stuck {
		if x.What == "expired" {
			ids = append(ids, x.Case)
		}
	}
	return ids, nil
}

// Twin is a pair of open cases that may be one matter appealed twice: the same
// person, the same assignment, a ground in common. A person merges them, or not.
type Twin struct {
	Into  cases.ID // filed first
	Other cases.ID
	Nos   [2]string // their appeal numbers, in that order
	Filed [2]time.Time
}

// Twins lists what may be merged.
func (s *Session) Twins(ctx context.Context) ([]Twin, error) { return s.twinsOf(ctx, 0) }

func (s *Session) twinsOf(ctx context.Context, delivery int64) ([]Twin, error) {
	pairs, err := s.store.Twins(ctx, delivery)
	if err != nil {
		return nil, err
	}
	var out []Twin
	for _, p := range pairs {
		a, err := s.store.Case(ctx, p[0])
		if err != nil {
			return nil, err
		}
		b, err := s.store.Case(ctx, p[1])
		if err != nil {
			return nil, err
		}
		if review.SameMatter(a, b) != nil {
			continue
		}
		if b.FiledAt.Before(a.FiledAt) {
			a, b = b, a
		}
		out = append(out, Twin{a.ID, b.ID, [2]string{a.AppealNo, b.AppealNo}, [2]time.Time{a.FiledAt, b.FiledAt}})
	}
	return out, nil
}

// holdAgainst looks whether a delivery flips codes that decisions of this
// office bind. Where nothing newer stands behind the new colour, the case is
// marked and its instruction is due again. It returns their appeal numbers.
func (s *Session) holdAgainst(ctx context.Context, delivery int64) ([]string, error) {
	list, err := s.store.Contradictions(ctx, delivery, s.Now())
	if err != nil {
		return nil, err
	}
	var held []string
	for _, c := range list {
		newer, err := s.newerEvidence(ctx, c.Case, c.By)
		if err != nil {
			return held, err
		}
		if newer {
			continue
		}
		f, err := s.desk.Hold(ctx, c.Case, cases.Relapse{Colour: c.Colour, IssuedAt: c.IssuedAt, System: c.System, Delivery: delivery})
		if errors.Is(err, cases.Refuse("no_relapse")) {
			continue
		}
		if err != nil {
			return held, err
		}
		if !slices.Contains(held, f.AppealNo) {
			held = append(held, f.AppealNo)
		}
	}
	return held, nil
}

// newerEvidence reports whether the case that brought the new colour rests on
// something observed after the decision. A register entry shows no evidence.
func (s *Session) newerEvidence(ctx context.Context, decided, by cases.ID) (bool, error) {
	if by == 0 {
		return false, nil
	}
	f, err := s.store.Case(ctx, decided)
	if err != nil {
		return false, err
	}
	n, err := s.store.Case(ctx, by)
	if err != nil {
		return false, err
	}
	since := f.Decision().DraftedAt
	return slices.ContainsFunc(n.Snapshot.Flags, func(g cases.Flag) bool {
		return g.ObservedFrom.Latest().After(since) || g.ObservedTo.Latest().After(since)
	}), nil
}

// settingWindow is the office's setting of how many days after the measure an
// appeal is still in time.
const settingWindow = "late_window_days"

// maxWindow is the longest window an office may set, in days.
const maxWindow = 3650

// LateWindow is how many days after the measure ended an appeal is in time.
func (s *Session) LateWindow(ctx context.Context) (int, error) {
	text, err := s.store.Setting(ctx, settingWindow)
	if err != nil || text == "" {
		return int(cases.LateWindow.Hours() / 24), err
	}
	return strconv.Atoi(text)
}

// SetLateWindow changes it for what is imported from now on. Administrators
// only.
func (s *Session) SetLateWindow(ctx context.Context, days int) error {
	if days < 0 || days > maxWindow {
		return cases.Refuse("late_window", "value", strconv.Itoa(days), "max", strconv.Itoa(maxWindow))
	}
	if err := s.keys.SetSetting(ctx, settingWindow, strconv.Itoa(days)); err != nil {
		return err
	}
	return s.heedWindow(ctx)
}

// heedWindow brings the office's window into its calendar.
func (s *Session) heedWindow(ctx context.Context) error {
	days, err := s.LateWindow(ctx)
	if err == nil {
		s.calendar = s.calendar.WithWindow(time.Duration(days) * 24 * time.Hour)
	}
	return err
}
