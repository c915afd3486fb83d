package evidence

import "recourse/cases"

// Proof says what a record of a kind of source shows by itself.
type Proof string

// The three strengths: a trace of something else (an account, a vehicle, a
// booking, a row), a phone, or the person with an identity document.
const (
	ProvesRow    Proof = "row"
	ProvesPhone  Proof = "phone"
	ProvesPerson Proof = "person"
)

// Link says what a tie between a record and a person is worth.
type Link string

// A tie settles who it is, settles it while the phone is the person's own, or
// leaves it open.
const (
	LinkSettles Link = "settles"
	LinkIfOwn   Link = "if_own"
	LinkOpen    Link = "open"
)

// Links are the worth of the four ties of a kind of source.
type Links struct {
	ID    Link `yaml:"id" json:"id"`
	Phone Link `yaml:"phone" json:"phone"`
	Name  Link `yaml:"name" json:"name"`
	Plate Link `yaml:"plate" json:"plate"`
}

func (l Links) of(k linkKind) Link {
	switch k {
	case byID:
		return l.ID
	case byPhoneNo:
		return l.Phone
	case byPlate:
		return l.Plate
	}
	return l.Name
}

// Known says how a figure is known.
type Known string

// A figure is documented, reconstructed from public material, or there is none.
const (
	Documented     Known = "documented"
	Reconstruction Known = "reconstruction"
	NotApplicable  Known = "not_applicable"
)

// Radius is a figure that holds under some circumstances only. It is shown and
// never used: a record that states no error gets the model's own radius.
type Radius struct {
	Where  string `yaml:"where" json:"where"` // city, rural, indoor or outdoor
	Metres int    `yaml:"metres" json:"metres"`
	Status Known  `yaml:"status" json:"status"`
}

// Figures says how each figure of a model is known.
type Figures struct {
	Radius Known `yaml:"radius" json:"radius"`
	Dwell  Known `yaml:"dwell" json:"dwell"`
	Clock  Known `yaml:"clock" json:"clock"`
}

// Model is the error model of a kind of source: how far off in place and time
// it can be, what one record shows and what it does not, what the absence of a
// record means, and where all that is from.
type Model struct {
	Source     cases.Source `yaml:"source" json:"source"`
	Proof      Proof        `yaml:"proves" json:"proves"`
	Weak       bool         `yaml:"weak" json:"weak,omitempty"`           // a colour that rests on it alone needs a second look
	Positions  bool         `yaml:"positions" json:"positions,omitempty"` // records carry positions
	RadiusM    int          `yaml:"radius_m" json:"radius_m,omitempty"`   // when the record states none; 0: an address or nothing
	OtherRadii []Radius     `yaml:"other_radii" json:"other_radii,omitempty"`
	DwellMin   int          `yaml:"dwell_min" json:"dwell_min,omitempty"` // minutes; what lasted less was no stay
	ClockMin   int          `yaml:"clock_min" json:"clock_min,omitempty"` // minutes the source's clock may be off
	LagHours   int          `yaml:"lag_hours" json:"lag_hours,omitempty"` // between event and recording, usually at most
	DatumShift []int        `yaml:"datum_shift_m" json:"datum_shift_m,omitempty"`
	Links      Links        `yaml:"links" json:"links"`
	Fields     []string     `yaml:"fields" json:"fields,omitempty"` // details that records of this kind carry
	Owner      Words        `yaml:"owner" json:"owner"`
	Status     Figures      `yaml:"status" json:"status"`
	Citation   []string     `yaml:"citation" json:"citation"`
	Shows      Words        `yaml:"shows" json:"shows"`
	ShowsNot   Words        `yaml:"shows_not" json:"shows_not"`
	Coverage   Words        `yaml:"coverage" json:"coverage"` // and what no record means: nothing
	Asks       []Words      `yaml:"asks" json:"asks"`         // the reviewer's first questions
}

// Models are the error models of every kind of source, as one dated version.
// They are read once and never changed.
type Models struct {
	Version string            `yaml:"version" json:"version"`
	From    string            `yaml:"from" json:"from"`
	Owner   Words             `yaml:"owner" json:"owner"`
	Note    Words             `yaml:"note" json:"note"`
	Sources map[string]string `yaml:"sources" json:"sources"` // what the citations stand for
	List    []Model           `yaml:"models" json:"models"`   // in the order of the source table
	Digest  string            `yaml:"-" json:"digest"`        // SHA-256 of the file
}

// Of is the error model of a kind of source. A kind the models do not know
// shows nothing.
func (m *Models) Of(s cases.Source) Model { return *m.of(s) }

func (m *Models) of(s cases.Source) *Model {
	for i := range m.List {
		if m.List[i].Source == s {
			return &m.List[i]
		}
	}
	return &Model{Source: s, Proof: ProvesRow, Weak: true, Links: Links{LinkOpen, LinkOpen, LinkOpen, LinkOpen}}
}

// Radius is the error of a record in metres: its own, or the model's where it
// states none. It is never smaller than a radius that was assumed on import.
func (m *Model) Radius(f *cases.Flag) int {
	switch {
	case f.AccuracyRadiusM == 0:
		return m.RadiusM
	case f.RadiusAssumed:
		return max(f.AccuracyRadiusM, m.RadiusM)
	}
	return f.AccuracyRadiusM
}
