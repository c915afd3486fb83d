package review

import (
	"recourse/cases"
	"time"
)

// Action is one move and whether it is open; Refusal says why it is not.
type Action struct {
	Move    cases.Move
	Refusal *cases.Refusal
}

// Open reports whether the action may be taken now.
func (a Action) Open() bool { return a.Refusal == nil }

// Actions answers, for every move of the table, whether this person may make
// it on this file now. Buttons show the refusal's own sentence. A sign-off is
// judged as if the letter had been opened and the digest were the current one;
// the screen adds those two when it asks for real.
func Actions(u cases.User, f *cases.File, now time.Time) []Action {
	ask := cases.Ask{User: u, File: f, At: now, Draft: f.Draft, LetterOpened: true}
	if d := f.Decision(); d != nil {
		ask.Digest = d.Digest
	}
	rules := cases.Moves()
	out := make([]Action, len(rules))
	for i, r := range rules {
		out[i].Move = r.Move
		if err := cases.May(r.Move, ask); err != nil {
			out[i].Refusal, _ = cases.AsRefusal(err)
		}
	}
	return out
}

// Allowed answers for one move.
func Allowed(u cases.User, f *cases.File, now time.Time, m cases.Move) Action {
	for _, a := range Actions(u, f, now) {
		if a.Move == m {
			return a
		}
	}
	return Action{Move: m, Refusal: cases.Refuse("unknown_move", "move", string(m))}
}
