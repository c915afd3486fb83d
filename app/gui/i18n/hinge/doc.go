// Package hinge words what a case hangs on: the evidence without which the
// colour would be another, the smallest changes of fact that lead elsewhere,
// and how the rules then stand to the rules now. Each line is one sentence
// with the evidence it is about, the same in the window and at the prompt.
//
// Evidence is named by reference, source, error and link, never by what it
// says about a person, so that lines can be shown masked.
package hinge
