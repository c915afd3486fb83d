package letter_test

import (
	"strings"
	"testing"

	"recourse/importexport/letter"
	"recourse/importexport/letter/typeset"
	"recourse/importexport/simulate/sample"
)

// TestLetterheadIsTheSampleOffice keeps what the letters say about the sample
// office and what the office says about itself the same.
func TestLetterheadIsTheSampleOffice(t *testing.T) {
	t.Parallel()
	o, err := letter.SampleOffice()
	if err != nil {
		t.Fatal(err)
	}
	of := sample.TheOffice()
	for _, c := range []struct{ what, letter, office string }{
		{"authority", o.Authority.ZH, of.Authority}, {"unit", o.Unit.ZH, of.Name}, {"address", o.Address.ZH, of.Address},
		{"telephone", o.Phone, of.Phone}, {"hours", o.Hours.ZH, of.Hours},
	} {
		if c.letter != c.office {
			t.Errorf("%s is %q in letters and %q in the office", c.what, c.letter, c.office)
		}
	}
	for _, name := range []letter.Text{o.Authority, o.Unit, o.Reconsider.Name, o.Court.Name, o.Privacy.Name} {
		if !strings.Contains(name.ZH, "（示例）") || !strings.Contains(name.EN, "(sample)") {
			t.Errorf("%v does not say that it is a sample", name)
		}
	}
}

// TestSampleLetterSaysSo looks for the words on every page of a letter of a
// sample office, and for none on those of another.
func TestSampleLetterSaysSo(t *testing.T) {
	t.Parallel()
	p := open(t)
	for _, demo := range []bool{true, false} {
		in := transit(t, "both")
		in.Office.Demo = demo
		got, err := p.Issue(p.Decision(in), seal())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Verify(got.PDF, public()); err != nil {
			t.Error(err)
		}
		for _, page := range got.Layout.Pages {
			said := strings.Contains(words(page), "没有任何效力") || strings.Contains(words(page), "withoutanyeffect")
			if said != demo {
				t.Errorf("sample office %v: page %d says so: %v", demo, page.Number, said)
			}
		}
	}
}

func words(p typeset.Page) string {
	var b strings.Builder
	for _, r := range p.Runs {
		b.WriteString(typeset.Squeeze(r.Text()))
	}
	return b.String()
}
