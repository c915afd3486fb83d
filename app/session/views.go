package session

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"recourse/cases"
	"recourse/cases/roster"
)

// Where saved views are kept: a person's own sealed among their preferences,
// the office's among its rules of work.
const (
	preferenceViews = "views"
	steerViews      = "views"
)

// Limits of saved views.
const (
	maxViews    = 30
	maxViewName = 40
)

// Views lists the views that the person saved, in their order, and then those
// that supervisors share with the office.
func (s *Session) Views(ctx context.Context) ([]roster.Kept, error) {
	own, err := s.ownViews(ctx)
	if err != nil {
		return nil, err
	}
	shared, err := s.sharedViews(ctx)
	return append(own, shared...), err
}

func (s *Session) ownViews(ctx context.Context) ([]roster.Kept, error) {
	raw, err := s.keys.Preference(ctx, preferenceViews)
	if err != nil || len(raw) == 0 {
		return nil, err
	}
	var list []roster.Kept
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, fmt.Errorf("saved views of %s: %w", s.User().ID, err)
	}
	return list, nil
}

func (s *Session) sharedViews(ctx context.Context) ([]roster.Kept, error) {
	text, err := s.store.Steered(ctx, steerViews)
	if err != nil || text == "" {
		return nil, err
	}
	var list []roster.Kept
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		return nil, fmt.Errorf("the office's views: %w", err)
	}
	for i := range list {
		list[i].Shared = true
	}
	return list, nil
}

// FindView is the view of a name: one of the program's, the person's own, or
// the office's, looked for in this order.
func (s *Session) FindView(ctx context.Context, name string) (roster.Saved, error) {
	found, err := roster.FindSaved(name, s.User().ID, s.Now())
	if err == nil {
		return found, nil
	}
	kept, failed := s.Views(ctx)
	if failed != nil {
		return roster.Saved{}, failed
	}
	for _, k := range kept {
		if strings.EqualFold(k.Name, name) {
			return k.Saved(s.User().ID, s.Now()), nil
		}
	}
	return roster.Saved{}, err
}

// KeepView saves a view under a name that none of the person's own has yet;
// with again it replaces that one.
func (s *Session) KeepView(ctx context.Context, k roster.Kept, again bool) error {
	k.Name, k.Shared, k.By = strings.TrimSpace(k.Name), false, s.User().ID
	if err := checkViewName(k.Name); err != nil {
		return err
	}
	return s.changeOwn(ctx, func(list []roster.Kept) ([]roster.Kept, error) {
		at := viewAt(list, k.Name)
		switch {
		case at >= 0 && !again:
			return nil, cases.Refuse("view_taken", "name", k.Name)
		case at >= 0:
			list[at] = k
			return list, nil
		case len(list) >= maxViews:
			return nil, cases.Refuse("views_full", "most", strconv.Itoa(maxViews))
		}
		return append(list, k), nil
	})
}

// RenameView gives one of the person's own views another name.
func (s *Session) RenameView(ctx context.Context, name, to string) error {
	to = strings.TrimSpace(to)
	if err := checkViewName(to); err != nil {
		return err
	}
	return s.changeView(ctx, name, func(list []roster.Kept, at int) ([]roster.Kept, error) {
		if other := viewAt(list, to); other >= 0 && other != at {
			return nil, cases.Refuse("view_taken", "name", to)
		}
		list[at].Name = to
		return list, nil
	})
}

// DropView removes one of the person's own views.
func (s *Session) DropView(ctx context.Context, name string) error {
	return s.changeView(ctx, name, func(list []roster.Kept, at int) ([]roster.Kept, error) {
		return slices.Delete(list, at, at+1), nil
	})
}

// PlaceView moves one of the person's own views to a place in their order,
// counted from 0; beyond the end is the end.
func (s *Session) PlaceView(ctx context.Context, name string, place int) error {
	return s.changeView(ctx, name, func(list []roster.Kept, at int) ([]roster.Kept, error) {
		k := list[at]
		list = slices.Delete(list, at, at+1)
		return slices.Insert(list, min(max(0, place), len(list)), k), nil
	})
}

// ShareView gives a copy of one of the person's own views to the office, in
// place of a shared one of the same name. The office's views are not sealed,
// so one that looks for words is refused.
func (s *Session) ShareView(ctx context.Context, name string) error {
	own, err := s.ownViews(ctx)
	if err != nil {
		return err
	}
	at := viewAt(own, name)
	switch {
	case at < 0:
		return cases.Refuse("no_view", "name", name)
	case own[at].Text != "":
		return cases.Refuse("view_private", "name", name)
	}
	return s.steerView(ctx, "shared", name, func(list []roster.Kept) []roster.Kept {
		if i := viewAt(list, name); i >= 0 {
			list[i] = own[at]
			return list
		}
		return append(list, own[at])
	})
}

// UnshareView takes a view away from the office.
func (s *Session) UnshareView(ctx context.Context, name string) error {
	shared, err := s.sharedViews(ctx)
	if err != nil {
		return err
	}
	if viewAt(shared, name) < 0 {
		return cases.Refuse("no_view", "name", name)
	}
	return s.steerView(ctx, "unshared", name, func(list []roster.Kept) []roster.Kept {
		at := viewAt(list, name)
		return slices.Delete(list, at, at+1)
	})
}

func (s *Session) steerView(ctx context.Context, how, name string, change func([]roster.Kept) []roster.Kept) error {
	list, err := s.sharedViews(ctx)
	if err != nil {
		return err
	}
	text, err := json.Marshal(change(list))
	if err != nil {
		return fmt.Errorf("the office's views: %w", err)
	}
	return s.keys.Steer(ctx, steerViews, string(text), map[string]string{"view": name, "change": how})
}

func (s *Session) changeView(ctx context.Context, name string, change func(list []roster.Kept, at int) ([]roster.Kept, error)) error {
	return s.changeOwn(ctx, func(list []roster.Kept) ([]roster.Kept, error) {
		at := viewAt(list, name)
		if at < 0 {
			return nil, cases.Refuse("no_view", "name", name)
		}
		return change(list, at)
	})
}

func (s *Session) changeOwn(ctx context.Context, change func([]roster.Kept) ([]roster.Kept, error)) error {
	list, err := s.ownViews(ctx)
	if err != nil {
		return err
	}
	if list, err = change(list); err != nil {
		return err
	}
	raw, err := json.Marshal(list)
	if err != nil {
		return fmt.Errorf("saved views of %s: %w", s.User().ID, err)
	}
	return s.keys.SetPreference(ctx, preferenceViews, raw)
}

func viewAt(list []roster.Kept, name string) int {
	return slices.IndexFunc(list, func(k roster.Kept) bool { return strings.EqualFold(k.Name, name) })
}

func checkViewName(name string) error {
	if n := utf8.RuneCountInString(name); n == 0 || n > maxViewName || strings.ContainsAny(name, "\n\t") {
		return cases.Refuse("view_name", "most", strconv.Itoa(maxViewName))
	}
	return nil
}
