package evidence

import (
	"fmt"
	"strings"
	"time"

	"recourse/cases"
)

// Question is a difference between two things on file that a person should
// ask about. It is never a finding, and it accuses nobody.
type Question struct {
	Note Note     `json:"note"`
	Refs []string `json:"refs"`
}

// Questioned lists the differences on a file: between an answer and a record,
// between two submissions, between two records, and between a record and
// itself.
func Questioned(in Input, pic *Picture) []Question {
	var out []Question
	s := in.Snapshot
	out = append(out, answerQuestions(pic)...)
	out = append(out, revisions(s)...)
	out = append(out, placeQuestions(in)...)
	return append(out, twoPlaces(in)...)
}

// answerQuestions sets the last answers beside the records of the fourteen
// days before them.
func answerQuestions(pic *Picture) []Question {
	var out []Question
	a := &pic.Answers
	recent := func(t cases.Stamp) bool {
		gap := a.Submitted.Latest().Sub(t.Latest())
		return !t.IsZero() && gap > -24*time.Hour && gap < 14*24*time.Hour
	}
	for i := range pic.Stays {
		s := &pic.Stays[i]
		if a.KeyArea.State == No && s.Key.State != No && recent(s.To) {
			out = append(out, Question{note("q.key_area", "place", s.Place, "to", s.To.String()), refs(a.KeyArea, s.Ref)})
		}
	}
	for _, c := range pic.Contacts {
		if a.Contact.State == No && recent(c.Last) {
			out = append(out, Question{note("q.contact", "last", c.Last.String()), refs(a.Contact, c.Ref)})
		}
	}
	for i := range pic.Stays {
		if w := pic.Stays[i].ToWhy; w.Key == "evidence.two_return_dates" {
			out = append(out, Question{w, pic.Stays[i].ToRefs})
		}
	}
	return out
}

func refs(c Claim, more ...string) []string { return append(append([]string{}, c.Refs...), more...) }

// revisions lists the items that a later submission answers differently, and
// answers that were edited.
func revisions(s *cases.Snapshot) []Question {
	var out []Question
	last := map[string]int{}
	for i := range s.Questionnaires {
		for _, it := range s.Questionnaires[i].Items {
			ref := fmt.Sprintf("Q%d.%s", i+1, it.ItemCode)
			if it.EditedFrom != "" {
				out = append(out, Question{note("q.edited", "item", it.ItemCode, "before", it.EditedFrom, "after", it.AnswerRaw, "at", it.EditedAt.String()), []string{ref}})
			}
			if k, ok := last[it.ItemCode]; ok && it.ItemCode != "TEMP" {
				if was := answerOf(s, k, it.ItemCode); was != it.AnswerNorm {
					out = append(out, Question{note("q.revised", "item", it.ItemCode, "before", was, "after", it.AnswerNorm), []string{fmt.Sprintf("Q%d.%s", k+1, it.ItemCode), ref}})
				}
			}
			last[it.ItemCode] = i
		}
	}
	return out
}

func answerOf(s *cases.Snapshot, form int, item string) string {
	for _, it := range s.Questionnaires[form].Items {
		if it.ItemCode == item {
			return it.AnswerNorm
		}
	}
	return ""
}

// placeQuestions finds records whose position lies outside the division they
// name, which a wrong datum can do.
func placeQuestions(in Input) []Question {
	var out []Question
	for i := range in.Snapshot.Flags {
		p := in.Models.spot(&in.Snapshot.Flags[i], fmt.Sprintf("F%d", i+1))
		ring := in.Regions.Outline(p.code)
		if p.hasAt && ring != nil && !ring.Contains(p.at) && ring.BorderMetres(p.at) > p.radius {
			out = append(out, Question{note("q.position", "area", p.code, "border", metresText(ring.BorderMetres(p.at)), "datum", datumText(p.flag.Datum)), []string{p.ref}})
		}
	}
	return out
}

func datumText(d string) string {
	if d == "" {
		return "?"
	}
	return strings.ToUpper(d)
}

// twoPlaces finds records of the phone in the same minutes at places that the
// errors of both cannot explain.
func twoPlaces(in Input) []Question {
	var out []Question
	b := &builder{in: in}
	for i := range in.Snapshot.Flags {
		b.spots = append(b.spots, in.Models.spot(&in.Snapshot.Flags[i], fmt.Sprintf("F%d", i+1)))
	}
	for i, p := range b.spots {
		for _, q := range b.spots[i+1:] {
			if len(out) >= maxQuestions || !p.hasAt || !q.hasAt || !overlap(&p, &q) {
				continue
			}
			if d := p.at.Metres(q.at); d > p.radius+q.radius+movedMetres {
				out = append(out, Question{note("q.two_places", "metres", metresText(d), "first", p.flag.PlaceText, "second", q.flag.PlaceText), []string{p.ref, q.ref}})
			}
		}
	}
	return out
}

const (
	maxQuestions = 20
	movedMetres  = 5000 // a phone may move while both records last
)
