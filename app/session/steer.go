package session

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"recourse/assets"
	"recourse/cases"
	"recourse/cases/roster"
	"recourse/review/passage"
)

// The names under which supervisors' rules of work are kept.
const (
	steerQueue = "queue"
	steerAlert = "alert"
)

// QueueWeights are the weights of the order by harm as this office has set
// them, or the published ones.
func (s *Session) QueueWeights(ctx context.Context) (roster.HarmWeights, error) {
	text, err := s.store.Steered(ctx, steerQueue)
	if err != nil {
		return roster.DefaultHarmWeights(), err
	}
	return weightsOf(text)
}

// weightsOf reads the setting of the weights; "" means the published ones.
func weightsOf(text string) (roster.HarmWeights, error) {
	w := roster.DefaultHarmWeights()
	if text == "" {
		return w, nil
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
	text, err := s.store.Steered(ctx, steerQueue)
	if err != nil {
		return false, err
	}
	return s.weigh(text)
}

// weigh puts the queue in order by the setting of the weights.
func (s *Session) weigh(text string) (bool, error) {
	w, err := weightsOf(text)
	if err != nil {
		return false, err
	}
	if err := w.Check(); err != nil {
		return false, fmt.Errorf("weights of the queue: %w", err)
	}
	return s.roster.Weigh(w), nil
}

// steerPassages is where the office's own passages are kept, every version.
const steerPassages = "passages"

// Passages lists the prepared texts that reasons may begin with, as they are
// now.
func (s *Session) Passages(ctx context.Context) ([]passage.Passage, error) {
	stock, office, err := s.passages(ctx)
	return passage.Current(stock, office), err
}

func (s *Session) passages(ctx context.Context) (stock, office []passage.Passage, err error) {
	if stock, err = s.stock(); err != nil {
		return nil, nil, err
	}
	text, err := s.store.Steered(ctx, steerPassages)
	if err != nil || text == "" {
		return stock, nil, err
	}
	if err := json.Unmarshal([]byte(text), &office); err != nil {
		return nil, nil, fmt.Errorf("the office's passages: %w", err)
	}
	return stock, office, nil
}

// SetPassage adds a passage for the office, or a new version of one, and
// returns it as it is kept. Supervisors only; the record says which.
func (s *Session) SetPassage(ctx context.Context, p passage.Passage) (passage.Passage, error) {
	if err := p.Check(); err != nil {
		return p, err
	}
	stock, office, err := s.passages(ctx)
	if err != nil {
		return p, err
	}
	p = passage.Next(stock, office, p)
	how := "changed"
	if p.Version == 1 {
		how = "added"
	}
	return p, s.keepPassage(ctx, office, p, how)
}

// RemovePassage takes a passage out of the list; drafts that hold it keep it.
func (s *Session) RemovePassage(ctx context.Context, id string) error {
	stock, office, err := s.passages(ctx)
	if err != nil {
		return err
	}
	for _, p := range passage.Current(stock, office) {
		if p.ID == id {
			p.Removed = true
			return s.keepPassage(ctx, office, passage.Next(stock, office, p), "removed")
		}
	}
	return cases.Refuse("no_passage", "value", id)
}

func (s *Session) keepPassage(ctx context.Context, office []passage.Passage, p passage.Passage, how string) error {
	p.By, p.At = s.User().ID, s.Now()
	text, err := json.Marshal(append(office, p))
	if err != nil {
		return fmt.Errorf("the office's passages: %w", err)
	}
	return s.keys.Steer(ctx, steerPassages, string(text), map[string]string{"passage": p.ID + "@" + strconv.Itoa(p.Version), "change": how})
}

// stockPassages are those that the program brings.
func stockPassages() ([]passage.Passage, error) {
	raw, err := assets.Passages()
	if err != nil {
		return nil, err
	}
	return passage.Parse(raw)
}
