// Package wizard lets a person say what the columns of a file mean that no
// profile knows: where the headings stand, what each column means with the
// reason for each guess, which colours and codes the values stand for, and what
// the file does not say. The answer is a profile, tried over the whole file
// before it is kept.
//
// Model holds the state and imports nothing of the toolkit; Screen shows it.
package wizard
