package evidence

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"recourse/cases"
)

// agreeWindow is how far apart in time two records of different kinds may be
// to speak of the same stay, after both clocks have been allowed for.
const agreeWindow = time.Hour

// passingKmh is the speed from which a phone is on a road or a train.
const passingKmh = 40

// proof is what the record shows; a ticket that was checked at the gate shows
// the person it names.
func (p *spot) proof() Proof {
	if p.flag.SourceType == cases.TravelTicket && p.says("status", "boarded", "已检", "checked in") {
		return ProvesPerson
	}
	return p.model.Proof
}

// void reports whether a record shows nothing any more: a ticket that was given
// back or changed, a list row that was taken off.
func (p *spot) void(asOf cases.Stamp) bool {
	switch p.flag.SourceType {
	case cases.TravelTicket:
		return p.flag.Detail.Status == "rebooked" || p.says("status", "refunded", "已退", "refunded")
	case cases.KeyAreaList:
		if p.flag.Detail.RemovedAt == "" {
			return false
		}
		off, err := cases.ParseStamp(p.flag.Detail.RemovedAt)
		return err == nil && !off.IsZero() && !off.Earliest().After(asOf.Latest())
	}
	return false
}

// says reports whether a detail has a value or, where the source sent no such
// detail, its remark says one of the words.
func (p *spot) says(detail, value string, words ...string) bool {
	if v := p.flag.Detail.Of(detail); v != "" {
		return v == value
	}
	remark := strings.ToLower(p.flag.Note)
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(remark, w) })
}

// passing says why a record shows no stay though the place is right: at speed,
// too short, a single fix, or a position that may be made up.
func (p *spot) passing(dwell *int) Note {
	f := p.flag
	switch {
	case f.SpeedKmh != nil && *f.SpeedKmh >= passingKmh:
		return note("passing", "speed", strconv.Itoa(int(*f.SpeedKmh)))
	case f.Detail.Mock == "yes":
		return note("mock")
	case p.model.DwellMin == 0:
		return Note{}
	case dwell != nil && *dwell < p.model.DwellMin:
		return note("too_short", "minutes", strconv.Itoa(*dwell), "least", strconv.Itoa(p.model.DwellMin))
	case dwell == nil && f.ObservedTo.IsZero() && !f.ObservedFrom.WholeDay():
		return note("single_fix", "least", strconv.Itoa(p.model.DwellMin))
	}
	return Note{}
}

// unplaced reports whether a claim is open because the source is not exact
// enough, which another kind of source can help.
func (c Claim) unplaced() bool {
	return c.State == Open && (c.Why.Key == "evidence.border" || c.Why.Key == "evidence.no_position")
}

// agree places the spot in an area, with the help of other kinds of source in
// the same hour: one that is surely inside establishes the place while the
// middle of the spot lies there too, one that is surely outside rules it out.
// Where one vouches and another is centred elsewhere, nobody knows.
func (b *builder) agree(p *spot, area string) Claim {
	c := p.in(area, b.in.Regions)
	if !c.unplaced() {
		return c
	}
	if in := b.vouching(p, area); in != "" {
		if out := b.elsewhere(p, area); out != "" {
			return open(note("sources_disagree", "first", in, "second", out, "area", area), p.ref, in, out)
		}
		return yes(p.ref, in)
	}
	if out := b.excluding(p, area); out != "" {
		return no(p.ref, out)
	}
	return c
}

// elsewhere finds a record of another kind that is centred outside the area
// while the spot was recorded, however large its circle.
func (b *builder) elsewhere(p *spot, area string) string {
	return b.other(p, func(q *spot) bool { return q.hasAt && overlap(p, q) && !q.centred(area, b.in.Regions) })
}

// vouching finds a record of another kind that surely puts the person in the
// area in the same hour, near a spot that is centred there.
func (b *builder) vouching(p *spot, area string) string {
	if !p.centred(area, b.in.Regions) {
		return ""
	}
	return b.other(p, func(q *spot) bool {
		return p.near(q) && sameHour(p, q) && q.in(area, b.in.Regions).State == Yes && q.passing(dwellOf(q.flag)).IsZero()
	})
}

// excluding finds a record of another kind that surely puts the person outside
// the area while the spot was recorded.
func (b *builder) excluding(p *spot, area string) string {
	return b.other(p, func(q *spot) bool {
		return q.hasAt && overlap(p, q) && q.in(area, b.in.Regions).State == No
	})
}

// second finds a record of another kind that confirms a row in the area.
func (b *builder) second(p *spot, area string) string {
	return b.other(p, func(q *spot) bool {
		return p.near(q) && sameHour(p, q) && q.in(area, b.in.Regions).State == Yes
	})
}

// other finds a record of another kind that shows the person or the phone and
// fits.
func (b *builder) other(p *spot, fits func(*spot) bool) string {
	for i := range b.spots {
		q := &b.spots[i]
		if q.flag.SourceType == p.flag.SourceType || q.proof() == ProvesRow || !q.isStay() || q.void(b.in.AsOf) {
			continue
		}
		if fits(q) && b.person(q).State == Yes {
			return q.ref
		}
	}
	return ""
}

// kinds lists the kinds of source that put the person near the spot in the
// same hour, its own first.
func (b *builder) kinds(p *spot) []string {
	kinds := []string{string(p.flag.SourceType)}
	for i := range b.spots {
		q := &b.spots[i]
		k := string(q.flag.SourceType)
		if p.ref != q.ref && k != kinds[0] && q.isStay() && !q.void(b.in.AsOf) && sameHour(p, q) && p.near(q) && !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
	}
	slices.Sort(kinds[1:])
	return kinds
}

// near reports whether two records can speak of one place: by the usual errors
// of their kinds, not by what the records state, so that a larger circle never
// makes two sources agree.
func (p *spot) near(q *spot) bool {
	if p.hasAt && q.hasAt {
		return p.at.Metres(q.at) <= float64(p.model.RadiusM+q.model.RadiusM)
	}
	return p.code != "" && q.code != "" && (Within(p.code, q.code) || Within(q.code, p.code))
}

// overlap reports whether two records can speak of one moment.
func overlap(p, q *spot) bool {
	return p.ref != q.ref && gap(p, q) <= 0
}

// sameHour reports whether two records lie within an hour of each other even
// if both clocks are off the wrong way. A record of a whole day agrees with one
// that lies in that day.
func sameHour(p, q *spot) bool {
	return gap(p, q)+p.clock()+q.clock() <= agreeWindow
}

// clock is how far off the time of a record can be. A whole day is not off: it
// says no hour.
func (p *spot) clock() time.Duration {
	if p.flag.ObservedFrom.WholeDay() {
		return 0
	}
	return time.Duration(p.model.ClockMin) * time.Minute
}

// gap is the time between two records, negative by how much they overlap.
func gap(p, q *spot) time.Duration {
	return max(p.flag.ObservedFrom.Earliest().Sub(end(q.flag)), q.flag.ObservedFrom.Earliest().Sub(end(p.flag)))
}

func end(f *cases.Flag) time.Time {
	if f.ObservedTo.IsZero() {
		return f.ObservedFrom.Latest()
	}
	return f.ObservedTo.Latest()
}

// dwellOf is how long a record lasted in minutes: as stated, else from its own
// times, nil when nobody can tell.
func dwellOf(f *cases.Flag) *int {
	if f.DwellMin != nil || f.ObservedTo.IsZero() || f.ObservedTo.WholeDay() || f.ObservedFrom.WholeDay() {
		return f.DwellMin
	}
	n := int(f.ObservedTo.Earliest().Sub(f.ObservedFrom.Earliest()).Minutes())
	return &n
}
