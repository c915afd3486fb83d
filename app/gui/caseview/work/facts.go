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
