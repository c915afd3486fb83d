// Package pick lets a person choose one thing of many by typing a few letters
// of it: the command palette and the passages for reasons are such lists.
//
// What is typed matches words and beginnings of words in the language of the
// moment, further words an item carries (its name in the other language, a
// code), and the first letters of Chinese syllables, so that "dy" finds 待阅.
// Items that cannot be chosen now stay in the list, grey, with the reason.
//
// The keyboard never leaves the field: Up, Down, Page Up and Page Down move the
// mark, Enter takes it, Esc leaves.
package pick
