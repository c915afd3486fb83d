package letter

import (
	"fmt"

	"github.com/goccy/go-yaml"

	"recourse/assets"
)

// Office is what the letters of an office say about it. It comes from the
// office's settings; every field is needed.
type Office struct {
	Authority Text   `json:"authority"` // name of the deciding authority
	Unit      Text   `json:"unit"`      // which handles the case
	Address   Text   `json:"address"`
	Hours     Text   `json:"hours"`
	Phone     string `json:"phone"`
	Hotline   string `json:"hotline"`
	// Reconsider and Court are where a decision is challenged.
	Reconsider Body `json:"reconsider"`
	Court      Body `json:"court"`
	// Privacy is where to complain about the use of personal data.
	Privacy Body `json:"privacy"`
	// Retention says, in a sentence, when the data of a case are deleted.
	Retention Text `json:"retention"`
	// Systems names the issuing systems by their code.
	Systems map[string]Text `json:"systems"`
	Demo    bool            `json:"-"`
}

// system names an issuing system, by its code when the office has no name.
func (o Office) system(code string) Text {
	if t, ok := o.Systems[code]; ok {
		return t
	}
	return Same(code)
}

// ParseOffice reads an office's words from YAML (or JSON). Unknown fields are
// refused.
func ParseOffice(raw []byte) (Office, error) {
	var o Office
	if err := yaml.UnmarshalWithOptions(raw, &o, yaml.Strict()); err != nil {
		return Office{}, fmt.Errorf("words of the office: %w", err)
	}
	return o, nil
}

// SampleOffice is the fictional district of the sample office.
func SampleOffice() (Office, error) {
	raw, err := assets.LetterOffice()
	if err != nil {
		return Office{}, err
	}
	o, err := ParseOffice(raw)
	o.Demo = true
	return o, err
}
