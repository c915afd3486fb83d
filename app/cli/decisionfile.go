package cli

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/token"

	"recourse/cases"
	"recourse/review"
)

// decisionFields are the fields of a decision file, in the order of the
// contract.
func decisionFields() []string {
	return []string{
		"disposition", "findings", "new_colour", "effective_at", "isolation_end", "hold_until", "legal_basis", "reasons",
		"letter_language", "dishonesty_finding", "correction_instruction", "transfer_to", "return_by",
	}
}

func findingFields() []string { return []string{"ground", "finding", "evidence", "text"} }

// readDecision reads a draft from a file; what is wrong with it is said with
// its line and what would be accepted.
func readDecision(file string) (cases.Draft, error) {
	if file == "" {
		return cases.Draft{}, usage("usage.file")
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return cases.Draft{}, err
	}
	if len(bytes.TrimSpace(raw)) == 0 {
		return cases.Draft{}, usage("usage.decision_empty", "file", filepath.Base(file))
	}
	d, err := review.ParseDecision(raw)
	if err != nil {
		return cases.Draft{}, decisionProblem(filepath.Base(file), raw, err)
	}
	return d, nil
}

// decisionProblem words what the parser refuses.
func decisionProblem(file string, raw []byte, err error) error {
	if e, ok := errors.AsType[*yaml.UnknownFieldError](err); ok {
		known := decisionFields()
		if e.GetToken().Position.Column > 1 {
			known = findingFields()
		}
		return usage("usage.decision_field", "file", file, "line", line1(e.GetToken()), "value", e.GetToken().Value, "known", strings.Join(known, ", "))
	}
	if e, ok := errors.AsType[*yaml.SyntaxError](err); ok && strings.HasPrefix(e.GetMessage(), "mapping key") {
		return usage("usage.decision_twice", "file", file, "line", line1(e.GetToken()), "value", e.GetToken().Value)
	}
	if e, ok := errors.AsType[*yaml.SyntaxError](err); ok {
		return usage("usage.decision_yaml", "file", file, "line", line1(e.GetToken()), "why", e.GetMessage())
	}
	if e, ok := errors.AsType[*yaml.TypeError](err); ok {
		return usage("usage.decision_type", "file", file, "line", line1(e.GetToken()), "value", e.GetToken().Value)
	}
	if e, ok := errors.AsType[*yaml.UnexpectedNodeTypeError](err); ok {
		return usage("usage.decision_type", "file", file, "line", line1(e.GetToken()), "value", e.GetToken().Value)
	}
	if value, ok := badStamp(raw); ok {
		return usage("usage.decision_value", "file", file, "value", value)
	}
	return usage("usage.decision_yaml", "file", file, "line", "1", "why", err.Error())
}

// badStamp finds the time that cannot be read.
func badStamp(raw []byte) (string, bool) {
	var times struct {
		EffectiveAt  string `yaml:"effective_at"`
		IsolationEnd string `yaml:"isolation_end"`
		HoldUntil    string `yaml:"hold_until"`
		ReturnBy     string `yaml:"return_by"`
	}
	if yaml.Unmarshal(raw, &times) != nil {
		return "", false
	}
	for _, s := range []string{times.EffectiveAt, times.IsolationEnd, times.HoldUntil, times.ReturnBy} {
		if _, err := cases.ParseStamp(s); s != "" && err != nil {
			return s, true
		}
	}
	return "", false
}

func line1(t *token.Token) string {
	if t == nil || t.Position == nil {
		return "1"
	}
	return strconv.Itoa(t.Position.Line)
}
