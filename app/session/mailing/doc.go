// Package mailing issues letters in bulk: a file each, one file for the printer
// if it is asked for, and a list of them for the post room.
//
// A run that is stopped, by a person, a fault or a power cut, is gone on with
// by asking for the same again. Each letter is noted in the folder before it is
// recorded. The next run in that folder looks the noted letters up in the
// record: those that are there are part of the run and are not issued again;
// one that was written and never recorded was not issued, and is written anew
// under the same number. The notes go when list and print file are there.
//
// Only what the list holds is kept in memory: the print file is put together
// from the files in the folder, one after the other.
package mailing
