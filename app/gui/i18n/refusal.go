package i18n

import (
	"context"
	"errors"
	"strings"
	"time"

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

// vocabularies are where an argument's code may have a name, by the name of
// the argument.
var vocabularies = map[string][]string{
	"state": {"state"}, "from": {"state", "colour"}, "to": {"state", "colour"}, "roles": {"role"}, "role": {"role"},
	"colour": {"colour"}, "ground": {"ground"}, "disposition": {"disposition"}, "finding": {"finding"},
	"instruction": {"instruction"}, "notice": {"notice"}, "reason": {"conflict", "reason"}, "act": {"move"},
	"piece": {"source", "letter.evidence"}, "kind": {"letter.kind"}, "progress": {"purge.state"},
}

// term words an argument: a list of codes by their names, an instant as a day
// and minute, a day with its year. What is no code stays as it is.
func (w *Words) term(name, v string) string {
	if t, err := time.Parse(time.RFC3339, v); err == nil {
		return w.DateTime(t)
	}
	if t, err := time.ParseInLocation(time.DateOnly, v, cases.Shanghai()); err == nil {
		return w.FullDate(t)
	}
	parts := strings.Split(v, ",")
	for i, p := range parts {
		parts[i] = w.code(name, strings.TrimSpace(p))
	}
	return strings.Join(parts, w.T("list.comma"))
}

func (w *Words) code(name, v string) string {
	for _, vocabulary := range vocabularies[name] {
		key := vocabulary + "." + v
		if !w.Has(key) {
			continue
		}
		if vocabulary == "ground" {
			return v + " " + w.T(key)
		}
		return w.T(key)
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
