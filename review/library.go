package review

import (
	"errors"
	"fmt"
	"io/fs"

	"recourse/cases"
	"recourse/review/evidence"
	"recourse/review/policy"
)

// ErrNoPolicy says that no policy pack on the shelf was in force for a code's
// system at its time, so that the code cannot be replayed.
var ErrNoPolicy = errors.New("no policy pack was in force for this system at that time")

// Library is the shelf of policy packs, compiled, with the divisions and risk
// tables they refer to. It is immutable and safe for concurrent use.
type Library struct {
	packs    []*policy.Pack
	programs map[string]*policy.Program
	bases    map[*policy.Program]basis
	regions  *evidence.Regions
	models   *evidence.Models
}

// OpenLibrary loads, checks and compiles every pack, refuses one whose rules
// lack their fixtures, and reads the regions and the error models.
func OpenLibrary(packs, regions, models fs.FS) (*Library, error) {
	l := &Library{programs: map[string]*policy.Program{}, bases: map[*policy.Program]basis{}}
	var err error
	if l.packs, err = policy.LoadAll(packs); err != nil {
		return nil, err
	}
	if l.regions, err = evidence.LoadRegions(regions); err != nil {
		return nil, err
	}
	if l.models, err = evidence.LoadModels(models); err != nil {
		return nil, err
	}
	for _, p := range l.packs {
		if err := policy.Coverage(p); err != nil {
			return nil, fmt.Errorf("policy %s: %w", p.Name(), err)
		}
		for _, id := range p.RiskTables {
			if l.regions.Table(id) == nil {
				return nil, fmt.Errorf("policy %s names risk table %q, which is not on the shelf", p.Name(), id)
			}
		}
		if l.programs[p.Name()], err = policy.Compile(p); err != nil {
			return nil, err
		}
		l.bases[l.programs[p.Name()]] = l.basisOf(p)
	}
	return l, nil
}

// Packs lists the packs on the shelf in order of their names.
func (l *Library) Packs() []*policy.Pack { return l.packs }

// Regions are the divisions, outlines and risk tables of the shelf.
func (l *Library) Regions() *evidence.Regions { return l.regions }

// Models are the error models of the shelf.
func (l *Library) Models() *evidence.Models { return l.models }

// Program returns a pack by "id@version" or by its id (latest version).
func (l *Library) Program(name string) (*policy.Program, error) {
	if p := policy.Named(l.packs, name); p != nil {
		return l.programs[p.Name()], nil
	}
	return nil, fmt.Errorf("policy %q is not on the shelf: %w", name, ErrNoPolicy)
}

// InForce returns the pack that bound a code: the rule set its own row names
// when that is on the shelf and was in force, else the one in force for its
// system when it was issued.
func (l *Library) InForce(a *cases.CodeAssignment) (*policy.Program, error) {
	at := issuedAt(a).Earliest()
	if p := policy.Named(l.packs, a.RuleSetID+"@"+a.RuleSetVer); p != nil && p.InForce(a.IssuingSystem, at) {
		return l.programs[p.Name()], nil
	}
	if p := policy.Find(l.packs, a.IssuingSystem, at); p != nil {
		return l.programs[p.Name()], nil
	}
	return nil, fmt.Errorf("%s at %s: %w", a.IssuingSystem, issuedAt(a), ErrNoPolicy)
}

// issuedAt is the time of the code; a row without one was valid from some day.
func issuedAt(a *cases.CodeAssignment) cases.Stamp {
	if a.IssuedAt.IsZero() {
		return a.ValidFrom
	}
	return a.IssuedAt
}
