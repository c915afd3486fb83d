package i18n

import (
	"context"
	"errors"

	"recourse/cases"
)

// Refusal words a refusal: the sentence of refusal.<code> with its arguments.
// An argument may itself be a code; "state=in_review" shows the state's name.
func (w *Words) Refusal(r *cases.Refusal) string {
	key := "refusal." + r.Code
	s, ok := w.sentence(key)
	if !ok {
		return key
	}
	return fill(s, func(name string) (value, bool) {
		v, ok := r.Args[name]
		return value{text: w.term(name, v)}, ok
	})
}

// term words an argument whose name says which vocabulary it belongs to.
func (w *Words) term(name, v string) string {
	switch name {
	case "state", "role", "colour", "ground", "disposition", "finding", "instruction", "notice":
		return w.Or(name+"."+v, v)
	case "from", "to":
		return w.Or("state."+v, v)
	}
	return v
}

// Problem words any error for a person: a refusal's own sentence, "cancelled",
// or the general sentence for what went wrong inside. The cause of the last
// kind belongs into the log, not on the screen.
func (w *Words) Problem(err error) string {
	if err == nil {
		return ""
	}
	if r, ok := cases.AsRefusal(err); ok {
		return w.Refusal(r)
	}
	if errors.Is(err, context.Canceled) {
		return w.T("problem.cancelled")
	}
	return w.T("problem.internal")
}
