package cases

import (
	"slices"
	"strings"
	"unicode"
)

// Contradiction is the officer's finding on why an answer differs from what
// else is on file. It is never inferred: a difference is a question until
// somebody has looked at it.
type Contradiction struct {
	Item     string            `json:"item" yaml:"item"` // code of the questionnaire's item
	Kind     ContradictionKind `json:"kind" yaml:"kind"`
	Text     string            `json:"text" yaml:"text"`
	Evidence []string          `json:"evidence,omitempty" yaml:"evidence"`
}

// ContradictionKind says what a difference turned out to be.
type ContradictionKind string

// The kinds: the answer is wrong, whatever was meant; it was a slip or a
// misunderstanding; the question could not be answered rightly; it was right
// and was changed afterwards. None of them says that somebody lied.
const (
	AnswerFalse       ContradictionKind = "false"
	AnswerMistaken    ContradictionKind = "mistaken"
	QuestionOpen      ContradictionKind = "unanswerable"
	AnswerEditedLater ContradictionKind = "late_edited"
)

// ContradictionKinds lists the kinds in the order of the form.
func ContradictionKinds() []ContradictionKind {
	return []ContradictionKind{AnswerMistaken, QuestionOpen, AnswerEditedLater, AnswerFalse}
}

// Dishonesty is what a finding of dishonesty rests on: a text of its own and
// evidence of its own. The finding itself is Draft.DishonestyFinding.
type Dishonesty struct {
	Text     string   `json:"text" yaml:"text"`
	Evidence []string `json:"evidence,omitempty" yaml:"evidence"`
}

// MinDishonesty is the least number of pieces of evidence, of as many kinds,
// on which dishonesty can be found.
const MinDishonesty = 2

// ContradictionOn returns the finding on an item, nil when nobody made one.
func (d *Draft) ContradictionOn(item string) *Contradiction {
	for i := range d.Contradictions {
		if d.Contradictions[i].Item == item {
			return &d.Contradictions[i]
		}
	}
	return nil
}

// missingContradictions checks the findings on differences: a known item and
// kind, a text and the evidence, each item once.
func missingContradictions(f *File, d *Draft) []*Refusal {
	var out []*Refusal
	known, seen := f.Refs(), map[string]bool{}
	for _, c := range d.Contradictions {
		asked := slices.ContainsFunc(known, func(ref string) bool { _, item, _ := strings.Cut(ref, "."); return item == c.Item && c.Item != "" })
		switch {
		case !asked || seen[c.Item]:
			out = append(out, Refuse("contradiction_item", "item", c.Item))
		case !slices.Contains(ContradictionKinds(), c.Kind):
			out = append(out, Refuse("contradiction_kind", "item", c.Item, "value", string(c.Kind)))
		case strings.TrimSpace(c.Text) == "":
			out = append(out, Refuse("contradiction_text", "item", c.Item))
		case len(c.Evidence) == 0:
			out = append(out, Refuse("contradiction_evidence", "item", c.Item))
		}
		for _, ref := range c.Evidence {
			if !slices.Contains(known, ref) {
				out = append(out, Refuse("unknown_evidence", "ground", c.Item, "ref", ref))
			}
		}
		seen[c.Item] = true
	}
	return out
}

// missingDishonesty asks a finding of dishonesty for a text and evidence of
// its own, of two different kinds at least, and keeps every accusing word out
// of a decision that does not make the finding.
func missingDishonesty(f *File, d *Draft) []*Refusal {
	switch d.DishonestyFinding {
	case "proven":
	case "", "none", "not_proven":
		if word := accusing(d); word != "" {
			return []*Refusal{Refuse("accusing_word", "word", word)}
		}
		return nil
	default:
		return []*Refusal{Refuse("bad_dishonesty", "value", d.DishonestyFinding)}
	}
	if d.Dishonesty == nil || strings.TrimSpace(d.Dishonesty.Text) == "" {
		return []*Refusal{Refuse("dishonesty_text")}
	}
	kinds, refs := map[string]bool{}, map[string]bool{}
	for _, ref := range d.Dishonesty.Evidence {
		kind := evidenceKind(f, ref)
		if kind == "" {
			return []*Refusal{Refuse("unknown_evidence", "ground", "", "ref", ref)}
		}
		kinds[kind], refs[ref] = true, true
	}
	if len(refs) < MinDishonesty || len(kinds) < MinDishonesty {
		return []*Refusal{Refuse("dishonesty_evidence")}
	}
	return nil
}

// evidenceKind is the kind of a piece of evidence: of a flag its source, "" for
// a reference nobody knows. A statement that differs is no evidence of why.
func evidenceKind(f *File, ref string) string {
	for _, e := range f.Snapshot.Evidence() {
		if e.Ref != ref {
			continue
		}
		if e.Flag != nil {
			return string(e.Flag.SourceType)
		}
		return e.Kind()
	}
	if slices.Contains(f.Refs(), ref) {
		return "document" // of a case that was merged into this one
	}
	return ""
}

// accusing finds a word that says somebody lied, in what the letter quotes.
func accusing(d *Draft) string {
	texts := []string{d.Reasons, d.CorrectInstruction}
	for _, fd := range d.Findings {
		texts = append(texts, fd.Text)
	}
	for _, c := range d.Contradictions {
		texts = append(texts, c.Text)
	}
	all := strings.ToLower(strings.Join(texts, "\n"))
	for _, w := range []string{"说谎", "撒谎", "谎报", "骗子", "不诚实", "不老实"} {
		if strings.Contains(all, w) {
			return w
		}
	}
	for _, w := range strings.FieldsFunc(all, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if slices.Contains([]string{"lie", "lied", "lies", "lying", "liar", "dishonest", "dishonesty", "dishonestly"}, w) {
			return w
		}
	}
	return ""
}
