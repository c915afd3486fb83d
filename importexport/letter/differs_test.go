package letter_test

import (
	"strings"
	"testing"

	"recourse/cases"
	"recourse/importexport/letter"
)

// wording is the whole text of the letter on a case, checked and issued.
func wording(t *testing.T, in letter.Case) string {
	t.Helper()
	p := open(t)
	content := p.Decision(in)
	if problems := p.Check(content); len(problems) != 0 {
		t.Fatalf("the letter is refused: %v", problems)
	}
	got, err := p.Issue(content, seal())
	if err != nil {
		t.Fatal(err)
	}
	v, err := p.Verify(got.PDF, public())
	if err != nil {
		t.Fatal(err)
	}
	return v.Text
}

func says(t *testing.T, text string, parts ...string) {
	t.Helper()
	squeezed := strings.Join(strings.Fields(text), "")
	for _, part := range parts {
		if !strings.Contains(squeezed, strings.Join(strings.Fields(part), "")) {
			t.Errorf("the letter does not say %q", part)
		}
	}
}

func TestDifferencesAreWordedNeutrally(t *testing.T) {
	t.Parallel()
	for kind, want := range map[cases.ContradictionKind][2]string{
		cases.AnswerMistaken:    {"您对“14天内到过重点地区”的回答系误解题意或者误选。", "was a misunderstanding"},
		cases.QuestionOpen:      {"一题按当时的问法无法准确回答。", "could not be answered exactly as it was worded"},
		cases.AnswerEditedLater: {"的回答后来作过修改。", "was changed later"},
		cases.AnswerFalse:       {"的回答与记录不符。", "does not agree with the records"},
	} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			in := transit(t, "both")
			in.File.Decisions[0].Contradictions = []cases.Contradiction{{Item: "KEY_AREA_14D", Kind: kind, Text: "当时的题目没有写明是否包括换乘。", Evidence: []string{"Q1.KEY_AREA_14D", "F1"}}}
			text := wording(t, in)
			says(t, text, want[0], want[1], "当时的题目没有写明是否包括换乘。")
			for _, word := range []string{"不诚实", "dishonest", "撒谎"} {
				if strings.Contains(text, word) {
					t.Errorf("the letter says %q", word)
				}
			}
		})
	}
	t.Run("a finding that was not made is not told", func(t *testing.T) {
		t.Parallel()
		in := transit(t, "zh")
		in.File.Decisions[0].DishonestyFinding = "not_proven"
		in.File.Decisions[0].Dishonesty = &cases.Dishonesty{Text: "另有认定的理由。", Evidence: []string{"F1", "Q1.KEY_AREA_14D"}}
		if strings.Contains(wording(t, in), "另有认定的理由") {
			t.Error("the letter tells of a finding that was not made")
		}
	})
}

func TestSourcesSayWhatWasPreferred(t *testing.T) {
	t.Parallel()
	weigh := func(ref, weight string) cases.Weighing {
		return cases.Weighing{Ref: ref, Verdict: "for", Weight: weight, Reasons: "与车票时间吻合。"}
	}
	for _, c := range []struct {
		name string
		list []cases.Weighing
		want string
	}{
		{"both", []cases.Weighing{weigh("F2", "strong"), weigh("F1", "weak")}, "其中，我们采信车船机票记录F2；对运营商基站记录F1，我们较少采信或者不予采信。"},
		{"relied on only", []cases.Weighing{weigh("F2", "moderate")}, "其中，我们采信车船机票记录F2。理由见下文。"},
		{"discounted only", []cases.Weighing{weigh("F1", "none")}, "对运营商基站记录F1，我们较少采信或者不予采信。理由见下文。"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in := transit(t, "zh")
			in.File.Weighings = c.list
			says(t, wording(t, in), c.want, "与车票时间吻合。")
		})
	}
}
