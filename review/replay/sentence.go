package replay

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"recourse/review/policy"
)

// unknownArg stands in a sentence for a value nobody knows.
const unknownArg = "?"

// sentence says a step in words: the family of the rule, its outcome, and as
// arguments the values it turned on. A list rule with nothing on its list says
// so ("none").
func sentence(r *policy.Result, f *policy.Facts) policy.Statement {
	ending := strings.ToLower(string(r.Outcome))
	args := map[string]string{"asof": when(f.AsOf), "rule": r.Rule.ID}
	for _, path := range r.Rule.Reads {
		if name := path[strings.LastIndexByte(path, '.')+1:]; args[name] == "" {
			args[name] = unknownArg // declared, but not reached by the condition
		}
	}
	for _, in := range r.Inputs {
		if name := in.Name[strings.LastIndexByte(in.Name, '.')+1:]; !strings.Contains(in.Name, "[") {
			args[name] = argument(in.Value)
		}
	}
	basis := r.Rule.Effect.Basis
	switch {
	case r.Focus != nil:
		focusArgs(args, r, f)
	case basis != nil && basis.Of != "" && r.Outcome == policy.False:
		ending = "none"
	}
	args["evidence"] = evidence(r)
	return policy.Statement{Key: "step." + r.Rule.Sentence + "." + ending, Args: args}
}

func focusArgs(args map[string]string, r *policy.Result, f *policy.Facts) {
	for _, fd := range r.Focus.Fields() {
		args[fd.Name] = argument(r.Focus.Get(fd.Name).String())
		if m, ok := r.Focus.Get(fd.Name).Moment(); ok {
			args[fd.Name] = when(m)
		}
	}
	args["ref"], args["days"] = r.Focus.Ref, unknownArg
	if m, ok := r.Focus.Get(r.Rule.Effect.Basis.Latest).Moment(); ok {
		args["days"] = strconv.Itoa(policy.DaysBetween(m, f.AsOf, f.Zone))
	}
}

func argument(v string) string {
	if v == "" || v == string(policy.Unknown) {
		return unknownArg
	}
	if t, err := time.Parse(time.RFC3339, v); err == nil {
		return t.Format("2006-01-02 15:04")
	}
	return v
}

// when writes a moment for reading: a day, or a day with hour and minute in
// the zone it was given in.
func when(m policy.Moment) string {
	if m.IsZero() || m.Day() {
		return argument(m.Text())
	}
	return m.Earliest().Format("2006-01-02 15:04")
}

// evidence lists the references behind the inputs of a step, each once.
func evidence(r *policy.Result) string {
	var refs []string
	for _, in := range r.Inputs {
		for _, e := range in.Evidence {
			if !slices.Contains(refs, e) {
				refs = append(refs, e)
			}
		}
	}
	if len(refs) == 0 {
		return unknownArg
	}
	return strings.Join(refs, ", ")
}
