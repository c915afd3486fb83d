package letter

import (
	"slices"
	"strings"
	"time"

	"recourse/cases"
	"recourse/importexport/letter/typeset"
)

// Decisive is one set of evidence on which the disputed colour hangs: without
// it the rules give another colour. A decision must deal with every piece.
type Decisive struct{ Pieces []Piece }

// Piece is one piece of decisive evidence and the words by which officers call
// it: its sources, and the days on which it happened.
type Piece struct {
	Ref   string
	Kind  string // of the evidence: its source, or what else it is
	Words []string
	Days  []string
}

// decisive turns references into what the reasons are searched for. The
// disputed code itself and what is not on file are no evidence.
func (p *Press) decisive(in Case) []Decisive {
	all := in.File.Snapshot.Evidence()
	var out []Decisive
	for _, refs := range in.Decisive {
		var d Decisive
		for _, ref := range refs {
			i := slices.IndexFunc(all, func(e cases.Evidence) bool { return e.Ref == ref })
			if i >= 0 && ref != "A" && ref != "S" {
				d.Pieces = append(d.Pieces, p.piece(all[i]))
			}
		}
		if len(d.Pieces) > 0 {
			out = append(out, d)
		}
	}
	return out
}

func (p *Press) piece(e cases.Evidence) Piece {
	key := e.Kind()
	if e.Flag != nil {
		key = string(e.Flag.SourceType)
	}
	out := Piece{Ref: e.Ref, Kind: key, Days: days(happened(e)...)}
	for _, l := range []Lang{ZH, EN} {
		for _, word := range strings.Split(p.words[l]["words."+key], "|") {
			if word != "" {
				out.Words = append(out.Words, strings.ToLower(word))
			}
		}
	}
	return out
}

// happened is when a piece of evidence happened.
func happened(e cases.Evidence) []cases.Stamp {
	switch {
	case e.Flag != nil:
		return []cases.Stamp{e.Flag.ObservedFrom, e.Flag.ObservedTo}
	case e.Doc != nil:
		return []cases.Stamp{e.Doc.CoversFrom, e.Doc.CoversTo}
	case e.Form != nil:
		return []cases.Stamp{e.Form.SubmittedAt}
	case e.Check != nil:
		return []cases.Stamp{e.Check.Date}
	case e.Change != nil:
		return []cases.Stamp{e.Change.At}
	case e.Other != nil:
		return []cases.Stamp{e.Other.IssuedAt}
	}
	return nil
}

// days writes dates as officers do, without white space.
func days(stamps ...cases.Stamp) []string {
	var out []string
	for _, s := range stamps {
		if s.IsZero() {
			continue
		}
		t := s.Earliest().In(cases.Shanghai())
		for _, form := range []string{"1月2日", "2January", "January2", "2006-01-02"} {
			out = append(out, strings.ToLower(t.Format(form)))
		}
	}
	return out
}

// unmentioned finds decisive evidence that the decision passes over. A piece is
// dealt with where a finding cites it, where it was weighed, or where the
// reasons name both its source and its day.
//
// A set is what has to be left out together for the colour to change, so its
// pieces support the colour one beside the other. Whatever was decided, the
// letter must deal with a piece of every set: those carry the colour. Where the
// code is taken away because its facts were wrong, that is not enough: all
// pieces of one set must have fallen.
func unmentioned(c Content) []*cases.Refusal {
	if !slices.Contains(c.Kind.needs(), "decisive") {
		return nil
	}
	met := c.mentions()
	var out []*cases.Refusal
	var told []string
	refuse := func(pieces []Piece) {
		for _, piece := range pieces {
			if !met(piece) && !slices.Contains(told, piece.Ref) {
				told = append(told, piece.Ref)
				out = append(out, cases.Refuse("letter_decisive", "ref", piece.Ref, "piece", piece.Kind))
			}
		}
	}
	felled := len(c.Decisive) == 0
	for _, d := range c.Decisive {
		if !slices.ContainsFunc(d.Pieces, met) {
			refuse(d.Pieces)
		}
		felled = felled || !slices.ContainsFunc(d.Pieces, func(p Piece) bool { return !met(p) })
	}
	if c.factsFell() && !felled && len(out) == 0 {
		refuse(c.Decisive[0].Pieces)
	}
	return out
}

// factsFell reports whether the code was taken away because a ground about its
// facts was made out, and not because the term was served or too hard.
func (c *Content) factsFell() bool {
	if c.Redress == nil || !c.Redress.apology() {
		return false
	}
	return slices.ContainsFunc(c.Reasons.Answers, func(a Answer) bool {
		return a.Result == cases.Proved && !slices.Contains([]cases.Ground{"G11", "G12", "G14", "G16", "G18"}, a.Of)
	})
}

// mentions says of a piece whether the decision deals with it.
func (c *Content) mentions() func(p Piece) bool {
	prose := []string{c.Reasons.Text}
	for _, f := range c.Facts {
		prose = append(prose, f.Text)
	}
	text := strings.ToLower(typeset.Squeeze(strings.Join(prose, "\n")))
	return func(p Piece) bool { return c.cites(p.Ref) || p.in(text) }
}

// cites reports whether a finding or a weighing names a piece of evidence.
func (c *Content) cites(ref string) bool {
	for _, f := range c.Facts {
		if slices.Contains(f.Refs, ref) {
			return true
		}
	}
	return slices.ContainsFunc(c.Reasons.Weighed, func(w Weighed) bool { return w.Ref == ref })
}

// in reports whether a text names the source and the day of the piece.
func (p Piece) in(text string) bool {
	has := func(list []string) bool {
		return slices.ContainsFunc(list, func(word string) bool { return holdsDay(text, typeset.Squeeze(word)) })
	}
	return has(p.Words) && has(p.Days)
}

// holdsDay reports whether a text holds a word, not as the end of a longer
// number: 1月2日 is not in 11月2日.
func holdsDay(text, word string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return false
		}
		at := from + i
		end := at + len(word)
		before := at > 0 && digit(text[at-1]) && digit(word[0])
		after := end < len(text) && digit(text[end]) && digit(word[len(word)-1])
		if !before && !after {
			return true
		}
		from = at + 1
	}
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

// undated finds computed dates that the text does not name.
func undated(c Content, text string) []*cases.Refusal {
	var out []*cases.Refusal
	for _, l := range c.Languages {
		for _, at := range c.dates() {
			if words := moment(at, l); !strings.Contains(text, typeset.Squeeze(words)) {
				out = append(out, cases.Refuse("letter_undated", "date", at.Earliest().Format(time.RFC3339)))
			}
		}
	}
	return out
}

// dates are the computed dates that a letter of its kind must name.
func (c *Content) dates() []cases.Stamp {
	var out []cases.Stamp
	add := func(s cases.Stamp) {
		if !s.IsZero() {
			out = append(out, s)
		}
	}
	if m := c.Matter; m != nil {
		add(cases.At(m.Due))
		add(cases.At(m.Before))
		add(cases.At(m.OptOut))
	}
	if c.Outcome.Shows != "" {
		add(c.Outcome.EffectiveAt)
	}
	add(c.Again.HoldUntil)
	return out
}
