package cli

import (
	"strings"

	"recourse/cases"
)

// evidenceRows lists the evidence of a file in words: the number that findings
// cite, what it is, and what it says with its source, time and error.
func (e *env) evidenceRows(s *cases.Snapshot) [][]string {
	var rows [][]string
	for _, ev := range s.Evidence() {
		if ev.Ref == "S" {
			continue // stands above in full
		}
		rows = append(rows, append([]string{"  " + ev.Ref}, e.evidenceWords(&ev, s)...))
	}
	return rows
}

// evidenceWords is the kind of a piece of evidence and what it says.
func (e *env) evidenceWords(ev *cases.Evidence, s *cases.Snapshot) []string {
	w := e.words
	switch {
	case ev.Flag != nil:
		f := ev.Flag
		return []string{w.T("source." + string(f.SourceType)), e.parts(f.PlaceText, e.span(f.ObservedFrom, f.ObservedTo), e.radius(f), e.code("link", f.IdentityLink), f.Provider)}
	case ev.Doc != nil:
		d := ev.Doc
		return []string{e.code("document", d.Type), e.parts(d.Title, d.IssuedBy, e.span(d.CoversFrom, d.CoversTo), d.Summary)}
	case ev.Answer != nil:
		return []string{e.code("item", ev.Answer.ItemCode), e.parts(w.T("cli.evidence_answer", "answer", ev.Answer.AnswerRaw, "question", ev.Answer.QuestionText), e.moment(ev.Form.SubmittedAt))}
	case ev.Check != nil:
		return []string{w.T("cli.evidence_checkin"), e.parts(e.moment(ev.Check.Date), e.code("checkin", ev.Check.Status), e.degrees(ev.Check.TempC), ev.Check.Note)}
	case ev.Change != nil:
		c := ev.Change
		return []string{w.T("cli.evidence_change"), e.parts(e.moment(c.At), w.Colour(c.From)+" → "+w.Colour(c.To), e.code("cause", c.Cause), e.code("system", c.System))}
	case ev.Other != nil:
		o := ev.Other
		return []string{w.T("cli.evidence_other"), e.parts(e.code("system", o.IssuingSystem), w.Colour(o.Colour), e.moment(o.IssuedAt), o.ReasonText)}
	}
	a := &s.Assignment
	return []string{w.T("cli.evidence_code"), e.parts(e.code("system", a.IssuingSystem), w.Colour(a.Colour), e.moment(a.IssuedAt), a.ReasonText)}
}

// code words a code of a list of the case screen; an unknown one stays as it
// came.
func (e *env) code(list, code string) string {
	if code == "" {
		return ""
	}
	return e.words.Or("case."+list+"."+code, code)
}

// parts joins what there is.
func (e *env) parts(parts ...string) string {
	kept := parts[:0]
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " · ")
}

// moment is a stamp with its year: an instant to the minute, or a whole day.
func (e *env) moment(s cases.Stamp) string {
	switch {
	case s.IsZero():
		return ""
	case s.WholeDay():
		return e.words.FullDate(s.Earliest())
	}
	return e.words.FullDateTime(s.Earliest())
}

func (e *env) span(from, to cases.Stamp) string {
	if to.IsZero() || to.Equal(from) {
		return e.moment(from)
	}
	if from.WholeDay() || to.WholeDay() || e.words.FullDate(from.Earliest()) != e.words.FullDate(to.Earliest()) {
		return e.moment(from) + " – " + e.moment(to)
	}
	return e.moment(from) + "–" + e.words.Clock(to.Earliest())
}

// radius is the error of a position in metres and where the figure is from.
func (e *env) radius(f *cases.Flag) string {
	r, key := f.AccuracyRadiusM, "case.radius.stated"
	if f.RadiusAssumed {
		key = "case.radius.assumed"
	}
	if r == 0 {
		standard, positions := f.SourceType.DefaultRadius()
		if !positions {
			return ""
		}
		r, key = standard, "case.radius.assumed"
	}
	return e.words.T(key, "m", r)
}

func (e *env) degrees(c *float64) string {
	if c == nil {
		return ""
	}
	return e.words.T("cli.degrees", "t", trimmed(*c))
}
