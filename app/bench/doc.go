// Package bench measures what the program does beside what others take for
// the same: every figure comes from one run in which both sides take turns,
// with their outputs compared, because several peers are fast by dropping
// data.
//
// A figure is the ratio of two medians. Wall times on a shared machine swing
// two- or threefold, so the seconds themselves mean little, and no test has a
// limit on them.
package bench
