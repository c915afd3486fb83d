package letter

import (
	"cmp"
	"strings"
	"time"

	"recourse/cases"
)

// sent turns the decision letter of an appeal that is passed on or not
// accepted into the letter of its own kind, which names the right body.
func (p *Press) sent(c *Content, in Case, d *cases.Decision) {
	c.Heading = p.text("title." + string(c.Kind))
	c.Matter = &Matter{Body: Same(d.TransferTo)}
	if d.TransferTo == "" && c.Kind == KindInadmissible {
		c.Matter.Body = in.Office.Reconsider.Name
	}
	keys := []string{"theirs." + string(c.Kind)}
	if !d.ReturnBy.IsZero() {
		c.Matter.Due = d.ReturnBy.Latest()
		keys = append(keys, "theirs.by")
	}
	c.Matter.Theirs = p.filled(keys, c.pairs())
	if text := strings.TrimSpace(d.CorrectInstruction); text != "" {
		c.Matter.Theirs = append([]Text{Same(text)}, c.Matter.Theirs...)
	}
}

// Inadmissible builds 不予受理告知书 for a late appeal that was not admitted.
// The reason is the one of the admission, confirmed by a second person.
func (p *Press) Inadmissible(in Case) Content {
	f := in.File
	if len(f.Admissions) == 0 {
		return Content{Kind: KindInadmissible, Languages: []Lang{ZH}}
	}
	a := f.Admissions[len(f.Admissions)-1]
	c := p.procedural(in, KindInadmissible, a.At)
	c.Title, c.Outcome.Text = p.outcome("inadmissible", c.Code.Colour, nil)
	c.Outcome.EndsAt = f.Snapshot.Assignment.ValidUntil
	c.Told = p.told(in)
	c.Reasons.Text = strings.TrimSpace(a.Reason)
	c.Human.Decider = p.role(a.By, cases.Reviewer, cases.Supervisor, cases.Intake)
	for _, o := range f.Confirmations {
		if o.Of == cases.PaperAdmission && o.OfNo == a.No && o.Digest == a.Digest && o.Approved {
			c.Human.Signer, c.DecidedOn = p.role(o.Signer, cases.Supervisor, cases.Reviewer), o.SignedAt
		}
	}
	c.Matter.Body = in.Office.Reconsider.Name
	c.Matter.Theirs = p.filled([]string{"theirs.inadmissible"}, c.pairs())
	c.Duties = p.duties("inadmissible", in.Office.Phone)
	return c
}

// Certificate builds 健康码复核结果证明, one page for an employer or a school:
// what the code should show and since when, and nothing of why. Certifiable
// says when there is one.
func (p *Press) Certificate(in Case) Content {
	c := p.procedural(in, KindCertificate, in.IssuedAt)
	d := in.File.Decision()
	if d == nil {
		return c
	}
	c.Languages = Languages(d.LetterLanguage)
	c.Strangers, c.Enclosures, c.Reasons = nil, nil, Reasons{}
	for _, l := range in.File.Letters {
		if k := Kind(l.Kind); l.DecisionNo == d.No && (k == KindDecision || k == KindGroup) {
			c.Matter.Refers = Reference{No: l.DocNo, On: cases.At(l.IssuedAt)}
		}
	}
	since := d.EffectiveAt
	if since.IsZero() {
		since = cases.At(d.DraftedAt)
	}
	c.Outcome.Shows, c.Outcome.EffectiveAt = cases.Green, since
	p.says(&c, string(c.Kind), nil, func(l Lang) []string {
		name := c.Person.Name
		if l == EN {
			name = cmp.Or(c.Person.Latin, c.Person.Name)
		}
		return append(c.pairs()(l), "name", name, "id", c.Person.MaskedID, "system", c.Code.System.In(l), "since", moment(since, l))
	})
	return c
}

// Certifiable says whether a certificate can be written: a decision stands
// that leaves nothing against the resident. Otherwise the error is a refusal.
func Certifiable(f *cases.File) error {
	d := f.Decision()
	switch {
	case d == nil || f.State != cases.Decided && f.State != cases.Closed:
		return cases.Refuse("letter_certificate_open")
	case d.SecondReview != "" && f.Approval() == nil:
		return cases.Refuse("letter_certificate_open")
	case d.NewColour != cases.Green && d.Disposition != cases.Moot:
		return cases.Refuse("letter_certificate_outcome")
	}
	return nil
}

// Relief is what a group order means for one person. Person and code come from
// the case of somebody who appealed, or from the register entry of somebody
// who did not.
type Relief struct {
	Office   Office
	Number   string
	IssuedAt time.Time
	Resident cases.Resident
	Code     cases.CodeAssignment
	// Appeal is what the person appealed with, nil for somebody who did not.
	Appeal      *cases.Appeal
	OrderedAt   time.Time
	Reason      string // of the order, in the supervisor's words
	Basis       []string
	NewColour   cases.Colour
	EffectiveAt cases.Stamp
	EndsAt      cases.Stamp // of the milder colour's term, zero for green
	HoldUntil   cases.Stamp
	OptOutUntil time.Time
	OrderedBy   cases.Actor
	SignedBy    cases.Actor
	Languages   []Lang
	Large       bool
}

// GroupDecision builds the letter of a case that a group order decided.
func (p *Press) GroupDecision(in Case) Content {
	f, d := in.File, in.File.Decision()
	if d == nil {
		return Content{Kind: KindGroup, Languages: []Lang{ZH}}
	}
	r := Relief{Office: in.Office, Number: in.Number, IssuedAt: in.IssuedAt, Large: in.Large, Resident: f.Snapshot.Resident,
		Code: f.Snapshot.Assignment, Appeal: &f.Snapshot.Appeal, OrderedAt: d.DraftedAt, Reason: found(d), Basis: d.LegalBasis, NewColour: d.NewColour,
		EffectiveAt: d.EffectiveAt, EndsAt: d.IsolationEnd, HoldUntil: d.HoldUntil, OrderedBy: d.DraftedBy, Languages: Languages(d.LetterLanguage)}
	r.OptOutUntil = OptOut(in.IssuedAt)
	if s := f.Approval(); s != nil {
		r.SignedBy, r.OrderedAt = s.Signer, s.SignedAt
	}
	return p.Group(r)
}

// found is the finding of the order, which answers the first ground, and its
// reasons.
func found(d *cases.Decision) string {
	if len(d.Findings) == 0 {
		return d.Reasons
	}
	return d.Findings[0].Text + "\n" + d.Reasons
}

// OptOut is the end of the time to opt out of a letter issued at a time.
func OptOut(issued time.Time) time.Time { return cases.OptOutUntil(issued) }

// Group builds 健康码主动更正告知书 for one member of a group order.
func (p *Press) Group(r Relief) Content {
	s := cases.Snapshot{Resident: r.Resident, Assignment: r.Code}
	if r.Appeal != nil {
		s.Appeal = *r.Appeal
	}
	in := Case{File: &cases.File{Snapshot: s}, Office: r.Office, Number: r.Number, IssuedAt: r.IssuedAt, Large: r.Large}
	c := p.procedural(in, KindGroup, r.OrderedAt)
	if len(r.Languages) > 0 {
		c.Languages = r.Languages
	}
	if r.Code.IssuingSystem == "" {
		c.Code.System = p.text("system.unnamed")
	}
	c.Outcome = Outcome{Shows: r.NewColour, EffectiveAt: r.EffectiveAt, EndsAt: r.EndsAt, Free: r.NewColour == cases.Green}
	c.Reasons.Text = strings.TrimSpace(r.Reason)
	c.Basis, c.Matter.OptOut = r.Basis, r.OptOutUntil
	c.Matter.Appealed = p.text("group.none")
	if r.Appeal != nil {
		c.Matter.Appealed = p.text("group.appealed", "no", r.Appeal.AppealNo)
	} else if r.Resident.Address == "" {
		c.Person.Address = p.text("service.register")
	}
	c.Human = Human{Decider: p.role(r.OrderedBy, cases.Supervisor, cases.Reviewer), Signer: p.role(r.SignedBy, cases.Supervisor, cases.Reviewer)}
	c.Again = Again{HoldUntil: r.HoldUntil, Phone: r.Office.Hotline}
	c.Redress = &Redress{Kind: "erred"}
	key := "group"
	if r.NewColour != cases.Green {
		key = "group.milder"
	}
	p.says(&c, key, []string{key}, func(l Lang) []string {
		return append(c.pairs()(l), "colour", p.colour(r.Code.Colour).In(l), "new", p.colour(r.NewColour).In(l))
	})
	return c
}
