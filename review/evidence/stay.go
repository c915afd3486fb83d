package evidence

import (
	"strconv"
	"strings"
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

// inForce reports whether the area was on the list on the day of t.
func (a Area) inForce(t time.Time) bool {
	day := t.Format(time.DateOnly)
	return day >= a.From && (a.To == "" || day <= a.To)
}

// agreeWindow is how far apart in time two records may be to speak of the same
// stay.
const agreeWindow = 12 * time.Hour

// stays reads every flag that says where somebody was.
func (b *builder) stays() {
	for i := range b.spots {
		p := b.spots[i]
		if !isStay(p.flag) || p.refunded() || p.nowhere() {
			continue
		}
		b.pic.Stays = append(b.pic.Stays, b.stay(p))
	}
	if s, ok := b.declaredStay(); ok {
		b.pic.Stays = append(b.pic.Stays, s)
	}
}

func isStay(f *cases.Flag) bool {
	switch f.SourceType {
	case cases.ContactList, cases.SelfReportInconsistency, cases.DoorSensor:
		return false
	}
	return listOf(f) == plainList
}

// nowhere reports whether a record names neither a division nor a position:
// it shows no stay anywhere. A list of people from key areas claims one all
// the same.
func (p spot) nowhere() bool {
	return p.code == "" && !p.hasAt && p.flag.SourceType != cases.KeyAreaList
}

// refunded reports whether a ticket row says that it was given back: it shows
// nothing then.
func (p spot) refunded() bool {
	return p.flag.SourceType == cases.TravelTicket && (strings.Contains(p.flag.Note, "已退") || strings.Contains(strings.ToLower(p.flag.Note), "refunded"))
}

// proof is what the record shows; a ticket that was checked at the gate shows
// the person it names.
func (p spot) proof() Proof {
	if p.flag.SourceType == cases.TravelTicket && (strings.Contains(p.flag.Note, "已检") || strings.Contains(strings.ToLower(p.flag.Note), "checked in")) {
		return ProvesPerson
	}
	return p.model.Proof
}

func (b *builder) stay(p spot) Stay {
	f := p.flag
	s := Stay{
		Ref: p.ref, Source: string(f.SourceType), Kinds: b.kinds(p), Region: p.division(b.in.Regions), Place: f.PlaceText,
		From: f.ObservedFrom, To: f.ObservedTo, ToRefs: []string{p.ref}, Dwell: f.DwellMin,
		RadiusM: int(p.radius), Assumed: f.RadiusAssumed || f.AccuracyRadiusM == 0,
	}
	if s.To.IsZero() {
		s.To = s.From
	}
	if s.Dwell == nil && !f.ObservedTo.IsZero() && !f.ObservedTo.WholeDay() && !f.ObservedFrom.WholeDay() {
		n := int(f.ObservedTo.Earliest().Sub(f.ObservedFrom.Earliest()).Minutes())
		s.Dwell = &n
	}
	s.Person = samePerson(b.in.Snapshot, f, b.pic.Identity, p.ref)
	s.Key = b.settle(p, s.Person, b.keyClaim(p, s))
	s.High = b.settle(p, s.Person, b.classClaim(p, s, "HIGH"))
	s.Higher = b.settle(p, s.Person, b.classClaim(p, s, "HIGHER"))
	s.Medium = b.settle(p, s.Person, b.classClaim(p, s, "MEDIUM"))
	s.Home = b.home(p)
	b.rate(&s)
	return s
}

// kinds lists the kinds of source that put the person near the spot in the
// same hours, its own first.
func (b *builder) kinds(p spot) []string {
	kinds := []string{string(p.flag.SourceType)}
	for _, q := range b.spots {
		k := string(q.flag.SourceType)
		if k != kinds[0] && b.sameHours(p, q, agreeWindow) && p.near(q) && !contains(kinds, k) {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

func (p spot) near(q spot) bool {
	if p.hasAt && q.hasAt {
		return p.at.Metres(q.at) <= p.radius+q.radius
	}
	return p.code != "" && q.code != "" && (Within(p.code, q.code) || Within(q.code, p.code))
}

func (b *builder) sameHours(p, q spot, slack time.Duration) bool {
	return p.ref != q.ref &&
		!p.flag.ObservedFrom.Earliest().After(end(q.flag).Add(slack)) &&
		!q.flag.ObservedFrom.Earliest().After(end(p.flag).Add(slack))
}

func end(f *cases.Flag) time.Time {
	if f.ObservedTo.IsZero() {
		return f.ObservedFrom.Latest()
	}
	return f.ObservedTo.Latest()
}

// keyClaim says whether the spot lies in a key area that was listed then.
func (b *builder) keyClaim(p spot, s Stay) Claim {
	out := no(p.ref)
	for _, a := range b.in.KeyAreas {
		if a.inForce(s.To.Latest()) {
			out = either(out, b.agree(p, a.Code))
		}
	}
	return out
}

// classClaim says whether the spot lies in a county that was rated so at the
// beginning or the end of the stay. A presumed rating leaves it open.
func (b *builder) classClaim(p spot, s Stay, class string) Claim {
	out := no(p.ref)
	days := [2]string{s.From.Earliest().Format(time.DateOnly), s.To.Latest().Format(time.DateOnly)}
	for _, code := range b.rated {
		rated, documented := b.ratedAs(code, class, days)
		if !rated {
			continue
		}
		c := b.agree(p, code)
		if c.State == Yes && !documented {
			c = open(note("risk_unpublished", "area", code), c.Refs...)
		}
		out = either(out, c)
	}
	return out
}

// ratedAs reports whether a county had a class on the first or the last day of
// a stay, and whether one of those ratings is documented.
func (b *builder) ratedAs(code, class string, days [2]string) (rated, documented bool) {
	for _, day := range days {
		if c, ok := b.in.Regions.riskOn(b.in.RiskTables, code, day); c == class {
			rated, documented = true, documented || ok
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

// agree places the spot in an area, with the help of other kinds of source in
// the same hours: one that is surely inside establishes the place, a more
// exact one that is surely outside rules it out.
func (b *builder) agree(p spot, area string) Claim {
	c := p.in(area, b.in.Regions)
	if c.State != Open || c.Why.Key != "evidence.border" && c.Why.Key != "evidence.no_position" {
		return c
	}
	for _, q := range b.spots {
		if q.flag.SourceType == p.flag.SourceType || !isStay(q.flag) || q.refunded() || !b.sameHours(p, q, 0) {
			continue
		}
		switch k := q.in(area, b.in.Regions); {
		case k.State == Yes && p.near(q):
			return yes(p.ref, q.ref)
		case k.State == No && q.hasAt && q.radius < p.radius && q.proof() != ProvesRow:
			return no(p.ref, q.ref)
		}
	}
	return c
}

// settle turns a place into a stay of the person: a row that proves only
// itself needs a second kind of source, the record must be about the person,
// and passing through at speed is no stay.
func (b *builder) settle(p spot, person, place Claim) Claim {
	if place.State != Yes {
		return place
	}
	if p.proof() == ProvesRow {
		if other := b.second(p); other != "" {
			place.Refs = append(place.Refs, other)
		} else {
			place = place.doubt(note("row_only."+string(p.flag.SourceType), "ref", p.ref))
		}
	}
	if v := p.flag.SpeedKmh; v != nil && *v >= passingKmh {
		place = place.doubt(note("passing", "speed", strconv.Itoa(int(*v))))
	}
	if person.State != Yes {
		place = place.doubt(person.Why)
	}
	return place
}

// passingKmh is the speed from which a phone is on a road or a train.
const passingKmh = 40

// second finds a record of another kind that puts the person at the spot in
// the same hours.
func (b *builder) second(p spot) string {
	for _, q := range b.spots {
		if q.flag.SourceType != p.flag.SourceType && q.proof() != ProvesRow && isStay(q.flag) &&
			b.sameHours(p, q, agreeWindow) && p.near(q) &&
			samePerson(b.in.Snapshot, q.flag, b.pic.Identity, q.ref).State == Yes {
			return q.ref
		}
	}
	return ""
}

// home says whether the spot lies in the person's own district.
func (b *builder) home(p spot) Claim {
	own := b.in.Snapshot.Resident.ResidenceDivision
	if own == "" || p.code == "" && !p.hasAt {
		return no(p.ref)
	}
	return b.agree(p, own)
}

// rate notes the class of the region in force at the stay, and the later one.
func (b *builder) rate(s *Stay) {
	if s.Region == "" {
		return
	}
	s.Class, s.Rated = b.in.Regions.Risk(b.in.RiskTables, s.Region, s.To.Latest())
	if later, _ := b.in.Regions.Risk(b.in.RiskTables, s.Region, b.in.AsOf.Latest()); later != s.Class {
		s.Later = later
	}
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}
