// Package desks compares ways to decide the same disputed codes, on
// cases whose truth is known and whose evidence can mislead (importexport/
// simulate/justice).
//
// "Issued" follows the issued colour: every code stands. It is what happens
// to people who do not appeal.
//
// "Trace" is a desk that takes appeals first in, first out, and looks at what
// the issuing system says of itself and at the resident's papers. It is a fair
// desk: a colour for which the trace names no rule is withdrawn; it counts the
// days itself from the dates in the trace, withdraws what lies outside the
// window of the rule and shortens a term that is too long; and it believes a
// paper of the right kind on its face. What it cannot do is look behind the
// trace: at the records, their error, and whose they are.
//
// "Recourse" is an officer who does what the product's replay and evidence
// rules say and nothing else. No published rule explains the colour: overturn,
// or vary to what the rules do give. It hangs on an UNKNOWN fact: a paper that
// names the person and covers the time settles it, otherwise remit. It is
// explained, but the term is too long, or the days are served: vary. It is red
// on one weak source: second level, which does not uphold on that source
// alone. Otherwise uphold.
//
// A remit and a second level ask the source. Whether it answers in time, and
// whether its answer is right, is drawn with Inquiry; what is not proved when
// the return date has passed does not count against the resident.
//
// "File" is the same officer when no source ever answers: it shows how much of
// the result hangs on the answers.
//
// How decisions are scored: too strict is an outcome that takes more from the
// person than what really happened allows (a severer colour or a later end),
// too mild one that takes less. Wrong upholds are counted among the codes that
// were too strict, wrong overturns among the codes of people whom the rules
// rightly restrict. All desks decide one day after the filing (a remit a day
// later), so that only the judgment differs; what the order of the queue adds
// is measured by package waiting. Days in isolation are exact; infectious days
// are expected values: the risk by rule times the days at large, with the
// person infectious for the whole of the term, which is the most it can be.
package desks
