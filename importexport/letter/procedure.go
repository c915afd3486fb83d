package letter

import (
	"slices"
	"strings"
	"time"

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
	c := p.procedural(in, KindNotice, e.At)
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

// procedural is the frame of a letter that is no decision, in the resident's
// language.
func (p *Press) procedural(in Case, kind Kind, at time.Time) Content {
	c := p.common(in, kind)
	c.Languages = Languages(in.File.Snapshot.Resident.Language)
	c.DecidedOn = at
	c.Heading = p.text("title." + string(kind))
	c.Matter = &Matter{}
	return c
}

// says sets title, sentence and duties of a procedural letter.
func (p *Press) says(c *Content, key string, duties []string, pairs func(l Lang) []string) {
	say := func(part string) Text {
		return Text{p.words[ZH].fill("outcome."+key+part, pairs(ZH)...), p.words[EN].fill("outcome."+key+part, pairs(EN)...)}
	}
	c.Title, c.Outcome.Text = say(".title"), say(".text")
	for _, d := range duties {
		c.Duties = append(c.Duties, Text{p.words[ZH].fill("duty."+d, pairs(ZH)...), p.words[EN].fill("duty."+d, pairs(EN)...)})
	}
}

// filled says each key in both languages.
func (p *Press) filled(keys []string, pairs func(l Lang) []string) []Text {
	out := make([]Text, len(keys))
	for i, k := range keys {
		out[i] = Text{p.words[ZH].fill(k, pairs(ZH)...), p.words[EN].fill(k, pairs(EN)...)}
	}
	return out
}

// pairs are the values that the sentences of procedural letters take.
func (c *Content) pairs() func(l Lang) []string {
	return func(l Lang) []string {
		m := c.Matter
		return []string{
			"no", c.Appeal.No, "received", stampDate(c.Appeal.ReceivedOn, l), "channel", c.Appeal.Channel.In(l),
			"due", moment(cases.At(m.Due), l), "before", moment(cases.At(m.Before), l), "count", itoa(len(m.Papers)),
			"other", m.Refers.No, "on", stampDate(m.Refers.On, l), "body", m.Body.In(l),
			"phone", c.Help.Phone, "hotline", c.Help.Hotline, "address", c.Authority.Address.In(l), "hours", c.Authority.Hours.In(l),
		}
	}
}

// Acknowledgement builds 受理通知书: the appeal is here, this is its number,
// and this is when it is answered.
func (p *Press) Acknowledgement(in Case) Content {
	c := p.procedural(in, KindAcknowledgement, in.IssuedAt)
	c.Told = p.told(in)
	c.Outcome.EndsAt = in.File.Snapshot.Assignment.ValidUntil
	c.Matter.Due = in.File.DueAt
	c.Matter.Deciders = p.text("deciders.text")
	c.Matter.Meanwhile = p.filled([]string{"meanwhile.code", "meanwhile.urgent", "meanwhile.withdraw", "meanwhile.late"}, c.pairs())
	p.says(&c, string(c.Kind), []string{"acknowledgement"}, c.pairs())
	return c
}

// Deficiency builds 补正通知书 from the latest notice of what is missing.
func (p *Press) Deficiency(in Case) Content {
	f := in.File
	if len(f.Deficiencies) == 0 {
		return Content{Kind: KindDeficiency, Languages: []Lang{ZH}}
	}
	d := f.Deficiencies[len(f.Deficiencies)-1]
	c := p.procedural(in, KindDeficiency, d.At)
	c.Matter.Due, c.Matter.Before, c.Matter.Paused = d.DueAt, in.promised(), d.At
	for _, code := range d.Missing {
		if code != "other" || d.Text == "" {
			c.Matter.Papers = append(c.Matter.Papers, p.known("paper.", code))
		}
	}
	if d.Text != "" {
		c.Matter.Papers = append(c.Matter.Papers, Same(strings.TrimSpace(d.Text)))
	}
	p.sending(&c)
	return c
}

// sending says how papers are sent, and what happens when none come.
func (p *Press) sending(c *Content) {
	key, duty := string(c.Kind), "send"
	if !c.To.IsZero() {
		key, duty = key+".body", "inquiry"
	}
	c.Matter.How = p.filled([]string{"how.channel", "how.address", "how.plain", "how.help"}, c.pairs())
	if !c.To.IsZero() {
		c.Matter.How = p.filled([]string{"how.official", "how.partly"}, c.pairs())
	}
	c.Matter.Otherwise = p.filled([]string{"otherwise." + key}, c.pairs())[0]
	p.says(c, key, []string{duty}, c.pairs())
}

// Request builds the letter that asks for information: of the resident
// 提供材料通知书, of another body 协助调查函. The body's names the appeal by
// its number only.
func (p *Press) Request(in Case, r cases.InfoRequest) Content {
	c := p.procedural(in, KindRequest, r.At)
	c.Matter.Due, c.Matter.Before = r.DueAt, in.promised()
	c.Matter.Papers = []Text{Same(strings.TrimSpace(r.Question))}
	c.Reasons.Text = r.Question
	if r.ToResident {
		c.Matter.Paused = r.At
	} else {
		c.To, c.Person, c.Large, c.Languages = Same(r.To), Person{}, false, []Lang{ZH}
		c.Heading = p.text("title.request.body")
	}
	p.sending(&c)
	return c
}

// Delay is why an answer comes later than promised, and when.
type Delay struct {
	Reason string
	Until  time.Time
}

// Delay builds 延期告知书. The date that it replaces is the one promised last, by
// an earlier notice of delay where there was one.
func (p *Press) Delay(in Case, d Delay) Content {
	c := p.procedural(in, KindDelay, in.IssuedAt)
	c.Outcome.EndsAt = in.File.Snapshot.Assignment.ValidUntil
	c.Matter.Due, c.Matter.Before = d.Until, in.promised()
	c.Reasons.Text = strings.TrimSpace(d.Reason)
	c.Matter.Meanwhile = p.filled([]string{"meanwhile.code", "meanwhile.urgent", "meanwhile.late"}, c.pairs())
	p.says(&c, string(c.Kind), []string{"wait"}, c.pairs())
	return c
}

// Joined builds 并案办理告知书 for the appeal that was joined to an earlier one,
// whose file is in.Other. Both references and the papers of both are named.
func (p *Press) Joined(in Case) Content {
	f := in.File
	if len(f.Merges) == 0 {
		return Content{Kind: KindMerge, Languages: []Lang{ZH}}
	}
	m := f.Merges[len(f.Merges)-1]
	c := p.procedural(in, KindMerge, m.At)
	c.Told = p.told(in)
	c.Outcome.EndsAt = f.Snapshot.Assignment.ValidUntil
	c.Matter.Refers = Reference{No: m.Into, On: cases.At(m.FiledAt)}
	if o := in.Other; o != nil {
		c.Matter.Due = Promised(o, "")
		c.Told.Sent += len(o.Snapshot.Appeal.Documents)
		for i, d := range o.Snapshot.Appeal.Documents {
			c.Told.Documents = append(c.Told.Documents, p.document(d, m.Into+" D"+itoa(i+1)))
		}
	}
	c.Matter.Meanwhile = p.filled([]string{"meanwhile.code", "meanwhile.urgent", "meanwhile.late"}, c.pairs())
	p.says(&c, string(c.Kind), []string{"wait"}, c.pairs())
	return c
}

// Record builds the letter that tells a resident whose term ended while the
// appeal was pending that the review goes on.
func (p *Press) Record(in Case) Content {
	f := in.File
	if len(f.Expiries) == 0 {
		return Content{Kind: KindRecord, Languages: []Lang{ZH}}
	}
	e := f.Expiries[len(f.Expiries)-1]
	c := p.procedural(in, KindRecord, e.At)
	c.Outcome.Free = true
	c.Matter.Due, c.Matter.Before = in.promised(), e.EndedAt
	c.Matter.Meanwhile = p.filled([]string{"meanwhile.ended", "meanwhile.stop", "meanwhile.late"}, c.pairs())
	p.says(&c, string(c.Kind), []string{"none"}, c.pairs())
	return c
}

// Correction builds 更正通知书 for the latest correction that a second person
// has confirmed. What was decided stays as it was.
func (p *Press) Correction(in Case) Content {
	f := in.File
	i, confirmed := confirmedCorrection(f)
	if i < 0 {
		return Content{Kind: KindCorrection, Languages: []Lang{ZH}}
	}
	fix := f.Corrections[i]
	c := p.procedural(in, KindCorrection, confirmed.SignedAt)
	if n := fix.LetterNo; n > 0 && n <= len(f.Letters) {
		l := f.Letters[n-1]
		c.Languages = Languages(l.Language)
		c.Matter.Refers = Reference{No: l.DocNo, On: cases.At(l.IssuedAt)}
	}
	c.Matter.Changes = []Change{{Where: p.known("field.", fix.Field), Was: strings.TrimSpace(fix.Was), Now: strings.TrimSpace(fix.Now)}}
	c.Matter.Unchanged = p.text("unchanged.text")
	c.Reasons.Text = strings.TrimSpace(fix.Reason)
	c.Human = Human{Decider: p.role(fix.By, cases.Reviewer, cases.Supervisor, cases.Intake), Signer: p.role(confirmed.Signer, cases.Supervisor, cases.Reviewer)}
	p.says(&c, string(c.Kind), []string{"keep"}, c.pairs())
	return c
}

// confirmedCorrection finds the latest correction that was approved.
func confirmedCorrection(f *cases.File) (int, cases.Confirmation) {
	for i := len(f.Corrections) - 1; i >= 0; i-- {
		fix := f.Corrections[i]
		n := slices.IndexFunc(f.Confirmations, func(o cases.Confirmation) bool {
			return o.Of == cases.PaperCorrection && o.OfNo == fix.No && o.Approved && o.Digest == fix.Digest
		})
		if n >= 0 {
			return i, f.Confirmations[n]
		}
	}
	return -1, cases.Confirmation{}
}
