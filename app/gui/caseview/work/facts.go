package work

import (
	"slices"
	"strconv"

	"recourse/cases"
)

// Fact is one item of the questionnaire over all submissions.
type Fact struct {
	Code     string
	Question string // as worded in the latest submission
	Wordings []string
	Answers  []Given // one per submission that has the item, oldest first
	Changed  bool    // two submissions answer differently
}

// Given is one answer to one item.
type Given struct {
	Ref  string
	Form *cases.Questionnaire
	cases.Answer
}

// Latest is the answer that counts.
func (f Fact) Latest() Given { return f.Answers[len(f.Answers)-1] }

// Facts lists the questionnaire items in the order in which they were asked.
func (m *Model) Facts() []Fact {
	var out []Fact
	s := &m.file.Snapshot
	for i := range s.Questionnaires {
		q := &s.Questionnaires[i]
		for _, a := range q.Items {
			ref := "Q" + strconv.Itoa(i+1) + "." + a.ItemCode
			out = addAnswer(out, Given{Ref: ref, Form: q, Answer: a})
		}
	}
	return out
}

func addAnswer(facts []Fact, g Given) []Fact {
	i := slices.IndexFunc(facts, func(f Fact) bool { return f.Code == g.ItemCode })
	if i < 0 {
		facts = append(facts, Fact{Code: g.ItemCode})
		i = len(facts) - 1
	}
	f := &facts[i]
	if g.QuestionText != "" {
		f.Question = g.QuestionText
		if !slices.Contains(f.Wordings, g.QuestionText) {
			f.Wordings = append(f.Wordings, g.QuestionText)
		}
	}
	if len(f.Answers) > 0 && f.Latest().AnswerRaw != g.AnswerRaw {
		f.Changed = true
	}
	f.Answers = append(f.Answers, g)
	return facts
}

// Forms counts the submissions.
func (m *Model) Forms() []cases.Questionnaire { return m.file.Snapshot.Questionnaires }

// Pair is one item in two submissions; an answer is nil where the submission
// has no such item.
type Pair struct {
	Code          string
	Before, After *Given
}

// Differs reports whether the two submissions answer otherwise.
func (p Pair) Differs() bool {
	return p.Before == nil || p.After == nil || p.Before.AnswerRaw != p.After.AnswerRaw
}

// Pairs sets two submissions, counted from 0, side by side in the order of the
// items.
func (m *Model) Pairs(left, right int) []Pair {
	var out []Pair
	forms := m.Forms()
	for _, f := range m.Facts() {
		p := Pair{Code: f.Code}
		for i := range f.Answers {
			switch f.Answers[i].Form {
			case &forms[left]:
				p.Before = &f.Answers[i]
			case &forms[right]:
				p.After = &f.Answers[i]
			}
		}
		if p.Before != nil || p.After != nil {
			out = append(out, p)
		}
	}
	return out
}
