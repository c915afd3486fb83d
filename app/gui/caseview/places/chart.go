package places

import (
	"slices"
	"strconv"
	"time"

	"recourse/app/gui/kit/regionmap"
	"recourse/cases"
	"recourse/review/evidence"
)

// Given is what the pages are made from. Assessed things are empty until the
// file was studied.
type Given struct {
	File       *cases.File
	Regions    *evidence.Regions
	Models     *evidence.Models
	RiskTables []string // of the policy that bound the code; none when none did
	KeyAreas   []evidence.Area
	Stays      []evidence.Stay
	Lang       string
	Now        time.Time
}

// Located reports whether a record of the file has a position.
func Located(s *cases.Snapshot) bool {
	return slices.ContainsFunc(s.Flags, func(f cases.Flag) bool { return f.Lat != nil && f.Lon != nil })
}

// Record is what the map knows of one record, beside its mark.
type Record struct {
	Ref    string
	Flag   *cases.Flag
	Known  bool   // the datum is one that can be brought to WGS-84
	County string // the smallest outlined division the position lies in
	Mark   regionmap.Mark
}

// Chart is the map's content: the scene without shades, and the records behind
// its marks in the same order.
type Chart struct {
	Scene   regionmap.Scene
	Records []Record
}

// ChartOf works out where everything is.
func ChartOf(g Given) Chart {
	c := Chart{}
	snap := &g.File.Snapshot
	for i := range snap.Flags {
		if f := &snap.Flags[i]; f.Lat != nil && f.Lon != nil {
			c.Records = append(c.Records, g.record("F"+strconv.Itoa(i+1), f))
		}
	}
	slices.SortStableFunc(c.Records, func(a, b Record) int {
		return a.Flag.ObservedFrom.Earliest().Compare(b.Flag.ObservedFrom.Earliest())
	})
	for _, r := range c.Records {
		c.Scene.Marks = append(c.Scene.Marks, r.Mark)
	}
	if r := &snap.Resident; r.HomeLat != nil && r.HomeLon != nil {
		c.Scene.Home = &regionmap.Point{Lat: *r.HomeLat, Lon: *r.HomeLon}
	}
	c.Scene.Outlines = g.outlines(time.Time{})
	return c
}

func (g Given) record(ref string, f *cases.Flag) Record {
	at, known := evidence.ToWGS84(f.Datum, evidence.Point{Lat: *f.Lat, Lon: *f.Lon})
	model := g.Models.Of(f.SourceType)
	r := Record{Ref: ref, Flag: f, Known: known, County: g.around(at)}
	r.Mark = regionmap.Mark{
		Ref: ref, At: regionmap.Point(at), RadiusM: float64(model.Radius(f)),
		Assumed: f.RadiusAssumed || f.AccuracyRadiusM == 0, Lasted: g.lasted(ref, model),
	}
	r.Mark.Border = g.border(at, r.County, r.Mark.RadiusM)
	return r
}

// lasted says how long a record shows somebody, by the picture of the file.
func (g Given) lasted(ref string, model evidence.Model) regionmap.Lasted {
	i := slices.IndexFunc(g.Stays, func(s evidence.Stay) bool { return s.Ref == ref })
	switch {
	case i < 0 || g.Stays[i].Dwell == nil || *g.Stays[i].Dwell == 0:
		return regionmap.Instant
	case *g.Stays[i].Dwell < model.DwellMin:
		return regionmap.Passing
	}
	return regionmap.Whole
}

// around is the smallest outlined division that holds a position, "" for none.
func (g Given) around(at evidence.Point) string {
	found := ""
	for _, code := range g.Regions.Outlined() {
		if g.Regions.Outline(code).Contains(at) && (found == "" || evidence.Within(code, found)) {
			found = code
		}
	}
	return found
}

// far is how many radii, and at least how many metres, a border may be away to
// be drawn: farther ones decide nothing.
const (
	farRadii  = 2.5
	farMetres = 3000
)

// border is the nearest border of the division a position lies in, and whose it
// is on the other side.
func (g Given) border(at evidence.Point, own string, radius float64) *regionmap.Border {
	ring := g.Regions.Outline(own)
	if ring == nil {
		return nil
	}
	foot, metres := ring.Nearest(at)
	if metres > max(radius*farRadii, farMetres) {
		return nil
	}
	other := own
	for _, code := range g.Regions.Outlined() {
		if code == own || evidence.Within(own, code) || evidence.Within(code, own) {
			continue
		}
		if g.Regions.Outline(code).BorderMetres(foot) < 1 {
			other = code
			break
		}
	}
	return &regionmap.Border{At: regionmap.Point(foot), Metres: metres, Name: g.Regions.Name(other, g.Lang), Inside: metres < radius}
}

// outlines are the divisions in the shades of a day; on the zero day they are
// bare.
func (g Given) outlines(day time.Time) []regionmap.Outline {
	codes := g.Regions.Outlined()
	out := make([]regionmap.Outline, len(codes))
	own := g.File.Snapshot.Resident.ResidenceDivision
	for i, code := range codes {
		ring := g.Regions.Outline(code)
		o := regionmap.Outline{Code: code, Name: g.Regions.Name(code, g.Lang), Wide: code[4:] == "00", Own: code == own, Ring: make([]regionmap.Point, len(ring))}
		for k, p := range ring {
			o.Ring[k] = regionmap.Point(p)
		}
		if !day.IsZero() {
			class, documented := g.Regions.Risk(g.RiskTables, code, day)
			o.Shade = ShadeOf(class, documented)
			o.Key = g.key(code, day)
		}
		out[i] = o
	}
	return out
}

// key reports whether a division itself was on the list of key areas on a day.
func (g Given) key(code string, day time.Time) bool {
	on := day.Format(time.DateOnly)
	return slices.ContainsFunc(g.KeyAreas, func(a evidence.Area) bool {
		return a.Code == code && on >= a.From && (a.To == "" || on <= a.To)
	})
}

// AnyKey reports whether a division on the map was a key area on a day.
func (g Given) AnyKey(day time.Time) bool {
	return slices.ContainsFunc(g.Regions.Outlined(), func(code string) bool { return g.key(code, day) })
}

// ShadeOf is the hatching of a class of risk.
func ShadeOf(class string, documented bool) regionmap.Shade {
	level := map[string]int{"HIGH": 5, "HIGHER": 4, "MEDIUM": 3, "LOWER": 2, "AT_MOST_LOWER": 2, "LOW": 1}[class]
	return regionmap.Shade{Level: level, Presumed: level > 0 && !documented}
}

// Rated is a class of risk with its hatching.
type Rated struct {
	Class string
	Shade regionmap.Shade
}

// RatedOn lists what a legend has to explain on a day. It is empty when no
// table rates anything then.
func (g Given) RatedOn(day time.Time) []Rated {
	var out []Rated
	for _, code := range g.Regions.Outlined() {
		class, documented := g.Regions.Risk(g.RiskTables, code, day)
		r := Rated{class, ShadeOf(class, documented)}
		if class != evidence.Unrated && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b Rated) int { return b.Shade.Level - a.Shade.Level })
	return out
}
