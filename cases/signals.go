package cases

import "strings"

// Signals are the marks that make a case stand out in the queue, as a bit set.
type Signals uint32

// The signals. Their numbers are stored: never renumber, only append.
const (
	SignalFlicker     Signals = 1 << 0  // colour changed twice in 24 h, or A->B->A
	SignalConflict    Signals = 1 << 1  // another system shows another colour
	SignalDiffers     Signals = 1 << 2  // the replay differs from the issued colour
	SignalUnexplained Signals = 1 << 3  // no published rule explains the colour
	SignalManual      Signals = 1 << 4  // set by hand without author, unit or order
	SignalWeakSource  Signals = 1 << 5  // rests on one weak source
	SignalUnknown     Signals = 1 << 6  // a deciding step is UNKNOWN
	SignalTerm        Signals = 1 << 7  // the end date differs from the replayed one
	SignalAmended     Signals = 1 << 8  // a later delivery changed the facts
	SignalLate        Signals = 1 << 9  // filed outside the window
	SignalRejected    Signals = 1 << 10 // the issuing system rejected the instruction
	SignalHold        Signals = 1 << 11 // a delivery contradicts a decision that binds

	SignalByHand        Signals = 1 << 12 // set by hand, with or without authority
	SignalNoCause       Signals = 1 << 13 // set by hand, and nothing on file explains it
	SignalBasisDate     Signals = 1 << 14 // the term is counted from a wrong or impossible date
	SignalProvenance    Signals = 1 << 15 // a record does not say where it comes from, or its times cannot be right
	SignalContradiction Signals = 1 << 16 // an answer and a record, or two answers, contradict each other
)

var signalNames = []string{
	"flicker", "conflict", "differs", "unexplained", "manual", "weak_source",
	"unknown_step", "term", "amended", "late", "rejected", "hold",
	"by_hand", "no_cause", "basis_date", "provenance", "contradiction",
}

// SignalNames lists the names of the signals in bit order.
func SignalNames() []string { return append([]string(nil), signalNames...) }

// ParseSignal returns the signal of a name, 0 for an unknown one.
func ParseSignal(name string) Signals {
	for i, n := range signalNames {
		if n == name {
			return 1 << i
		}
	}
	return 0
}

// Has reports whether all of want are set.
func (s Signals) Has(want Signals) bool { return s&want == want }

// Names lists the names of the signals that are set.
func (s Signals) Names() []string {
	names := []string{}
	for i, n := range signalNames {
		if s&(1<<i) != 0 {
			names = append(names, n)
		}
	}
	return names
}

// Telling leaves out what another mark says more exactly: a colour set by hand
// without authority or cause is set by hand.
func (s Signals) Telling() Signals {
	if s&(SignalManual|SignalNoCause) != 0 {
		s &^= SignalByHand
	}
	return s
}

// String joins the names with commas.
func (s Signals) String() string { return strings.Join(s.Names(), ",") }
