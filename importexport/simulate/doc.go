// Package simulate makes synthetic offices with known truth: people, codes,
// flags, questionnaires and appeals as Hangzhou had them in February 2020, and
// for each appeal what really happened, what a good officer should find and
// on which evidence.
//
// It promises three things. The same options give the same cases, byte for
// byte, and case i does not depend on any other case, so a case can be made
// alone. Memory does not grow with the number of cases. And nobody real is
// hit: identity numbers carry the unassigned division 330199 with a right
// check character, phones lie in a range that is not given to people, estates
// and employers are invented.
//
// A scenario is one way in which a colour can be wrong or right. Its facts are
// code (place.go, identity.go, health.go, process.go), its words are data
// (assets/simulate). Every ground G01 to G18 and every worked replay case of
// the domain description has at least one.
package simulate
