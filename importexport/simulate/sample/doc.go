// Package sample plans the demonstration office: who works there, which cases
// it holds, how far each has come and what its officers wrote. It drives
// nothing itself; whoever builds the office brings each case to its state with
// the real commands, so that the sample obeys the same table of moves as every
// other office.
package sample
