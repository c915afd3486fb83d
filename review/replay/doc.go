// Package replay runs the rules of a compiled policy pack on a person's facts
// as of a date and says what follows, step by step. It is pure: the same pack,
// facts and date give the same bytes, on any machine, in any order, on any
// number of goroutines.
//
// Replay colours nobody. It answers which published rule explains a colour
// (Compare), what follows on corrected facts (Facts.With, SetAside), and which
// evidence and which missing fact matter (Decisive, Counterfactuals).
//
// How outcomes become one colour: every rule is evaluated; the most severe
// colour among the rules that are TRUE wins, and its end is the latest end
// among them. UNKNOWN never counts against the resident: a rule that would
// take something is left out, a rule that would give something back (a hold, a
// completed streak, an identity check that stops data flags) is applied, and
// both are reported. Hence no evidence can worsen an outcome by becoming
// unknown.
//
// Terms: a verdict is colour, end and deciding rule; a step is one rule's part
// in it; "as issued" is what the issuing system did, "as replayed" what the
// published rules say.
package replay
