package session

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"recourse/cases"
	"recourse/review/handset"
)

// The bounds of how many people make a batch worth an alert.
const (
	minAlertSize = 2
	maxAlertSize = 100
)

// AlertSize is from how many people on a batch of colours set by hand raises
// an alert.
func (s *Session) AlertSize(ctx context.Context) (int, error) {
	text, err := s.store.Steered(ctx, steerAlert)
	if err != nil || text == "" {
		return handset.DefaultSize, err
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, fmt.Errorf("size of an alert: %w", err)
	}
	return n, nil
}

// SetAlertSize changes it and looks through the office again. Supervisors only;
// the record says why.
func (s *Session) SetAlertSize(ctx context.Context, n int, why string) (raised int, err error) {
	if n < minAlertSize || n > maxAlertSize {
		return 0, cases.Refuse("alert_size", "min", strconv.Itoa(minAlertSize), "max", strconv.Itoa(maxAlertSize))
	}
	if strings.TrimSpace(why) == "" {
		return 0, cases.Refuse("reason_needed", "act", "steer_alert")
	}
	if err := s.keys.Steer(ctx, steerAlert, strconv.Itoa(n), map[string]string{"size": strconv.Itoa(n), "reason": why}); err != nil {
		return 0, err
	}
	return s.LookForBatches(ctx)
}

// LookForBatches looks through all colours set by hand, of appeals and of
// people who have not appealed, and raises an alert for every batch that
// nothing on file explains. It returns how many alerts are new or have grown.
func (s *Session) LookForBatches(ctx context.Context) (raised int, err error) {
	return s.lookForBatches(ctx, s.User().ID)
}

func (s *Session) lookForBatches(ctx context.Context, by cases.UserID) (raised int, err error) {
	size, err := s.AlertSize(ctx)
	if err != nil {
		return 0, err
	}
	var marks []handset.Mark
	err = s.store.HandSet(ctx, func(row cases.Row, snap *cases.Snapshot) error {
		if m, ok := handset.MarkOf(&row, snap); ok {
			marks = append(marks, m)
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	counts, err := s.store.RegisterCounts(ctx)
	if err != nil {
		return 0, err
	}
	register := map[string]int{}
	for _, c := range counts {
		if c.Source == cases.ByHand && c.Batch != "" {
			register[c.Batch] += c.N
		}
	}
	return s.store.RaiseAlerts(ctx, by, s.Now(), handset.Find(marks, register, size))
}

// Alerts lists the alerts, the open ones first and of each kind the latest. It
// is for supervisors and auditors.
func (s *Session) Alerts(ctx context.Context) ([]cases.Alert, error) {
	if err := s.User().Permit(cases.MayInsight); err != nil {
		return nil, err
	}
	list, err := s.store.Alerts(ctx)
	slices.SortStableFunc(list, func(a, b cases.Alert) int {
		return boolOrder(a.State != cases.AlertOpen) - boolOrder(b.State != cases.AlertOpen)
	})
	return list, err
}

// Alert is one alert by its number.
func (s *Session) Alert(ctx context.Context, no int) (cases.Alert, error) {
	list, err := s.Alerts(ctx)
	if err != nil {
		return cases.Alert{}, err
	}
	for _, a := range list {
		if a.No == no {
			return a, nil
		}
	}
	return cases.Alert{}, cases.Refuse("no_alert", "no", strconv.Itoa(no))
}

// AcknowledgeAlert closes an alert with a reason. Supervisors only, and never
// who set the colours or works in the unit that did.
func (s *Session) AcknowledgeAlert(ctx context.Context, no int, why string) error {
	if strings.TrimSpace(why) == "" {
		return cases.Refuse("reason_needed", "act", "acknowledge_alert")
	}
	if err := s.User().Permit(cases.MaySteer); err != nil {
		return err
	}
	a, err := s.Alert(ctx, no)
	if err != nil {
		return err
	}
	return s.keys.AcknowledgeAlert(ctx, no, a.Version, why, s.Now())
}
