// Package procedure offers the turns an appeal can take beside its decision:
// missing papers, a late appeal, a duplicate, an end without merits, a second
// round, a correction. Each turn is a line of a table: the move it makes, the
// fields it asks for and the command it gives. The case screen shows them in
// its menu, grey with the refusal's own sentence where the table of moves says
// no, and asks for the fields in one dialog that the keyboard can fill.
package procedure
