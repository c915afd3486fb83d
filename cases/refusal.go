package cases

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Refusal is a "no" that a person can act on. Code is the key of the sentence
// in the language files (refusal.<code>), Args fill its placeholders. The same
// refusal is shown by a greyed button, printed by a command and returned by
// the store.
type Refusal struct {
	Code string
	Args map[string]string
}

// Refuse builds a refusal from a code and pairs of argument name and value.
func Refuse(code string, pairs ...string) *Refusal {
	args := make(map[string]string, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i]] = pairs[i+1]
	}
	return &Refusal{Code: code, Args: args}
}

// Error gives the code and arguments for the log; people read the sentence
// of the language files instead.
func (r *Refusal) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "refused: %s", r.Code)
	for _, k := range slices.Sorted(maps.Keys(r.Args)) {
		fmt.Fprintf(&b, " %s=%q", k, r.Args[k])
	}
	return b.String()
}

// Is makes errors.Is(err, Refuse(code)) compare codes only.
func (r *Refusal) Is(target error) bool {
	t, ok := target.(*Refusal)
	return ok && t.Code == r.Code
}

// AsRefusal returns the refusal inside err, if there is one.
func AsRefusal(err error) (*Refusal, bool) {
	return errors.AsType[*Refusal](err)
}
