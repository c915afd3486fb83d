// Package casetest is an office for the tests of the screens: the real
// commands, rules and sentences on cases held in memory, a clock that a test
// moves, and a host that remembers what a screen asked of it.
package casetest
