package letter

import (
	"cmp"
	"strings"
	"time"

	"recourse/cases"
)

// Case is what a letter is built from.
type Case struct {
	File     *cases.File
	Office   Office
	Number   string    // document number, such as 杭健码复〔2020〕1234号
	IssuedAt time.Time // when the letter goes out
	// Rules are the rules that led to the colour, in the plain words of their
	// policy pack. With none, Unexplained or a decision without a deciding rule
	// makes the letter say that no published rule explains the colour;
	// otherwise Check asks for the words of the rule.
	Rules       []Rule
	Unexplained bool
	RuleSets    []RuleSet   // titles, by which letters name a set of rules
	Decisive    [][]string  // sets of evidence on which the colour hangs
	Other       *cases.File // the case that goes on, in a letter about a merger
	Large       bool        // large print, whatever the resident asked for
}

// Decision builds the content of a decision letter from the latest decision
// of the file. What the file does not hold stays empty, so that Check names
// it. Before the second signature the letter says that a supervisor signs.
func (p *Press) Decision(in Case) Content {
	d := in.File.Decision()
	if d == nil {
		return Content{Kind: KindDecision, Languages: []Lang{ZH}}
	}
	c := p.common(in, kindOf(d))
	c.Languages = Languages(d.LetterLanguage)
	c.Heading = p.text("title.decision")
	c.DecidedOn = d.DraftedAt
	if s := in.File.Approval(); s != nil {
		c.DecidedOn = s.SignedAt
	}
	c.Title, c.Outcome = p.decided(in, d)
	c.Told = p.told(in)
	c.Sources = p.sources(in, d)
	c.Asked = p.asked(in.File)
	c.Rules = Rules{List: in.Rules, Unexplained: len(in.Rules) == 0 && (in.Unexplained || d.DecidingRule == "")}
	p.reason(&c, in.File, d)
	c.Basis = d.LegalBasis
	c.Human = p.human(in.File, d)
	c.Duties = p.duties(outcomeKey(d), in.Office.Phone)
	c.Again = Again{HoldUntil: d.HoldUntil, Phone: in.Office.Hotline}
	c.Redress = &Redress{Kind: erred(d)}
	c.Decisive = p.decisive(in)
	if c.Kind != KindDecision {
		p.sent(&c, in, d)
	}
	return c
}

// kindOf is the kind of letter that tells a decision: one that passes the
// appeal on or does not accept it has a kind of its own.
func kindOf(d *cases.Decision) Kind {
	switch d.Disposition {
	case cases.TransferTo:
		return KindTransfer
	case cases.NotAdmit:
		return KindInadmissible
	}
	return KindDecision
}

// common fills the elements that every letter has.
func (p *Press) common(in Case, kind Kind) Content {
	o, s := in.Office, &in.File.Snapshot
	received := in.IssuedAt.In(cases.Shanghai()).AddDate(0, 0, 1)
	c := Content{
		Kind: kind, Demo: o.Demo, Number: in.Number, IssuedOn: in.IssuedAt, DecidedOn: in.IssuedAt,
		Large:     in.Large || strings.Contains(s.Resident.AccessibleFormat, "large"),
		Authority: Authority{Name: o.Authority, Unit: o.Unit, Address: o.Address, Hours: o.Hours, Phone: o.Phone},
		Person:    p.person(s.Resident),
		Appeal:    Appeal{No: s.Appeal.AppealNo, ReceivedOn: s.Appeal.FiledAt, Channel: p.known("channel.", s.Appeal.Channel)},
		Code: Code{System: o.system(s.Assignment.IssuingSystem), Colour: s.Assignment.Colour, IssuedAt: s.Assignment.IssuedAt,
			Reason: s.Assignment.ReasonText},
		Challenge: Challenge{Reconsider: o.Reconsider, Court: o.Court,
			ReconsiderBy: received.AddDate(0, 0, reconsiderDays), CourtBy: received.AddDate(0, suitMonths, 0)},
		Data:       Data{Retention: o.Retention, Complain: o.Privacy},
		Help:       Help{Phone: o.Phone, Hotline: o.Hotline},
		Enclosures: []Text{p.text("enclosure.receipt")},
		Strangers:  strangers(s),
		RuleSets:   in.RuleSets,
	}
	for _, m := range in.File.Merges {
		if m.Appeal != nil {
			c.Appeal.Joined = append(c.Appeal.Joined, m.Joined)
		}
	}
	if a := s.Assignment; a.RuleSetID != "unknown" {
		c.Code.RuleSet, c.Code.RuleVersion = a.RuleSetID, a.RuleSetVer
	}
	for _, code := range s.Appeal.Consequences {
		c.Code.Consequences = append(c.Code.Consequences, p.known("consequence.", code))
	}
	return c
}

// Time limits: reconsideration within 60 days (Administrative Reconsideration
// Law 2017, art. 9), suit within six months (Administrative Litigation Law,
// art. 46), both from the day after the letter is issued.
const (
	reconsiderDays = 60
	suitMonths     = 6
)

// known words a code; one that has no words is shown as it is.
func (p *Press) known(prefix, code string) Text {
	if code == "" {
		return Text{}
	}
	if _, ok := p.words[ZH][prefix+code]; !ok {
		return Same(code)
	}
	return p.text(prefix + code)
}

func (p *Press) person(r cases.Resident) Person {
	out := Person{Name: r.Name, Latin: r.NameLatin, MaskedID: cases.MaskDocNo(r.DocNo), Address: Same(r.Address)}
	if r.Address == "" {
		out.Address = p.text("service.channel")
	}
	if r.Sex == "1" || r.Sex == "2" { // GB/T 2261.1
		male := r.Sex == "1"
		out.Male = &male
	}
	return out
}

// strangers are the names of others in the file.
func strangers(s *cases.Snapshot) []string {
	var names []string
	for _, f := range s.Flags {
		if f.LinkedName != "" && f.LinkedName != s.Resident.Name {
			names = append(names, f.LinkedName)
		}
	}
	return names
}

// outcomeKey is the disposition, with a shortened term apart from a change of
// colour.
func outcomeKey(d *cases.Decision) string {
	if d.Disposition == cases.Vary && (d.NewColour == "" || d.NewColour == d.IssuedColour) {
		return "shorten"
	}
	return string(d.Disposition)
}

func (p *Press) decided(in Case, d *cases.Decision) (Text, Outcome) {
	key := outcomeKey(d)
	title, text := p.outcome(key, in.File.Snapshot.Assignment.Colour, d)
	out := Outcome{Text: text, Shows: d.NewColour, EffectiveAt: d.EffectiveAt, EndsAt: d.IsolationEnd}
	if key == "shorten" || d.Disposition == cases.Uphold {
		out.Shows = ""
	}
	out.Free = d.NewColour == cases.Green || d.Disposition == cases.Moot
	if out.EndsAt.IsZero() && !out.Free {
		out.EndsAt = in.File.Snapshot.Assignment.ValidUntil
	}
	return title, out
}

// outcome gives title and sentence of an outcome in both languages.
func (p *Press) outcome(key string, colour cases.Colour, d *cases.Decision) (title, text Text) {
	say := func(part string, l Lang) string {
		if key == "" {
			return p.words[l]["open"] // not decided yet
		}
		pairs := []string{"colour", p.colour(colour).In(l)}
		if d != nil {
			open := p.words[l]["open"]
			pairs = append(pairs, "to", cmp.Or(d.TransferTo, open), "return", cmp.Or(moment(d.ReturnBy, l), open), "new", p.colour(d.NewColour).In(l))
		}
		return p.words[l].fill("outcome."+key+part, pairs...)
	}
	return Text{say(".title", ZH), say(".title", EN)}, Text{say(".text", ZH), say(".text", EN)}
}

// duties is what the resident has to do after each outcome (element 16).
func (p *Press) duties(outcome, phone string) []Text {
	var keys []string
	switch outcome {
	case "overturn", "correct_and_reassess":
		keys = []string{"refresh"}
	case "vary", "shorten":
		keys = []string{"checkin", "refresh"}
	case "remit":
		keys = []string{"wait", "checkin"}
	case "uphold":
		keys = []string{"checkin", "papers"}
	case "transfer", "duplicate":
		keys = []string{"wait"}
	case "inadmissible", "withdrawn", "dismissed":
		keys = []string{"resubmit"}
	case "moot", "lapsed":
		keys = []string{"none"}
	}
	var out []Text
	for _, k := range keys {
		out = append(out, p.text("duty."+k, "phone", phone))
	}
	return out
}

// erred says who erred, after the outcome and the grounds that were made out.
// A colour that was right but too hard on somebody (G16) was no mistake.
func erred(d *cases.Decision) string {
	proved, hardship := false, true
	for _, f := range d.Findings {
		if f.Finding == cases.Proved {
			proved, hardship = true, hardship && f.Ground == "G16"
		}
	}
	switch {
	case d.Disposition == cases.Overturn, d.Disposition == cases.Moot && proved:
		return "erred"
	case d.Disposition == cases.CorrectRe:
		return "record"
	case d.Disposition == cases.Vary && proved && hardship:
		return "eased"
	case d.Disposition == cases.Vary:
		return "erred"
	case d.Disposition == cases.Remit, d.Disposition == cases.TransferTo:
		return "referred"
	case d.Disposition == cases.NotAdmit:
		return "unexamined"
	}
	return "none"
}
