package letter_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/importexport/letter"
)

// TestDecisive strips the decision of a passenger of everything that deals
// with the evidence, and puts back one thing at a time.
func TestDecisive(t *testing.T) {
	t.Parallel()
	p := open(t)
	bare := func(sets ...[]string) (letter.Case, *cases.Decision) {
		in := transit(t, "zh")
		d := &in.File.Decisions[0]
		in.File.Weighings, in.Decisive = nil, sets
		for i := range d.Findings {
			d.Findings[i].Evidence, d.Findings[i].Text = []string{"D1"}, "您只是途经。"
		}
		d.Reasons = "您只是途经该地区，没有停留，因此红码没有依据。"
		return in, d
	}
	missed := func(in letter.Case) (refs []string) {
		for _, r := range p.Check(p.Decision(in)) {
			if r.Code == "letter_decisive" {
				refs = append(refs, r.Args["ref"])
			}
		}
		return refs
	}
	for _, c := range []struct {
		name string
		sets [][]string
		with func(in *letter.Case, d *cases.Decision)
		want []string
	}{
		{"a mast that the colour hangs on must be dealt with", [][]string{{"F1"}}, nil, []string{"F1"}},
		{"a finding that cites it is enough", [][]string{{"F1"}}, func(_ *letter.Case, d *cases.Decision) { d.Findings[1].Evidence = []string{"F1"} }, nil},
		{"weighing it is enough", [][]string{{"F1"}}, func(in *letter.Case, _ *cases.Decision) {
			in.File.Weighings = []cases.Weighing{{Ref: "F1", Ground: "G02", Verdict: "neutral", Weight: "weak", Reasons: "只说明在附近。"}}
		}, nil},
		{"source and day in the reasons are enough", [][]string{{"F1"}}, func(_ *letter.Case, d *cases.Decision) {
			d.Reasons += "1月20日的运营商记录误差约2公里。"
		}, nil},
		{"the source without its day is not", [][]string{{"F1"}}, func(_ *letter.Case, d *cases.Decision) { d.Reasons += "运营商记录不准。" }, []string{"F1"}},
		{"another day is not", [][]string{{"F1"}}, func(_ *letter.Case, d *cases.Decision) { d.Reasons += "11月20日的运营商记录不准。" }, []string{"F1"}},
		{"of what supports it side by side, all must fall for green", [][]string{{"F1", "F2"}}, func(_ *letter.Case, d *cases.Decision) { d.Findings[1].Evidence = []string{"F1"} }, []string{"F2"}},
		{"of which one is enough to uphold it", [][]string{{"F1", "F2"}}, func(_ *letter.Case, d *cases.Decision) {
			d.Disposition, d.NewColour, d.EffectiveAt, d.HoldUntil = cases.Uphold, "", cases.Stamp{}, cases.Stamp{}
			d.Findings[1].Evidence = []string{"F1"}
		}, nil},
		{"each of two sets counts", [][]string{{"F1"}, {"F3"}}, nil, []string{"F1", "F3"}},
		{"an answer on file is evidence too", [][]string{{"Q1.KEY_AREA_14D"}}, nil, []string{"Q1.KEY_AREA_14D"}},
		{"what is not on file and the code itself are none", [][]string{{"F9"}, {"A"}}, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in, d := bare(c.sets...)
			if c.with != nil {
				c.with(&in, d)
			}
			got := missed(in)
			slices.Sort(got)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("a letter that passes the appeal on need not weigh it", func(t *testing.T) {
		t.Parallel()
		in, d := bare([]string{"F1"})
		d.Disposition, d.TransferTo = cases.TransferTo, "深圳市防控指挥部"
		if got := missed(in); got != nil {
			t.Error(got)
		}
	})
}
