package letter

import (
	"time"

	"recourse/cases"
)

// Lang is a language of a letter.
type Lang string

// The languages of letters.
const (
	ZH Lang = "zh"
	EN Lang = "en"
)

// Languages reads the letter language of a decision: zh, en or both. Anything
// else means Chinese, the language of the office.
func Languages(code string) []Lang {
	switch code {
	case "en":
		return []Lang{EN}
	case "both":
		return []Lang{ZH, EN}
	}
	return []Lang{ZH}
}

// LanguageCode is the code that Languages reads.
func LanguageCode(list []Lang) string {
	switch {
	case len(list) > 1:
		return "both"
	case len(list) == 1 && list[0] == EN:
		return "en"
	}
	return "zh"
}

// Text says the same in both languages. Where only one is known, it stands in
// for the other: names of bodies and the officer's words are not translated.
type Text struct {
	ZH string `json:"zh,omitempty"`
	EN string `json:"en,omitempty"`
}

// Same is a text that reads alike in both languages.
func Same(s string) Text { return Text{ZH: s, EN: s} }

// In returns the text in a language.
func (t Text) In(l Lang) string {
	if l == EN && t.EN != "" || t.ZH == "" {
		return t.EN
	}
	return t.ZH
}

// IsZero reports whether the text is empty in both languages.
func (t Text) IsZero() bool { return t == Text{} }

// Content is what a letter says. The numbers are the elements of domain
// section 3.5.
type Content struct {
	Kind      Kind
	Languages []Lang
	Large     bool // large print
	Demo      bool // of a demonstration office, and says so

	Authority Authority // 1
	Number    string    // 2: document number
	DecidedOn time.Time // 2
	IssuedOn  time.Time // 2
	Person    Person    // 3
	Appeal    Appeal    // 4
	Heading   Text      // 5: what kind of letter
	Title     Text      // 5: the outcome
	Code      Code      // 6
	Outcome   Outcome   // 7
	Told      Told      // 8
	Sources   Sources   // 9
	Asked     Asked     // 10
	Facts     []Fact    // 11
	Rules     Rules     // 12
	Reasons   Reasons   // 13
	Basis     []string  // 14
	Human     Human     // 15
	Duties    []Text    // 16
	Again     Again     // 17
	Challenge Challenge // 18
	Data      Data      // 19
	Help      Help      // 20
	Redress   *Redress  // 21
	// 22, signature and verification code, are made when the letter is issued.
	Enclosures []Text // 23

	To        Text       // a body the letter goes to in place of the resident
	Matter    *Matter    // what a letter other than a decision is about
	Decisive  []Decisive // the evidence on which the colour hangs
	Strangers []string   // names of others on file, which must not appear
	RuleSets  []RuleSet  // those whose titles are known
}

// RuleSet is a published set of rules under the title that residents know it by.
type RuleSet struct {
	ID, Version string
	Title       Text
}

// Authority is the sender: the deciding authority, never the platform.
type Authority struct {
	Name, Unit, Address, Hours Text
	Phone                      string // of the office, never an officer's
}

// Person is the addressee.
type Person struct {
	Name, Latin string
	Male        *bool // nil when unknown: then no title is guessed
	MaskedID    string
	Address     Text
}

// Appeal is what the letter answers.
type Appeal struct {
	No         string
	Joined     []string // numbers of appeals that were joined to it
	ReceivedOn cases.Stamp
	Channel    Text
}

// Code is the one colour that was appealed against.
type Code struct {
	System       Text
	Colour       cases.Colour
	IssuedAt     cases.Stamp
	Reason       string // as the system gave it, "" when it gave none
	RuleSet      string // "" when the system named none
	RuleVersion  string
	Consequences []Text
}

// Outcome is what was decided and what follows.
type Outcome struct {
	Text        Text
	Shows       cases.Colour // what the code will show, "" when it does not change
	EffectiveAt cases.Stamp
	EndsAt      cases.Stamp // end of isolation
	Free        bool        // no isolation any longer
}

// Told is what the resident said and sent. The statement is quoted, so the
// rules for the office's own words do not apply to it.
type Told struct {
	Grounds   []Text
	Statement string
	Cut       bool // the statement is an excerpt
	Documents []Text
	Sent      int // documents on file, each of which must be named
}

// Sources is what was examined. None says that there was nothing.
type Sources struct {
	List []Source
	None bool
}

// Source is one row of the table of sources.
type Source struct {
	Ref      string
	Kind     Text
	From, To cases.Stamp
	Position bool // the source gives positions
	RadiusM  int  // error in metres
	Assumed  bool // the radius is the usual one of the kind
	Provider Text
}

// Asked is what was asked for and not received. None says that nothing is
// outstanding, Received that something was asked for and all of it came.
type Asked struct {
	List           []Text
	None, Received bool
}

// Fact is one fact found, with the evidence for it.
type Fact struct {
	Lead     Text // the office's words before the officer's; may be empty
	Text     string
	Evidence []Text
	Refs     []string // of the evidence, as the file has them
}

// Rules is why the colour came about.
type Rules struct {
	List        []Rule
	Unexplained bool // no published rule leads to the colour
}

// Rule is a rule in plain words.
type Rule struct {
	ID   string
	Text Text
}

// Reasons is why it was decided so.
type Reasons struct {
	Text    string // the officer's
	Weighed []Weighed
	Answers []Answer
}

// Weighed is one piece of evidence and what it was worth.
type Weighed struct {
	Ref      string
	Evidence Text
	Weight   string // none, weak, moderate or strong
	Reasons  string
}

// Answer is the answer to one ground.
type Answer struct {
	Of     cases.Ground
	Ground Text
	Result cases.FindingResult
}

// Human says who decided, by function and not by name.
type Human struct {
	Decider, Signer Text
	Single          bool // no second signature was called for
}

// Again is what holds if the code changes again.
type Again struct {
	HoldUntil cases.Stamp
	Phone     string
}

// Challenge is how to challenge the decision, with dates.
type Challenge struct {
	Reconsider, Court     Body
	ReconsiderBy, CourtBy time.Time
}

// Body is an authority or a court to turn to.
type Body struct {
	Name    Text `json:"name"`
	Address Text `json:"address"`
}

// Data is what happens to personal data, and where to complain.
type Data struct {
	Retention Text
	Complain  Body
}

// Help is where to get help.
type Help struct{ Phone, Hotline string }

// Redress says who erred.
type Redress struct {
	// Kind is erred (the code was wrong), record (what was on record about the
	// resident was wrong), eased (nothing was, but the measure becomes milder),
	// referred (another decides), unexamined or none.
	Kind string
}

// apology reports whether the office has something to apologize for.
func (r Redress) apology() bool { return r.Kind == "erred" || r.Kind == "record" }
