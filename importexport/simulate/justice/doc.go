// Package justice makes offices in which the evidence can mislead. Package
// simulate makes clean cases: whoever reads a file well finds the truth in it.
// Measuring a way of deciding on those alone would be circular, for the rules
// and the scenarios were written by the same people. Here noise comes between
// what happened and what the file says: a mast that is wrong inside the
// region, a card that somebody else travelled with, a forged paper, a contact
// keyed under another person's number, records that nobody sent.
//
// Every process states which cases it can hit, how often, what it changes
// (the truth behind an unchanged file, or the file before an unchanged truth)
// and on what its rate leans. Nearly all rates are assumptions; published
// anchors are few. So Scale turns all of them up or down together, and a
// reader can see whether a conclusion hangs on them.
//
// The same options give the same cases, and case i does not depend on any
// other.
package justice
