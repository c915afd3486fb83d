package cases_test

import (
	"slices"
	"testing"

	"recourse/cases"
)

// differing is a file with an answer, a ticket, a mast and a paper.
func differing() *cases.File {
	f := &cases.File{}
	f.Snapshot.Questionnaires = []cases.Questionnaire{{SubmissionID: "Q", Items: []cases.Answer{{ItemCode: "KEY_AREA_14D", AnswerRaw: "否"}}}}
	f.Snapshot.Flags = []cases.Flag{{SourceType: cases.TravelTicket}, {SourceType: cases.CarrierTower}, {SourceType: cases.CarrierTower}}
	return f
}

func codes(f *cases.File, d cases.Draft) []string {
	var out []string
	for _, r := range cases.Missing(f, &d) {
		out = append(out, r.Code)
	}
	return out
}

func TestContradictions(t *testing.T) {
	t.Parallel()
	good := cases.Contradiction{Item: "KEY_AREA_14D", Kind: cases.AnswerMistaken, Text: "误选", Evidence: []string{"Q1.KEY_AREA_14D", "F1"}}
	for _, c := range []struct {
		name   string
		change func(*cases.Contradiction)
		want   string
	}{
		{"an item that was never asked", func(c *cases.Contradiction) { c.Item = "OVERSEAS_14D" }, "contradiction_item"},
		{"no item", func(c *cases.Contradiction) { c.Item = "" }, "contradiction_item"},
		{"an unknown kind", func(c *cases.Contradiction) { c.Kind = "lie" }, "contradiction_kind"},
		{"no words", func(c *cases.Contradiction) { c.Text = " " }, "contradiction_text"},
		{"no evidence", func(c *cases.Contradiction) { c.Evidence = nil }, "contradiction_evidence"},
		{"evidence that is not on file", func(c *cases.Contradiction) { c.Evidence = []string{"F9"} }, "unknown_evidence"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			bad := good
			c.change(&bad)
			if got := codes(differing(), cases.Draft{Contradictions: []cases.Contradiction{bad}}); !slices.Contains(got, c.want) {
				t.Errorf("got %v", got)
			}
		})
	}
	t.Run("each item once", func(t *testing.T) {
		t.Parallel()
		if got := codes(differing(), cases.Draft{Contradictions: []cases.Contradiction{good, good}}); !slices.Contains(got, "contradiction_item") {
			t.Errorf("got %v", got)
		}
	})
	t.Run("a whole one is taken", func(t *testing.T) {
		t.Parallel()
		got := codes(differing(), cases.Draft{Contradictions: []cases.Contradiction{good}})
		if slices.ContainsFunc(got, func(c string) bool { return c != "unknown_evidence" && len(c) > 13 && c[:13] == "contradiction" }) {
			t.Errorf("got %v", got)
		}
	})
}

func TestDishonesty(t *testing.T) {
	t.Parallel()
	proven := func(refs ...string) cases.Draft {
		return cases.Draft{DishonestyFinding: "proven", Dishonesty: &cases.Dishonesty{Text: "先如实后改", Evidence: refs}}
	}
	for _, c := range []struct {
		name  string
		draft cases.Draft
		want  string // "" for none of this area
	}{
		{"a finding without a text of its own", cases.Draft{DishonestyFinding: "proven"}, "dishonesty_text"},
		{"one piece of evidence", proven("F1"), "dishonesty_evidence"},
		{"one piece twice", proven("F1", "F1"), "dishonesty_evidence"},
		{"two pieces of one kind", proven("F2", "F3"), "dishonesty_evidence"},
		{"evidence nobody has", proven("F1", "D7"), "unknown_evidence"},
		{"two kinds", proven("F1", "Q1.KEY_AREA_14D"), ""},
		{"a value nobody knows", cases.Draft{DishonestyFinding: "likely"}, "bad_dishonesty"},
		{"the word without the finding", cases.Draft{Reasons: "您显然在撒谎。"}, "accusing_word"},
		{"the word in English", cases.Draft{DishonestyFinding: "not_proven", Findings: []cases.Finding{{Text: "You lied on the form."}}}, "accusing_word"},
		{"words that only look like it", cases.Draft{Reasons: "You applied and relied on believed dates."}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := codes(differing(), c.draft)
			area := []string{"dishonesty_text", "dishonesty_evidence", "unknown_evidence", "bad_dishonesty", "accusing_word"}
			got = slices.DeleteFunc(got, func(code string) bool { return !slices.Contains(area, code) })
			switch {
			case c.want == "" && len(got) > 0, c.want != "" && !slices.Equal(got, []string{c.want}):
				t.Errorf("got %v, want %q", got, c.want)
			}
		})
	}
}
