package session

import (
	"recourse/cases"
	"recourse/cases/roster"
)

// pendingLetters are the decided or ended cases whose letter has not left.
func pendingLetters() roster.Filter {
	return roster.Filter{Notices: []cases.Notice{cases.Rendered}}
}

// waitingInstructions are the decisions that the issuing system has not been
// told of, or refused.
func waitingInstructions() roster.Filter {
	return roster.Filter{Instructions: []cases.Instruction{cases.Queued, cases.Rejected}}
}

func dueFirst() roster.Sort { return roster.Sort{Key: roster.ByDue} }
