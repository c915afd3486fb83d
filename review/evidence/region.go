package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
)

// Division is an entry of GB/T 2260 with the dates of its validity.
type Division struct {
	Code      string `yaml:"code"`
	Name      Words  `yaml:"name"`
	ValidFrom string `yaml:"valid_from"`
	ValidTo   string `yaml:"valid_to"`
}

// Words is a text in both languages.
type Words struct {
	ZH string `yaml:"zh" json:"zh"`
	EN string `yaml:"en" json:"en"`
}

// Regions are the divisions, their outlines and the dated risk tables. They
// are read once and never changed.
type Regions struct {
	divisions map[string]Division
	outlines  map[string]*outline
	codes     []string // with an outline, in order
	tables    map[string]*RiskTable
	systems   map[string]System
	days      *dayRatings
	// Synthesised says that the outlines are drawn, not surveyed.
	Synthesised bool
	// Digest is the SHA-256 of all that was read.
	Digest string
}

// LoadRegions reads divisions.yaml, outlines.yaml, systems.yaml and risk/*.yaml.
func LoadRegions(fsys fs.FS) (*Regions, error) {
	read := &digesting{fsys, sha256.New()}
	r, err := loadRegions(read)
	if err == nil {
		r.Digest = hex.EncodeToString(read.sum.Sum(nil))
	}
	return r, err
}

// digesting is a file system that takes the digest of what is read.
type digesting struct {
	fs.FS
	sum hash.Hash
}

// ReadFile implements fs.ReadFileFS.
func (d *digesting) ReadFile(name string) ([]byte, error) {
	text, err := fs.ReadFile(d.FS, name)
	fmt.Fprintf(d.sum, "%s %d\n%s", name, len(text), text)
	return text, err
}

func loadRegions(fsys fs.FS) (*Regions, error) {
	r := &Regions{divisions: map[string]Division{}, outlines: map[string]*outline{}, tables: map[string]*RiskTable{}, days: newDayRatings()}
	var list []Division
	if err := readYAML(fsys, "divisions.yaml", &list); err != nil {
		return nil, err
	}
	for _, d := range list {
		r.divisions[d.Code] = d
	}
	if err := r.loadOutlines(fsys); err != nil {
		return nil, err
	}
	if err := r.loadSystems(fsys); err != nil {
		return nil, err
	}
	names, err := fs.Glob(fsys, "risk/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list risk tables: %w", err)
	}
	for _, name := range names {
		t := &RiskTable{}
		if err := readYAML(fsys, name, t); err != nil {
			return nil, err
		}
		r.tables[t.ID] = t
	}
	return r, nil
}

func (r *Regions) loadOutlines(fsys fs.FS) error {
	var file struct {
		Synthesised bool   `yaml:"synthesised"`
		Datum       string `yaml:"datum"`
		Outlines    []struct {
			Code string       `yaml:"code"`
			Ring [][2]float64 `yaml:"ring"`
		} `yaml:"outlines"`
	}
	if err := readYAML(fsys, "outlines.yaml", &file); err != nil {
		return err
	}
	r.Synthesised = file.Synthesised
	for _, o := range file.Outlines {
		if len(o.Ring) < 3 {
			return fmt.Errorf("outline of %s has fewer than three points", o.Code)
		}
		ring := make(Ring, len(o.Ring))
		for i, p := range o.Ring {
			ring[i] = Point{Lat: p[1], Lon: p[0]}
		}
		r.outlines[o.Code] = newOutline(ring)
		r.codes = append(r.codes, o.Code)
	}
	slices.Sort(r.codes)
	return nil
}

func readYAML(fsys fs.FS, name string, into any) error {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	if err := yaml.UnmarshalWithOptions(text, into, yaml.Strict()); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	return nil
}

// Outline returns the outline of a division, nil when none ships.
func (r *Regions) Outline(code string) Ring {
	if o := r.outlines[code]; o != nil {
		return o.ring
	}
	return nil
}

// Outlined lists the divisions that have an outline, in order of their codes.
func (r *Regions) Outlined() []string { return slices.Clone(r.codes) }

// Division returns a division as of a time; false when the code is not in the
// table or was not in use then.
func (r *Regions) Division(code string, at time.Time) (Division, bool) {
	d, ok := r.divisions[code]
	day := at.Format(time.DateOnly)
	return d, ok && (d.ValidFrom == "" || day >= d.ValidFrom) && (d.ValidTo == "" || day <= d.ValidTo)
}

// Divisions lists all divisions, in order of their codes.
func (r *Regions) Divisions() []Division {
	return slices.SortedFunc(maps.Values(r.divisions), func(a, b Division) int { return strings.Compare(a.Code, b.Code) })
}

// Name is the division's name in the language, else the name of what it lies
// in, else the code.
func (r *Regions) Name(code, lang string) string {
	for _, c := range []string{code, level(code, 4), level(code, 2)} {
		if d, ok := r.divisions[c]; ok {
			if lang == "zh" {
				return d.Name.ZH
			}
			return d.Name.EN
		}
	}
	return code
}

// level cuts a code to its province (2) or prefecture (4).
func level(code string, digits int) string {
	if len(code) < digits {
		return code
	}
	return code[:digits] + strings.Repeat("0", 6-digits)
}

// Within reports whether a division is area or lies in it, by its code.
func Within(code, area string) bool {
	return code != "" && strings.HasPrefix(code, trimPairs(area))
}

// trimPairs drops the trailing pairs of zeros that make a code a province or
// prefecture.
func trimPairs(code string) string {
	for len(code) > 2 && strings.HasSuffix(code, "00") {
		code = code[:len(code)-2]
	}
	return code
}

// IsDivision reports whether a text has the form of a division code.
func IsDivision(s string) bool {
	if len(s) != 6 {
		return false
	}
	return strings.Trim(s, "0123456789") == ""
}
