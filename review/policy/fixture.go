package policy

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Fixture is one example of a rule: facts as of a date and what must follow.
// Facts are a flat list of paths and values, as With takes them; "stays[F1]"
// entries come into being when first named.
type Fixture struct {
	Name     string   `yaml:"name"`
	Rule     string   `yaml:"rule"`
	Boundary bool     `yaml:"boundary,omitempty"` // at the very edge of the condition
	AsOf     string   `yaml:"asof"`
	Facts    []Given  `yaml:"facts,omitempty"`
	Want     Expected `yaml:"want"`
}

// Given is one fact of a fixture.
type Given struct {
	Fact  string `yaml:"fact"`
	Value string `yaml:"is"`
}

// Expected is what must follow from a fixture.
type Expected struct {
	Outcome  Outcome  `yaml:"outcome"` // of the fixture's rule
	Colour   Colour   `yaml:"colour"`
	Deciding string   `yaml:"deciding"`
	Until    string   `yaml:"until,omitempty"`
	Unknown  []string `yaml:"unknown,omitempty"` // all rules that are UNKNOWN
}

func loadFixtures(fsys fs.FS, dir string) ([]Fixture, error) {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, fmt.Errorf("read fixtures: %w", err)
	}
	var out []Fixture
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".yaml") {
			continue
		}
		var some []Fixture
		if err := decodeFile(fsys, path.Join(dir, e.Name()), &some); err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	return out, nil
}

// Build fills facts from the fixture in the pack's time zone.
func (x *Fixture) Build(p *Pack) (*Facts, error) {
	asOf, err := ParseMoment(x.AsOf, p.Zone())
	if err != nil {
		return nil, err
	}
	f := NewFacts(asOf, p.Zone())
	f.Record("person").Set("id_ok", BoolValue(true))
	f.Record("q").Set("fever", BoolValue(false)).Set("respiratory", BoolValue(false)).
		Set("contact_14d", BoolValue(false)).Set("key_area_14d", BoolValue(false)).Set("overseas_14d", BoolValue(false))
	for _, g := range x.Facts {
		if err := f.give(g); err != nil {
			return nil, fmt.Errorf("fixture %q: %w", x.Name, err)
		}
	}
	return f, f.Err()
}

// give sets one fact, adding the list entry it belongs to when it is new. The
// entry's name serves as its evidence.
func (f *Facts) give(g Given) error {
	head, field, _ := cutLast(g.Fact)
	list, ref, inList := strings.Cut(strings.TrimSuffix(head, "]"), "[")
	if inList && position(f.Records(list), ref) < 0 {
		f.addPlain(list, ref)
	}
	r, k, err := f.find(g.Fact)
	if err != nil {
		return err
	}
	v, err := ParseValue(r.group.Fields[k].Type, g.Value, f.Zone)
	if err != nil {
		return fmt.Errorf("%s: %w", g.Fact, err)
	}
	if inList {
		v.Refs = []string{ref}
	}
	r.Set(field, v)
	return nil
}

// addPlain adds an entry that claims nothing: no area, no risk, the right
// person, so that a fixture says only what its rule is about.
func (f *Facts) addPlain(list, ref string) {
	r := f.Add(list, ref)
	for k, fd := range r.group.Fields {
		switch {
		case r.vals[k].Known():
		case fd.Name == "named" || fd.Name == "same_person":
			r.set(k, BoolValue(true, ref))
		case fd.Type == BoolFact:
			r.set(k, BoolValue(false, ref))
		case fd.Type == IntFact:
			r.set(k, IntValue(0, ref))
		case fd.Type == TextFact:
			r.set(k, TextValue("", ref))
		}
	}
}

// Coverage refuses a pack in which a rule lacks a fixture that fires, one that
// does not and one at the boundary. The default rule always holds; for it
// "does not fire" means that another rule decides.
func Coverage(p *Pack) error {
	var errs []error
	for i := range p.Rules {
		r := &p.Rules[i]
		fires, silent, edge := false, false, false
		for _, x := range p.Fixtures {
			if x.Rule != r.ID {
				continue
			}
			hit := x.Want.Outcome == True && (!r.Default || x.Want.Deciding == r.ID)
			fires, silent, edge = fires || hit, silent || !hit, edge || x.Boundary
		}
		for _, need := range []struct {
			have bool
			what string
		}{{fires, "a fixture in which it fires"}, {silent, "one in which it does not"}, {edge, "one at its boundary"}} {
			if !need.have {
				errs = append(errs, fmt.Errorf("rule %s lacks %s", r.ID, need.what))
			}
		}
	}
	errs = append(errs, strayFixtures(p)...)
	return errors.Join(errs...)
}

func strayFixtures(p *Pack) (errs []error) {
	for _, x := range p.Fixtures {
		ids := slices.Concat([]string{x.Rule, x.Want.Deciding}, x.Want.Unknown)
		for _, id := range ids {
			if p.Rule(id) == nil {
				errs = append(errs, fmt.Errorf("fixture %q names rule %q, which is not in the pack", x.Name, id))
			}
		}
	}
	return errs
}
