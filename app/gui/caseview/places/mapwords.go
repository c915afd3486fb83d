package places

import (
	"strings"
	"time"

	"recourse/app/gui/kit/regionmap"
	"recourse/cases"
	"recourse/review/evidence"
)

// lines are what is read out of a record: what and when, how far off it can
// be, the border, the risk on that day, and what the error models say of it.
func (m *mapPage) lines(at int) []string {
	r := m.chart.Records[at]
	head := m.t("map.head", "source", m.t("source."+string(r.Flag.SourceType)), "place", orDash(r.Flag.PlaceText, m.Words.None()), "when", m.when(r))
	facts := []string{m.t("map.nth", "n", at+1, "of", len(m.chart.Records)), m.radius(r)}
	if b := m.border(r); b != "" {
		facts = append(facts, b)
	}
	if risk := m.risk(r); risk != "" {
		facts = append(facts, m.t("map.riskThen", "risk", risk))
	}
	out := []string{head, strings.Join(facts, m.t("map.sep"))}
	if !r.Known {
		out = append(out, m.t("map.datum", "datum", orDash(r.Flag.Datum, m.Words.None())))
	}
	return append(out, m.Said(r.Ref)...)
}

func orDash(s, none string) string {
	if s == "" {
		return none
	}
	return s
}

// when is the time of a record: a span, an instant, or a day of which the hour
// is not known.
func (m *mapPage) when(r Record) string {
	return Span(m.Words.Stamp, m.Words.Clock, r.Flag.ObservedFrom, r.Flag.ObservedTo)
}

// Span words a beginning and an end; on one day the end is its hour alone.
func Span(stamp func(cases.Stamp) string, clock func(time.Time) string, from, to cases.Stamp) string {
	switch day := func(s cases.Stamp) string { return s.Earliest().In(cases.Shanghai()).Format(time.DateOnly) }; {
	case to.IsZero() || to.Equal(from):
		return stamp(from)
	case day(from) == day(to) && !from.WholeDay() && !to.WholeDay():
		return stamp(from) + "–" + clock(to.Earliest())
	}
	return stamp(from) + " – " + stamp(to)
}

func (m *mapPage) radius(r Record) string {
	key := "map.radius.stated"
	if r.Mark.Assumed {
		key = "map.radius.assumed"
	}
	return m.t(key, "radius", regionmap.Distance(m.Words, r.Mark.RadiusM))
}

// border is the distance line: "900 m to the border of Xihu, inside the
// 2,000 m radius".
func (m *mapPage) border(r Record) string {
	b := r.Mark.Border
	if b == nil {
		return ""
	}
	key := "map.border.outside"
	if b.Inside {
		key = "map.border.inside"
	}
	return m.t(key, "far", regionmap.Distance(m.Words, b.Metres), "area", b.Name, "radius", regionmap.Distance(m.Words, r.Mark.RadiusM))
}

// risk is the class of the division a record lies in on its own day.
func (m *mapPage) risk(r Record) string {
	if r.County == "" {
		return ""
	}
	class, documented := m.given.Regions.Risk(m.given.RiskTables, r.County, r.last().In(cases.Shanghai()))
	text := m.t("map.risk." + class)
	if class != evidence.Unrated && !documented {
		text = m.t("map.presumed", "class", text)
	}
	return text
}
