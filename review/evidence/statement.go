package evidence

import (
	"strconv"
	"strings"
	"time"

	"recourse/cases"
)

// Said is what one record shows, in sentences: where it can have been and how
// sure that is, what a record of its kind says by itself, whose it is and how
// exact its time is. The sentences say "consistent" and "not consistent"; none
// of them is a probability.
type Said struct {
	Ref   string `json:"ref"`
	Notes []Note `json:"notes"`
}

// Statements words every flag on file in the order of the file, also those
// that show nothing any more.
func Statements(in Input, pic *Picture) []Said {
	out := make([]Said, 0, len(in.Snapshot.Flags))
	for i := range in.Snapshot.Flags {
		p := in.Models.spot(&in.Snapshot.Flags[i], "F"+strconv.Itoa(i+1))
		s := stater{in: in, pic: pic, p: p}
		s.say()
		out = append(out, Said{Ref: p.ref, Notes: s.notes})
	}
	return out
}

// stater collects the sentences about one record.
type stater struct {
	in    Input
	pic   *Picture
	p     spot
	notes []Note
}

func (s *stater) add(n Note) {
	if !n.IsZero() {
		s.notes = append(s.notes, n)
	}
}

func (s *stater) say() {
	if s.p.flag.ObservedFrom.Earliest().After(s.in.AsOf.Latest()) {
		s.add(note("st.later", "asof", s.in.AsOf.String()))
	}
	s.add(s.place())
	s.add(s.kind())
	if s.p.isStay() {
		s.add(s.p.passing(dwellOf(s.p.flag)))
	}
	if c := samePerson(s.in.Snapshot, &s.p, s.pic.Identity); c.State != Yes {
		s.add(c.Why)
	} else {
		s.add(s.tie())
	}
	s.add(s.clock())
	s.add(s.lag())
	s.add(s.order())
}

// place compares the circle with the border of the county it is centred in.
func (s *stater) place() Note {
	p := s.p
	if !p.hasAt {
		if p.code == "" || p.model.Positions {
			return s.unplaced()
		}
		return note("st.named", "area", p.code)
	}
	home := s.within()
	ring := s.in.Regions.Outline(home)
	if ring == nil {
		return note("st.unmapped", "radius", metresText(p.radius))
	}
	args := []string{"area", home, "border", metresText(ring.BorderMetres(p.at)), "radius", metresText(p.radius)}
	if own := s.contrary(); own != "" {
		return note("st.not_consistent", append(args, "named", own)...)
	}
	if ring.BorderMetres(p.at) >= p.radius {
		return note("st.inside", args...)
	}
	if other := s.neighbour(home); other != "" {
		return note("st.border", append(args, "other", other)...)
	}
	return note("st.border_open", args...)
}

// within is the smallest division with an outline that holds the middle of the
// circle: the county, else the city or province of the one the record names.
func (s *stater) within() string {
	home := s.p.home(s.in.Regions)
	for _, code := range []string{home, level(home, 4), level(home, 2)} {
		if ring := s.in.Regions.Outline(code); ring != nil && ring.Contains(s.p.at) {
			return code
		}
	}
	return ""
}

// unplaced says what a record without a position leaves open.
func (s *stater) unplaced() Note {
	switch {
	case s.p.code == "":
		return Note{}
	case s.p.model.RadiusM >= coarseRadius:
		return note("st.no_position", "area", s.p.code, "radius", strconv.Itoa(s.p.model.RadiusM))
	}
	return note("st.named", "area", s.p.code)
}

// contrary is the division a record names although its whole circle lies
// outside it.
func (s *stater) contrary() string {
	ring := s.in.Regions.Outline(s.p.code)
	if ring == nil || ring.Contains(s.p.at) || ring.BorderMetres(s.p.at) < s.p.radius {
		return ""
	}
	return s.p.code
}

// neighbour is the nearest other county inside the circle, "" when none of
// those with an outline is.
func (s *stater) neighbour(home string) string {
	best, code := s.p.radius, ""
	for _, c := range s.in.Regions.Outlined() {
		if ring := s.in.Regions.Outline(c); c != home && county(c) == county(home) && !ring.Contains(s.p.at) && ring.BorderMetres(s.p.at) < best {
			best, code = ring.BorderMetres(s.p.at), c
		}
	}
	return code
}

// kind says what a record of its kind shows and does not.
func (s *stater) kind() Note {
	f := s.p.flag
	switch f.SourceType {
	case cases.TravelTicket:
		return s.ticket()
	case cases.PurchaseRecord:
		return note("st.purchase", "receiver", orUnknown(f.Detail.Receiver), "ordered", firstOf(f.Detail.OrderedAt, f.ObservedFrom.String()), "delivered", firstOf(f.Detail.DeliveredAt, f.ObservedTo.String(), "?"))
	case cases.TollPlate:
		return note("st.toll")
	case cases.CheckpointScan:
		return note("st.scan")
	case cases.BuildingRegister:
		return s.register()
	case cases.HotelRegister:
		return note("st.hotel")
	case cases.ContactList:
		return note("st.contact", "last", lastSeen(f).String())
	case cases.KeyAreaList:
		return s.list()
	case cases.SelfReportInconsistency:
		return note("st.mismatch")
	case cases.DoorSensor:
		return note("st.door")
	}
	return Note{}
}

func (s *stater) ticket() Note {
	switch {
	case s.p.flag.Detail.Status == "rebooked":
		return note("st.ticket_rebooked")
	case s.p.void(s.in.AsOf):
		return note("st.ticket_refunded")
	case s.p.proof() == ProvesPerson:
		return note("st.ticket_boarded")
	}
	return note("st.ticket_booked")
}

func (s *stater) register() Note {
	if r := s.p.flag.Detail.Reporter; r == "self" {
		return note("st.register_self")
	}
	return note("st.register_hearsay", "who", firstOf(s.p.flag.SetBy, "?"))
}

func (s *stater) list() Note {
	f := s.p.flag
	asOf := firstOf(f.ListDate.String(), f.RecordedAt.String(), "?")
	if s.p.void(s.in.AsOf) {
		return note("st.list_removed", "list", f.ListName, "day", f.Detail.RemovedAt)
	}
	return note("st.list", "list", firstOf(f.ListName, "?"), "day", asOf)
}

// tie says by what a record that settles who it is was tied to the person.
func (s *stater) tie() Note {
	switch link(s.p.flag) {
	case byPhoneNo:
		return note("st.tie_phone")
	case byID:
		return note("st.tie_id")
	}
	return Note{}
}

// clock says how exact a time of day is, where that is more than a minute.
func (s *stater) clock() Note {
	if m := s.p.model.ClockMin; m > 1 && !s.p.flag.ObservedFrom.WholeDay() {
		return note("st.clock", "minutes", strconv.Itoa(m))
	}
	if s.p.flag.ObservedFrom.WholeDay() && !s.p.flag.ObservedFrom.IsZero() {
		return note("st.day_only")
	}
	return Note{}
}

// lag speaks of a record that was keyed later than its kind usually is.
func (s *stater) lag() Note {
	f := s.p.flag
	if f.RecordedAt.IsZero() || s.p.model.LagHours == 0 {
		return Note{}
	}
	const long = 72 * time.Hour // from which on days say more than hours
	late := f.RecordedAt.Earliest().Sub(end(f))
	switch {
	case late <= time.Duration(s.p.model.LagHours)*time.Hour:
		return Note{}
	case late > long:
		return note("st.lag_days", "days", strconv.Itoa(int(late.Hours()/24)), "usual", strconv.Itoa(s.p.model.LagHours))
	}
	return note("st.lag", "hours", strconv.Itoa(int(late.Hours())), "usual", strconv.Itoa(s.p.model.LagHours))
}

// order speaks of a record that a hand set without an order.
func (s *stater) order() Note {
	if f := s.p.flag; f.SetBy != "" && f.OrderRef == "" && f.SourceType != cases.BuildingRegister {
		return note("st.no_order", "who", f.SetBy)
	}
	return Note{}
}

func orUnknown(s string) string { return firstOf(s, "unknown") }

// firstOf is the first text that says something.
func firstOf(texts ...string) string {
	for _, t := range texts {
		if strings.TrimSpace(t) != "" {
			return t
		}
	}
	return ""
}
