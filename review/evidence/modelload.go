package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"recourse/cases"
)

// modelsFile holds the models, publishedModels the digests of the versions
// that were published, one "version digest" a line.
const (
	modelsFile      = "models.yaml"
	publishedModels = "published.txt"
)

// LoadModels reads and checks the error models. A version that is listed as
// published must have that very content.
func LoadModels(fsys fs.FS) (*Models, error) {
	text, err := fs.ReadFile(fsys, modelsFile)
	if err != nil {
		return nil, fmt.Errorf("read the error models: %w", err)
	}
	m := &Models{}
	if err := yaml.UnmarshalWithOptions(text, m, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("read the error models: %w", err)
	}
	sum := sha256.Sum256(text)
	m.Digest = hex.EncodeToString(sum[:])
	if err := m.check(); err != nil {
		return nil, fmt.Errorf("error models %s: %w", m.Version, err)
	}
	return m, m.checkPublished(fsys)
}

func (m *Models) checkPublished(fsys fs.FS) error {
	text, err := fs.ReadFile(fsys, publishedModels)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the published error models: %w", err)
	}
	for line := range strings.Lines(string(text)) {
		version, digest, _ := strings.Cut(strings.TrimSpace(line), " ")
		if version == m.Version && digest != m.Digest {
			return fmt.Errorf("error models %s have changed after they were published: publish a new version instead", m.Version)
		}
	}
	return nil
}

func (m *Models) check() error {
	if _, err := time.Parse(time.DateOnly, m.From); err != nil || m.Version == "" {
		return errors.New("a version and the day it holds from are needed")
	}
	if !m.Owner.full() || !m.Note.full() {
		return errors.New("owner and note are needed in both languages")
	}
	for i, s := range cases.Sources() {
		if i >= len(m.List) || m.List[i].Source != s {
			return fmt.Errorf("model %d is not that of %s: each kind stands once, in the order of the source table", i+1, s)
		}
		if err := m.List[i].check(m.Sources); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	if len(m.List) != len(cases.Sources()) {
		return fmt.Errorf("%d models for %d kinds", len(m.List), len(cases.Sources()))
	}
	return nil
}

// check holds a model to what the rest of the program relies on. A name or a
// plate never settles who somebody is, and no model may be more exact than the
// radius that an import assumes.
func (m *Model) check(sources map[string]string) error {
	floor, positions := m.Source.DefaultRadius()
	switch {
	case !slices.Contains([]Proof{ProvesRow, ProvesPhone, ProvesPerson}, m.Proof):
		return fmt.Errorf("proves %q is not row, phone or person", m.Proof)
	case m.Positions != positions || m.RadiusM < floor:
		return fmt.Errorf("a radius of %d m is more exact than the %d m an import assumes", m.RadiusM, floor)
	case m.Weak != m.Source.Weak():
		return errors.New("weak differs from the second look that the table of moves asks for")
	case !slices.Equal(m.Fields, m.Source.FlagDetails()):
		return fmt.Errorf("fields %v are not those records of this kind carry, %v", m.Fields, m.Source.FlagDetails())
	case m.DwellMin < 0 || m.ClockMin < 0 || m.LagHours < 0:
		return errors.New("a time is negative")
	case m.Links.Name != LinkOpen || m.Links.Plate != LinkOpen:
		return errors.New("a name or a plate never settles who somebody is")
	case !slices.Contains([]Link{LinkSettles, LinkOpen}, m.Links.ID) || !slices.Contains([]Link{LinkIfOwn, LinkOpen}, m.Links.Phone):
		return errors.New("a document number settles or leaves open, a phone counts while it is the person's own or not at all")
	}
	if err := m.Status.check(); err != nil {
		return err
	}
	return m.checkWords(sources)
}

func (m *Model) checkWords(sources map[string]string) error {
	words := append([]Words{m.Owner, m.Shows, m.ShowsNot, m.Coverage}, m.Asks...)
	if len(m.Asks) == 0 || slices.ContainsFunc(words, func(w Words) bool { return !w.full() }) {
		return errors.New("owner, what it shows, what not, coverage and first questions are needed in both languages")
	}
	if len(m.Citation) == 0 {
		return errors.New("no citation")
	}
	for _, c := range m.Citation {
		if sources[c] == "" {
			return fmt.Errorf("citation %s is not in the list of sources", c)
		}
	}
	for _, r := range m.OtherRadii {
		if !slices.Contains([]string{"city", "rural", "indoor", "outdoor"}, r.Where) || r.Metres <= 0 || !r.Status.valid() {
			return fmt.Errorf("radius %+v is not one of city, rural, indoor or outdoor", r)
		}
	}
	return nil
}

func (f Figures) check() error {
	if !f.Radius.valid() || !f.Dwell.valid() || !f.Clock.valid() {
		return errors.New("status of radius, dwell and clock is documented, reconstruction or not_applicable")
	}
	return nil
}

func (k Known) valid() bool {
	return k == Documented || k == Reconstruction || k == NotApplicable
}

func (w Words) full() bool { return w.ZH != "" && w.EN != "" }

// In is the text in a language ("zh" or "en").
func (w Words) In(lang string) string {
	if lang == "en" {
		return w.EN
	}
	return w.ZH
}
