package letter

import (
	"strings"

	"recourse/cases"
)

// Notice builds the letter that ends a review without a decision: withdrawn,
// dismissed, lapsed, inadmissible or duplicate. The reason is the one recorded
// with the ending.
func (p *Press) Notice(in Case) Content {
	e := in.File.Ending
	if e == nil {
		return Content{Kind: KindNotice, Languages: []Lang{ZH}}
	}
	c := p.common(in, KindNotice)
	c.Languages = Languages(in.File.Snapshot.Resident.Language)
	c.DecidedOn = e.At
	c.Heading = p.text("title." + string(e.State))
	title, text := p.outcome(string(e.State), c.Code.Colour, nil)
	c.Title, c.Outcome = title, Outcome{Text: text, EndsAt: in.File.Snapshot.Assignment.ValidUntil}
	if e.State == cases.Lapsed {
		c.Outcome.Shows, c.Outcome.EffectiveAt, c.Outcome.Free = cases.Green, e.Date, true
	}
	c.Reasons.Text = strings.TrimSpace(e.Reason)
	c.Human = Human{Decider: p.role(e.By, cases.Reviewer, cases.Supervisor, cases.Intake)}
	c.Duties = p.duties(string(e.State), in.Office.Phone)
	return c
}
