package letter

import (
	"slices"
	"strings"

	"recourse/cases"
)

func (p *Press) told(in Case) Told {
	a := &in.File.Snapshot.Appeal
	var t Told
	t.Statement, t.Cut = p.quoted(a.Statement)
	for _, g := range a.Grounds {
		t.Grounds = append(t.Grounds, p.known("ground.", string(g)))
	}
	t.Sent = len(a.Documents)
	for i := range a.Documents {
		t.Documents = append(t.Documents, p.document(a.Documents[i], "D"+itoa(i+1)))
	}
	for _, m := range in.File.Merges {
		if m.Appeal == nil {
			continue
		}
		t.Sent += len(m.Appeal.Documents)
		for i := range m.Appeal.Documents {
			t.Documents = append(t.Documents, p.document(m.Appeal.Documents[i], "J"+itoa(m.No)+".D"+itoa(i+1)))
		}
	}
	return t
}

// asked lists what was asked for and did not come.
func (p *Press) asked(f *cases.File) Asked {
	var out Asked
	for _, r := range f.Requests {
		received := slices.ContainsFunc(f.Answers, func(a cases.InfoAnswer) bool { return a.RequestNo == r.No && a.Received })
		if received {
			continue
		}
		to := Same(r.To)
		if r.ToResident {
			to = p.text("provider.self")
		}
		out.List = append(out.List, Text{to.ZH + "：" + r.Question, to.EN + ": " + r.Question})
	}
	out.None = len(out.List) == 0
	out.Received = out.None && len(f.Requests) > 0
	return out
}

// reason takes facts, weighing and answers from the decision.
func (p *Press) reason(c *Content, f *cases.File, d *cases.Decision) {
	for _, fd := range d.Findings {
		fact := Fact{Text: strings.TrimSpace(fd.Text), Evidence: p.cited(&f.Snapshot, fd.Evidence), Refs: fd.Evidence}
		c.Facts = append(c.Facts, fact)
		c.Reasons.Answers = append(c.Reasons.Answers, Answer{Of: fd.Ground, Ground: p.known("ground.", string(fd.Ground)), Result: fd.Finding})
	}
	c.Facts = append(c.Facts, p.differences(&f.Snapshot, d)...)
	c.Reasons.Text = strings.TrimSpace(d.Reasons)
	for i, w := range f.Weighings {
		later := slices.ContainsFunc(f.Weighings[i+1:], func(o cases.Weighing) bool { return o.Ref == w.Ref && o.Ground == w.Ground })
		if w.Reasons == "" || later {
			continue
		}
		c.Reasons.Weighed = append(c.Reasons.Weighed, Weighed{Ref: w.Ref, Evidence: join(p.cited(&f.Snapshot, []string{w.Ref})), Weight: w.Weight, Reasons: strings.TrimSpace(w.Reasons)})
	}
}

// differences are the officer's findings on answers that differ from what else
// is on file, and, where it was made and signed, the finding of dishonesty. The
// words are neutral: they say what the answer is, never what somebody meant.
func (p *Press) differences(s *cases.Snapshot, d *cases.Decision) []Fact {
	var out []Fact
	for _, c := range d.Contradictions {
		item := p.known("item.", c.Item)
		out = append(out, Fact{
			Lead: Text{p.words[ZH].fill("differs."+string(c.Kind), "item", item.ZH), p.words[EN].fill("differs."+string(c.Kind), "item", item.EN)},
			Text: strings.TrimSpace(c.Text), Evidence: p.cited(s, c.Evidence), Refs: c.Evidence,
		})
	}
	if d.DishonestyFinding == "proven" && d.Dishonesty != nil {
		out = append(out, Fact{Lead: p.text("dishonesty.proven"), Text: strings.TrimSpace(d.Dishonesty.Text), Evidence: p.cited(s, d.Dishonesty.Evidence), Refs: d.Dishonesty.Evidence})
	}
	return out
}

// evidenceName is what a piece of evidence is called. Documents are called by
// their titles only where they are listed.
func (p *Press) evidenceName(s *cases.Snapshot, ref string) Text {
	for _, e := range s.Evidence() {
		switch {
		case e.Ref != ref:
		case e.Flag != nil:
			return p.known("source.", string(e.Flag.SourceType))
		case e.Doc != nil:
			return p.text("evidence.document")
		case e.Answer != nil:
			return p.text("evidence.answer")
		case e.Check != nil:
			return p.text("evidence.checkin")
		case e.Change != nil:
			return p.text("evidence.change")
		case e.Other != nil:
			return p.text("evidence.other")
		default:
			return p.text("evidence." + ref)
		}
	}
	switch _, of, joined := strings.Cut(ref, "."); {
	case joined && ref[0] == 'J' && of == "S":
		return p.text("evidence.S")
	case joined && ref[0] == 'J':
		return p.text("evidence.document")
	}
	return Same(ref)
}

// human names the functions of those who decided and signed.
func (p *Press) human(f *cases.File, d *cases.Decision) Human {
	h := Human{Decider: p.role(d.DraftedBy, cases.Reviewer, cases.Supervisor)}
	switch s := f.Approval(); {
	case s != nil:
		h.Signer = p.role(s.Signer, cases.Supervisor, cases.Reviewer)
	case d.SecondReview == "" && f.State.Settled():
		h.Single = true
	default:
		h.Signer = p.text("role." + string(cases.Supervisor))
	}
	return h
}

// role words the function in which somebody acted: the first of those named
// that the person holds.
func (p *Press) role(a cases.Actor, functions ...cases.Role) Text {
	for _, r := range functions {
		if slices.Contains(a.Roles, r) {
			return p.text("role." + string(r))
		}
	}
	return Text{}
}
