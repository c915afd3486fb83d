package evidence

import (
	"time"

	"recourse/cases"
)

// Stay is a record that may show the person somewhere. Each question about the
// place has its own answer, so that a circle which crosses the border of two
// counties of one class still has that class.
type Stay struct {
	Ref     string
	Source  string   // kind of source, or SELF_REPORT
	Kinds   []string // kinds of source that agree on the place
	Region  string   // division it is shown under, may be empty
	Place   string
	From    cases.Stamp
	To      cases.Stamp
	ToRefs  []string
	ToWhy   Note // why the end is not known, when To is not set
	Dwell   *int // minutes
	RadiusM int
	Assumed bool // the radius is the default of the source, not its own
	Person  Claim
	Key     Claim
	High    Claim
	Higher  Claim
	Medium  Claim
	Home    Claim
	Class   string // rating of Region in force at the stay
	Rated   bool   // that rating is documented, not presumed
	Later   string // rating of Region in force at the as-of time, when another
}

// Area is a key area with its dates, as a policy names it.
type Area struct{ Code, From, To string }

// inForce reports whether the area was on the list on a day written as 2020-02-17.
func (a Area) inForce(day string) bool {
	return day >= a.From && (a.To == "" || day <= a.To)
}

// stays reads every flag that says where somebody was.
func (b *builder) stays() {
	for i := range b.spots {
		p := &b.spots[i]
		if !p.isStay() || p.void(b.in.AsOf) || p.nowhere() {
			continue
		}
		if b.pic.Stays == nil {
			b.pic.Stays = make([]Stay, 0, len(b.spots)-i+1)
		}
		b.pic.Stays = append(b.pic.Stays, b.stay(p))
	}
	if s, ok := b.declaredStay(); ok {
		b.pic.Stays = append(b.pic.Stays, s)
	}
}

func (p *spot) isStay() bool {
	switch p.flag.SourceType {
	case cases.ContactList, cases.SelfReportInconsistency, cases.DoorSensor:
		return false
	}
	return p.list == plainList
}

// nowhere reports whether a record names neither a division nor a position:
// it shows no stay anywhere. A list of people from key areas claims one all
// the same.
func (p *spot) nowhere() bool {
	return p.code == "" && !p.hasAt && p.flag.SourceType != cases.KeyAreaList
}

func (b *builder) stay(p *spot) Stay {
	f := p.flag
	s := Stay{
		Ref: p.ref, Source: string(f.SourceType), Kinds: b.kinds(p), Region: p.division(b.in.Regions), Place: f.PlaceText,
		From: f.ObservedFrom, To: f.ObservedTo, ToRefs: []string{p.ref}, Dwell: dwellOf(f),
		RadiusM: int(p.radius), Assumed: f.RadiusAssumed || f.AccuracyRadiusM == 0,
	}
	if s.To.IsZero() {
		s.To = s.From
	}
	s.Person = b.person(p)
	first, last := s.From.Earliest().Format(time.DateOnly), s.To.Latest().Format(time.DateOnly)
	s.Key = b.keyClaim(p, &s, last)
	ratings := [2][]rating{b.in.Regions.ratingsOn(b.in.RiskTables, first), b.in.Regions.ratingsOn(b.in.RiskTables, last)}
	s.High = b.classClaim(p, &s, "HIGH", ratings)
	s.Higher = b.classClaim(p, &s, "HIGHER", ratings)
	s.Medium = b.classClaim(p, &s, "MEDIUM", ratings)
	s.Home = b.home(p)
	b.rate(&s, last)
	return s
}

// keyClaim says whether the spot lies in a key area that was listed then.
func (b *builder) keyClaim(p *spot, s *Stay, day string) Claim {
	out := no(p.ref)
	for _, a := range b.in.KeyAreas {
		if a.inForce(day) {
			out = either(out, b.settle(p, s, a.Code))
		}
	}
	return out
}

// classClaim says whether the spot lies in a county that was rated so at the
// beginning or the end of the stay. A presumed rating leaves it open.
func (b *builder) classClaim(p *spot, s *Stay, class string, on [2][]rating) Claim {
	out := no(p.ref)
	for i := range on[0] {
		rated, documented := ratedAs(class, on[0][i], on[1][i])
		if !rated {
			continue
		}
		code := on[0][i].code
		c := b.settle(p, s, code)
		if c.State == Yes && !documented {
			c = open(note("risk_unpublished", "area", code), c.Refs...)
		}
		out = either(out, c)
	}
	return out
}

// ratedAs reports whether a county had a class by one of its ratings, and
// whether one that says so is documented.
func ratedAs(class string, ratings ...rating) (rated, documented bool) {
	for _, r := range ratings {
		if r.class == class {
			rated, documented = true, documented || r.documented
		}
	}
	return rated, documented
}

// either is yes when one is, no when both are (on the fuller evidence), else
// the first open one.
func either(a, b Claim) Claim {
	switch {
	case a.State == No && b.State == No && len(b.Refs) > len(a.Refs):
		return b
	case a.State == Yes || b.State == No:
		return a
	case b.State == Yes || a.State == No:
		return b
	}
	return a
}

// settle turns a place into a stay of the person: a row that proves only
// itself needs a second kind of source, the record must be about the person,
// and passing through is no stay.
func (b *builder) settle(p *spot, s *Stay, area string) Claim {
	place := b.agree(p, area)
	if place.State != Yes {
		return place
	}
	if p.proof() == ProvesRow {
		if other := b.second(p, area); other != "" {
			place.Refs = append(place.Refs, other)
		} else {
			place = place.doubt(note("row_only."+string(p.flag.SourceType), "ref", p.ref))
		}
	}
	if s.Person.State != Yes {
		place = place.doubt(s.Person.Why)
	}
	if why := p.passing(s.Dwell); !why.IsZero() {
		place = place.doubt(why)
	}
	return place
}

// home says whether the spot lies in the person's own district.
func (b *builder) home(p *spot) Claim {
	own := b.in.Snapshot.Resident.ResidenceDivision
	if own == "" || p.code == "" && !p.hasAt {
		return no(p.ref)
	}
	c := p.in(own, b.in.Regions)
	if other := b.vouching(p, own); c.unplaced() && other != "" {
		return yes(p.ref, other)
	}
	return c
}

// rate notes the class of the region in force at the stay, and the later one.
func (b *builder) rate(s *Stay, day string) {
	if s.Region == "" {
		return
	}
	s.Class, s.Rated = b.in.Regions.riskOn(b.in.RiskTables, s.Region, day)
	if later, _ := b.in.Regions.Risk(b.in.RiskTables, s.Region, b.in.AsOf.Latest()); later != s.Class {
		s.Later = later
	}
}
