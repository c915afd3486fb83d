package letter_test

import (
	"strings"
	"testing"
)

// TestLaws reads the legal basis in an English letter.
func TestLaws(t *testing.T) {
	t.Parallel()
	p := open(t)
	for _, c := range []struct{ name, basis, want string }{
		{"articles of a law", "《中华人民共和国传染病防治法》第十二条、第三十九条",
			"Law on the Prevention and Treatment of Infectious Diseases, article 12, article 39"},
		{"a rule of the city", "杭州健康码赋码规则HZ-2020-02（2020-02-17.recon1）R40条",
			"Hangzhou health code rules HZ-2020-02 (2020-02-17.recon1), rule R40"},
		{"what is not known stays whole", "《某某条例》第三条", "《某某条例》第三条"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in := transit(t, "en")
			in.File.Decisions[0].LegalBasis = []string{c.basis}
			got, err := p.Issue(p.Decision(in), seal())
			if err != nil {
				t.Fatal(err)
			}
			v, err := p.Verify(got.PDF, public())
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(v.Text, "Thisdecisionrestson:"+strings.ReplaceAll(c.want, " ", "")+".") {
				t.Errorf("the letter does not say %q", c.want)
			}
		})
	}
}
