package justice

import "slices"

// Process is one way in which file and truth drift apart.
type Process struct {
	Name   string
	Rate   float64 // share of the cases it can hit
	Anchor string  // what the rate leans on
	can    func(*muddle) bool
	do     func(*muddle)
}

// Processes lists all noise in the order in which it is applied. First come
// those that change the truth behind the file, then those that change the
// file. A case whose truth was turned round once is not turned again.
func Processes() []Process {
	return []Process{
		{"lent", 0.04, "assumption: card, account or phone lent to a relative who travelled", (*muddle).rightStay, (*muddle).becomesGreen},
		{"wrong-contact", 0.08, "assumption; Israel 2020: fewer than 18 % of contacts were found by interview, 58 % of decided reviews released", (*muddle).rightContact, (*muddle).becomesGreen},
		{"keyed-late", 0.05, "Poland 2020: a border crossing was keyed days late; share assumed", (*muddle).rightStay, (*muddle).leftEarlier},
		{"row-meant-them", 0.06, "assumption: the row with the odd name, plate or number was about this person after all", (*muddle).doubtfulRow, (*muddle).codeWasRight},
		{"crossed-border", 0.15, "assumption: the phone near the border had been across it", (*muddle).border, (*muddle).codeWasRight},
		{"answer-was-true", 0.08, "Hangzhou, 14 February 2020: more than 1,000 declarations found false; share among appeals assumed", (*muddle).tookBackAnswer, (*muddle).codeWasRight},
		{"infected-too", 0.05, "assumption: a chronic condition and an infection", (*muddle).chronic, (*muddle).codeWasRight},
		{"second-trip", 0.04, "assumption: a later trip that left no record", (*muddle).leftLongAgo, (*muddle).codeWasRight},
		{"reason-withheld", 0.06, "assumption: the system had a reason and did not say it", (*muddle).unexplained, (*muddle).codeWasRight},
		{"as-it-looked", 0.08, "assumption: the missed day was skipped, the opened door was gone through", (*muddle).excused, (*muddle).codeWasRight},
		{"mast-inside", 0.10, "Financial Times 2020: masts wrong by up to 2 km; that a mast is wrong well inside a region (cell table, roaming) is assumed", (*muddle).rightMast, (*muddle).mastWasWrong},
		{"understated-radius", 0.10, "assumption: a provider states 300 m where 2 km is true", (*muddle).border, (*muddle).understate},
		{"other-number", 0.08, "assumption: a true contact keyed under another person's number", (*muddle).rightContact, (*muddle).otherNumber},
		{"one-source-left", 0.15, "Financial Times 2020: departments do not share; share assumed", (*muddle).rightMast, (*muddle).onlyMast},
		{"forged-paper", 0.05, "assumption", (*muddle).codeRight, (*muddle).forge},
		{"paper-lost", 0.20, "assumption: a paper the resident could not get or sent unreadable", (*muddle).hasPaper, (*muddle).losePaper},
		{"record-missing", 0.15, "Financial Times 2020: no single repository; share assumed", (*muddle).hasMore, (*muddle).loseRecord},
	}
}

// Turning is how many of the first processes turn the truth round.
const Turning = 11

// ProcessNames lists the names of all processes.
func ProcessNames() []string {
	var names []string
	for _, p := range Processes() {
		names = append(names, p.Name)
	}
	return names
}

// oneOf reports whether the case is of one of the scenarios.
func (m *muddle) oneOf(names ...string) bool { return slices.Contains(names, m.truth.Scenario) }

// rightStay: the code rests on a stay that happened.
func (m *muddle) rightStay() bool {
	return !m.turned && m.oneOf("motorway-stay", "never-there-hotel", "left-late", "ticket-rebooked", "hubei-stay", "phone-own",
		"household-explained", "basis-right", "isolation-open", "concealed-true", "border-real")
}

// rightContact: the code rests on a contact that happened.
func (m *muddle) rightContact() bool {
	return !m.turned && m.oneOf("contact-right", "overstated-answer", "hardship-no-milder", "flicker-explained", "manual-with-order")
}

// doubtfulRow: a row that may be about somebody or something else.
func (m *muddle) doubtfulRow() bool {
	return !m.turned && m.oneOf("name-twin", "typo-id", "register-namesake", "never-there", "motorway-pass", "gift-order", "phone-family", "recycled-number")
}

func (m *muddle) border() bool { return !m.turned && m.oneOf("border-tower", "bad-batch") }

func (m *muddle) tookBackAnswer() bool {
	return !m.turned && m.oneOf("ambiguous-question", "household-mismatch")
}

func (m *muddle) chronic() bool { return !m.turned && m.oneOf("rhinitis") }

func (m *muddle) leftLongAgo() bool {
	return !m.turned && m.oneOf("left-before", "transit-wuhan", "ticket-refund", "accused-lying")
}

// unexplained: a code for which nobody gave a reason.
func (m *muddle) unexplained() bool {
	return !m.turned && m.oneOf("flicker", "manual-no-authority", "other-city")
}

// excused: a day without check-in or an opened door that is explained away.
func (m *muddle) excused() bool { return !m.turned && m.oneOf("outage-day", "door-sensor") }

// rightMast: a stay that happened, with a mast among its records.
func (m *muddle) rightMast() bool { return m.rightStay() && m.mast() >= 0 }

// codeRight: the code, its colour and its term are right.
func (m *muddle) codeRight() bool {
	return m.truth.TrueColour == m.issued.Colour && !m.truth.Error
}

func (m *muddle) hasPaper() bool { return len(m.s.Appeal.Documents) > 0 }

// hasMore: records beside the one that coloured.
func (m *muddle) hasMore() bool { return len(m.s.Flags) > 1 }
