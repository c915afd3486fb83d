package letter_test

import (
	"strings"
	"testing"

	"recourse/importexport/letter"
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

// A set of rules is named as residents know it, wherever a letter cites it; its
// identifier follows in brackets.
func TestRuleSetsHaveTheirTitles(t *testing.T) {
	t.Parallel()
	p := open(t)
	in := transit(t, "both")
	in.File.Decisions[0].LegalBasis = []string{"杭州健康码赋码规则HZ-2020-02（2020-02-17.recon1）R40条", "SZ-2020-02@v3", "ZZ-1（2020-02-17.recon1）"}
	for _, c := range []struct{ name, version, zh, en string }{
		{"of another day", "2020-02-11", "当时适用的规则是《杭州健康码赋码规则（2020年2月）》2020年2月11日版（编号HZ-2020-02，2020-02-11）。",
			"The rules in force were “Hangzhou health code, rules of February 2020”, version of 11 February 2020 (reference HZ-2020-02, 2020-02-11)."},
		{"without a day", "v7", "当时适用的规则是《杭州健康码赋码规则（2020年2月）》（编号HZ-2020-02，v7）。",
			"The rules in force were “Hangzhou health code, rules of February 2020” (reference HZ-2020-02, v7)."},
		{"without a version", "", "当时适用的规则是《杭州健康码赋码规则（2020年2月）》（编号HZ-2020-02）。",
			"The rules in force were “Hangzhou health code, rules of February 2020” (reference HZ-2020-02)."},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in := in
			f := *in.File
			f.Snapshot.Assignment.RuleSetVer = c.version
			in.File, in.RuleSets = &f, []letter.RuleSet{
				{ID: "HZ-2020-02", Version: "2020-02-17.recon1", Title: letter.Text{ZH: "杭州健康码赋码规则（2020年2月）", EN: "Hangzhou health code, rules of February 2020"}},
				{ID: "SZ-2020-02", Version: "v3", Title: letter.Text{ZH: "深圳规则", EN: "Shenzhen rules"}},
			}
			got, err := p.Issue(p.Decision(in), seal())
			if err != nil {
				t.Fatal(err)
			}
			v, err := p.Verify(got.PDF, public())
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range []string{
				c.zh, c.en,
				"《杭州健康码赋码规则（2020年2月）》2020年2月17日版（编号HZ-2020-02，2020-02-17.recon1）R40条；《深圳规则》（编号SZ-2020-02，v3）；ZZ-1（2020-02-17.recon1）",
				"“Hangzhou health code, rules of February 2020”, version of 17 February 2020 (reference HZ-2020-02, 2020-02-17.recon1), rule R40; “Shenzhen rules” (reference SZ-2020-02, v3); ZZ-1 (2020-02-17.recon1)",
			} {
				if !strings.Contains(v.Text, strings.ReplaceAll(want, " ", "")) {
					t.Errorf("the letter does not say %q:\n%s", want, v.Text)
				}
			}
		})
	}
}
