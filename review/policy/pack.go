package policy

import (
	"time"
)

// Pack is one version of one body of rules. It is read once and never changed.
type Pack struct {
	ID            string            `yaml:"id" json:"id"`
	Version       string            `yaml:"version" json:"version"`
	Title         Words             `yaml:"title" json:"title"`
	Extends       string            `yaml:"extends,omitempty" json:"-"`
	EffectiveFrom string            `yaml:"effective_from" json:"effective_from"`
	EffectiveTo   string            `yaml:"effective_to,omitempty" json:"effective_to,omitempty"`
	TimeZone      string            `yaml:"time_zone" json:"time_zone"`
	OffsetHours   int               `yaml:"utc_offset_hours" json:"utc_offset_hours"`
	Systems       []string          `yaml:"systems" json:"systems"`
	Sources       map[string]string `yaml:"sources" json:"sources"`
	Combine       Combine           `yaml:"combine" json:"combine"`
	RiskTables    []string          `yaml:"risk_tables,omitempty" json:"risk_tables,omitempty"`
	KeyAreas      []KeyArea         `yaml:"key_areas,omitempty" json:"key_areas,omitempty"`
	Note          Words             `yaml:"note,omitempty" json:"note,omitzero"`
	Rules         []Rule            `yaml:"rules,omitempty" json:"rules"`
	Fixtures      []Fixture         `yaml:"-" json:"-"`
	Hash          string            `yaml:"-" json:"-"`
}

// Words is a text in both languages.
type Words struct {
	ZH string `yaml:"zh" json:"zh"`
	EN string `yaml:"en" json:"en"`
}

// Combine names how outcomes become one colour. One way is known: the most
// severe colour wins, its end is the latest end among the rules that gave it,
// and what is UNKNOWN is reported and never counts against the resident.
type Combine struct {
	Colour  string `yaml:"colour" json:"colour"`
	Until   string `yaml:"until" json:"until"`
	Unknown string `yaml:"unknown" json:"unknown"`
}

// KeyArea is a division from which arrivals were coloured, with its dates.
type KeyArea struct {
	Division string `yaml:"division" json:"division"`
	Name     Words  `yaml:"name" json:"name"`
	From     string `yaml:"from" json:"from"`
	To       string `yaml:"to,omitempty" json:"to,omitempty"`
	Status   Status `yaml:"status" json:"status"`
}

// Status says how far a rule is documented.
type Status string

// The three degrees: the public text states the rule; the public text states
// the reason but not the colour or the term; the rule is a reconstruction.
const (
	Documented       Status = "documented"
	DocumentedReason Status = "documented_reason"
	Reconstructed    Status = "reconstructed"
)

// Rule is one published reason for a colour.
type Rule struct {
	ID       string   `yaml:"id" json:"id"`
	Priority int      `yaml:"priority" json:"priority"`
	Title    Words    `yaml:"title" json:"title"`
	Plain    Words    `yaml:"plain" json:"plain"`
	When     string   `yaml:"when" json:"when"`
	Effect   Effect   `yaml:"effect" json:"effect"`
	Status   Status   `yaml:"status" json:"status"`
	Gap      Words    `yaml:"gap,omitempty" json:"gap,omitzero"` // what of it is reconstructed
	Citation []string `yaml:"citation" json:"citation"`
	Reads    []string `yaml:"reads" json:"reads"`
	Sentence string   `yaml:"sentence" json:"sentence"` // family of sentences for its step
	Default  bool     `yaml:"default,omitempty" json:"default,omitempty"`
}

// Effect is what follows when a rule's condition is TRUE.
type Effect struct {
	Colour       Colour    `yaml:"colour,omitempty" json:"colour,omitempty"`
	ColourFrom   string    `yaml:"colour_from,omitempty" json:"colour_from,omitempty"` // a text fact
	Days         int       `yaml:"days,omitempty" json:"days,omitempty"`
	Hours        int       `yaml:"hours,omitempty" json:"hours,omitempty"`
	Basis        *Basis    `yaml:"basis,omitempty" json:"basis,omitempty"`               // counted from; else the as-of date
	AtMostDays   int       `yaml:"at_most_days,omitempty" json:"at_most_days,omitempty"` // from the as-of date
	Until        string    `yaml:"until,omitempty" json:"until,omitempty"`               // a moment
	Stronger     *Stronger `yaml:"stronger,omitempty" json:"stronger,omitempty"`
	Final        bool      `yaml:"final,omitempty" json:"final,omitempty"`     // nothing worse than this colour
	Release      bool      `yaml:"release,omitempty" json:"release,omitempty"` // ends the others unless blocked
	UnlessActive []string  `yaml:"unless_active,omitempty" json:"unless_active,omitempty"`
	Suspends     []string  `yaml:"suspends,omitempty" json:"suspends,omitempty"` // rules that give no colour meanwhile
	HumanCheck   bool      `yaml:"human_check,omitempty" json:"human_check,omitempty"`
}

// Basis is the date a term is counted from: a moment, or the latest one among
// the entries of a list that meet a condition on "it".
type Basis struct {
	At     string `yaml:"at,omitempty" json:"at,omitempty"`
	Of     string `yaml:"of,omitempty" json:"of,omitempty"`
	Where  string `yaml:"where,omitempty" json:"where,omitempty"`
	Latest string `yaml:"latest,omitempty" json:"latest,omitempty"`
}

// Stronger is a harsher colour that a rule gives when a further condition
// holds; while that is UNKNOWN the milder one stands.
type Stronger struct {
	When   string `yaml:"when" json:"when"`
	Colour Colour `yaml:"colour" json:"colour"`
	Days   int    `yaml:"days" json:"days"`
}

// Name is "id@version".
func (p *Pack) Name() string { return p.ID + "@" + p.Version }

// Zone is the time zone in which the pack counts days. The offset is part of
// the pack, so that it does not hang on the zone files of a machine.
func (p *Pack) Zone() *time.Location { return time.FixedZone(p.TimeZone, p.OffsetHours*60*60) }

// InForce reports whether the pack applied to codes of a system at a time.
func (p *Pack) InForce(system string, at time.Time) bool {
	for _, s := range p.Systems {
		if s == system {
			return p.covers(at)
		}
	}
	return false
}

func (p *Pack) covers(at time.Time) bool {
	day := at.In(p.Zone()).Format(time.DateOnly)
	return day >= p.EffectiveFrom && (p.EffectiveTo == "" || day <= p.EffectiveTo)
}

// Rule finds a rule by id.
func (p *Pack) Rule(id string) *Rule {
	for i := range p.Rules {
		if p.Rules[i].ID == id {
			return &p.Rules[i]
		}
	}
	return nil
}

// Find returns the pack that was in force for a system at a time; of several
// the one that came into force last, then the later version. It returns nil
// when none was.
func Find(packs []*Pack, system string, at time.Time) *Pack {
	var best *Pack
	for _, p := range packs {
		if p.InForce(system, at) && (best == nil || p.later(best)) {
			best = p
		}
	}
	return best
}

func (p *Pack) later(o *Pack) bool {
	if p.EffectiveFrom != o.EffectiveFrom {
		return p.EffectiveFrom > o.EffectiveFrom
	}
	return p.Version > o.Version
}

// Named returns the pack called "id@version", or the latest version of "id";
// nil when there is none.
func Named(packs []*Pack, name string) *Pack {
	var best *Pack
	for _, p := range packs {
		if p.Name() == name {
			return p
		}
		if p.ID == name && (best == nil || p.Version > best.Version) {
			best = p
		}
	}
	return best
}
