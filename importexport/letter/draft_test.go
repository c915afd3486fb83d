package letter_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"recourse/cases"
	"recourse/importexport/letter"
)

// TestHalfWrittenDraft previews what an officer has not finished: whatever is
// missing, the letter can be looked at and is not issued.
func TestHalfWrittenDraft(t *testing.T) {
	t.Parallel()
	p := open(t)
	full := transit(t, "both")
	rapid.Check(t, func(r *rapid.T) {
		gone := func(what string) bool { return rapid.Bool().Draw(r, what+" missing") }
		f := *full.File
		d := f.Decisions[0]
		d.Disposition = rapid.SampledFrom(append(cases.Dispositions(), "")).Draw(r, "disposition")
		d.LetterLanguage = rapid.SampledFrom([]string{"", "zh", "en", "both", "?"}).Draw(r, "language")
		if gone("findings") {
			d.Findings = []cases.Finding{{}, {Ground: "G02", Evidence: []string{"", "Z9", "Q7.", "F99"}}}
		}
		if gone("colour") {
			d.NewColour, d.EffectiveAt = "", cases.Stamp{}
		}
		if gone("reasons") {
			d.Reasons, d.LegalBasis = "", nil
		}
		if gone("drafter") {
			d.DraftedBy, d.DraftedAt = cases.Actor{}, time.Time{}
		}
		f.Decisions, f.SignOffs = []cases.Decision{d}, nil
		if gone("weights") {
			f.Weighings = []cases.Weighing{{Ref: "F1", Reasons: "x"}, {}}
		}
		if gone("file") {
			f.Snapshot = cases.Snapshot{}
		}
		in := letter.Case{File: &f, Number: full.Number}
		if !gone("office") {
			in.Office, in.IssuedAt = full.Office, full.IssuedAt
		}
		c := p.Decision(in)
		l := p.Preview(c)
		if len(l.Pages) == 0 {
			r.Fatal("no page")
		}
		for _, page := range l.Pages {
			if text := words(page); strings.Contains(text, ".}") || strings.Contains(text, "{outcome") {
				r.Fatalf("a key shows on page %d", page.Number)
			}
		}
		p.Check(c)
		if _, err := p.PreviewPDF(c); err != nil {
			r.Fatal(err)
		}
	})
}
