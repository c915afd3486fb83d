package review

import (
	"fmt"

	"github.com/goccy/go-yaml"

	"recourse/cases"
)

// ParseDecision reads a decision.yaml (contract): disposition, findings,
// new_colour, effective_at, isolation_end, hold_until, legal_basis, reasons,
// letter_language, contradictions, dishonesty_finding, dishonesty. An unknown field is an error that names
// it and its line, so that a misspelt field is never silently left out.
func ParseDecision(data []byte) (cases.Draft, error) {
	var d cases.Draft
	if err := yaml.UnmarshalWithOptions(data, &d, yaml.Strict()); err != nil {
		return cases.Draft{}, fmt.Errorf("decision file: %w", err)
	}
	return d, nil
}
