package letter

import (
	"cmp"
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
	for i := range a.Documents {
		t.Documents = append(t.Documents, p.citation(&in.File.Snapshot, "D"+itoa(i+1)))
	}
	return t
}

// maxRows is how many sources a letter lists one by one; more are grouped.
const maxRows = 12

// sources lists what was examined: the data sources, then what the resident
// declared.
func (p *Press) sources(s *cases.Snapshot) Sources {
	var out Sources
	for i, f := range s.Flags {
		out.List = append(out.List, p.source(f, "F"+itoa(i+1)))
	}
	if len(out.List) > maxRows {
		out.List = p.group(out.List)
	}
	for i, q := range s.Questionnaires {
		out.List = append(out.List, Source{Ref: "Q" + itoa(i+1), Kind: p.text("evidence.answer"), From: q.SubmittedAt, Provider: Same(s.Assignment.Platform)})
	}
	if n := len(s.CheckIns); n > 0 {
		refs := "C1"
		if n > 1 {
			refs += "–C" + itoa(n)
		}
		out.List = append(out.List, Source{Ref: refs, Kind: p.text("evidence.checkin"), From: s.CheckIns[0].Date, To: s.CheckIns[n-1].Date})
	}
	for i := range out.List {
		if out.List[i].Provider.IsZero() {
			out.List[i].Provider = p.text("provider.self")
		}
	}
	out.None = len(out.List) == 0
	return out
}

func (p *Press) source(f cases.Flag, ref string) Source {
	usual, position := f.SourceType.DefaultRadius()
	out := Source{Ref: ref, Kind: p.known("source.", string(f.SourceType)), From: f.ObservedFrom, To: f.ObservedTo,
		Position: position || f.AccuracyRadiusM > 0, RadiusM: f.AccuracyRadiusM, Assumed: f.RadiusAssumed, Provider: Same(f.Provider)}
	if position && out.RadiusM == 0 {
		out.RadiusM, out.Assumed = usual, true
	}
	return out
}

// group joins sources of one kind and provider, with the whole period and the
// largest error.
func (p *Press) group(list []Source) []Source {
	slices.SortStableFunc(list, func(a, b Source) int {
		return cmp.Or(strings.Compare(a.Kind.ZH, b.Kind.ZH), strings.Compare(a.Provider.ZH, b.Provider.ZH))
	})
	var out []Source
	count := 0
	close := func() {
		if last := len(out) - 1; last >= 0 && count > 1 {
			k := out[last].Kind
			out[last].Kind = Text{p.words[ZH].fill("source.many", "kind", k.ZH, "count", itoa(count)),
				p.words[EN].fill("source.many", "kind", k.EN, "count", itoa(count))}
		}
	}
	for i, s := range list {
		if i > 0 && s.Kind == list[i-1].Kind && s.Provider == list[i-1].Provider {
			count++
			out[len(out)-1].widen(s)
			continue
		}
		close()
		out, count = append(out, s), 1
	}
	close()
	return out
}

func (s *Source) widen(o Source) {
	if o.From.Earliest().Before(s.From.Earliest()) {
		s.From = o.From
	}
	end := o.To
	if end.IsZero() {
		end = o.From
	}
	if s.To.IsZero() || end.Latest().After(s.To.Latest()) {
		s.To = end
	}
	if o.RadiusM > s.RadiusM {
		s.RadiusM, s.Assumed = o.RadiusM, o.Assumed
	}
	s.Ref, _, _ = strings.Cut(s.Ref, "–")
	s.Ref += "–" + o.Ref
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
	return out
}

// reason takes facts, weighing and answers from the decision.
func (p *Press) reason(c *Content, f *cases.File, d *cases.Decision) {
	for _, fd := range d.Findings {
		fact := Fact{Text: strings.TrimSpace(fd.Text)}
		for _, ref := range fd.Evidence {
			fact.Evidence = append(fact.Evidence, p.citation(&f.Snapshot, ref))
		}
		c.Facts = append(c.Facts, fact)
		c.Reasons.Answers = append(c.Reasons.Answers, Answer{Ground: p.known("ground.", string(fd.Ground)), Result: fd.Finding})
	}
	c.Reasons.Text = strings.TrimSpace(d.Reasons)
	for i, w := range f.Weighings {
		later := slices.ContainsFunc(f.Weighings[i+1:], func(o cases.Weighing) bool { return o.Ref == w.Ref && o.Ground == w.Ground })
		if w.Reasons == "" || later {
			continue
		}
		c.Reasons.Weighed = append(c.Reasons.Weighed, Weighed{Evidence: p.citation(&f.Snapshot, w.Ref), Weight: w.Weight, Reasons: strings.TrimSpace(w.Reasons)})
	}
}

// citation names a piece of evidence with its reference.
func (p *Press) citation(s *cases.Snapshot, ref string) Text {
	t := p.evidenceName(s, ref)
	return Text{cite(t.In(ZH), ref), cite(t.In(EN), ref)}
}

func (p *Press) evidenceName(s *cases.Snapshot, ref string) Text {
	for _, e := range s.Evidence() {
		switch {
		case e.Ref != ref:
		case e.Flag != nil:
			return p.known("source.", string(e.Flag.SourceType))
		case e.Doc != nil && e.Doc.Title != "":
			return Same(e.Doc.Title)
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
