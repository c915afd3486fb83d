package session

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"recourse/cases"
	"recourse/cases/roster"
)

// The names under which supervisors' rules of work are kept.
const (
	steerQueue = "queue"
	steerAlert = "alert"
)

// QueueWeights are the weights of the order by harm as this office has set
// them, or the published ones.
func (s *Session) QueueWeights(ctx context.Context) (roster.HarmWeights, error) {
	w := roster.DefaultHarmWeights()
	text, err := s.store.Steered(ctx, steerQueue)
	if err != nil || text == "" {
		return w, err
	}
	if err := json.Unmarshal([]byte(text), &w); err != nil {
		return w, fmt.Errorf("weights of the queue: %w", err)
	}
	return w, nil
}

// SetQueueWeights changes weights by name, within their bounds; nil goes back
// to the published ones. The record says what changed and why.
func (s *Session) SetQueueWeights(ctx context.Context, to map[string]int, why string) error {
	old, err := s.QueueWeights(ctx)
	if err != nil {
		return err
	}
	w := old
	if to == nil {
		w = roster.DefaultHarmWeights()
	}
	for name, n := range to {
		if err := w.Set(name, n); err != nil {
			return err
		}
	}
	if strings.TrimSpace(why) == "" {
		return cases.Refuse("reason_needed", "act", "steer_queue")
	}
	detail := weightChanges(&old, &w)
	if len(detail) == 0 {
		return cases.Refuse("nothing_changed")
	}
	detail["reason"] = why
	text, err := json.Marshal(w)
	if err != nil {
		return fmt.Errorf("weights of the queue: %w", err)
	}
	if err := s.keys.Steer(ctx, steerQueue, string(text), detail); err != nil {
		return err
	}
	s.roster.Weigh(w)
	return nil
}

// weightChanges says of each weight that moves from what to what.
func weightChanges(old, now *roster.HarmWeights) map[string]string {
	detail := map[string]string{}
	for _, b := range roster.HarmBounds() {
		if from, to := old.Get(b.Name), now.Get(b.Name); from != to {
			detail["w_"+b.Name] = strconv.Itoa(from) + " → " + strconv.Itoa(to)
		}
	}
	return detail
}

// heedWeights lets the order by harm follow the office's setting, whoever
// changed it, and reports whether it moved.
func (s *Session) heedWeights(ctx context.Context) (bool, error) {
	w, err := s.QueueWeights(ctx)
	if err != nil {
		return false, err
	}
	if err := w.Check(); err != nil {
		return false, fmt.Errorf("weights of the queue: %w", err)
	}
	return s.roster.Weigh(w), nil
}
