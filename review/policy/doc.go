// Package policy holds the published rules that colour a code: packs of rules
// written in CEL, loaded from folders, checked, hashed and compiled.
//
// A pack is a folder: pack.yaml (identity, dates, time zone, sources), rules.yaml
// (priority, condition, effect, what is documented and what reconstructed) and
// fixtures (facts with the outcome they must have). A published version never
// changes; a pack whose content differs from its published digest is refused.
//
// Conditions read a typed record of Facts. A fact nobody knows is a CEL
// unknown: it passes through comparisons, &&, || and exists as CEL defines, and
// an UNKNOWN condition names the evidence it hangs on. There is no other
// three-valued logic here. A day without an hour is an interval (Moment), and a
// comparison that depends on the hour is UNKNOWN.
//
// Terms: a pack in force at a time, a rule with its effect, facts as of a date,
// an outcome per rule. What follows for the person from all rules together is
// the business of package replay.
package policy
