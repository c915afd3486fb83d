// Package timeline is the time axis of a case: colours with their causes,
// flags with their durations, check-ins, submissions and papers, one lane
// each. The geometry is free of the toolkit, so that a letter or a report can
// draw the same numbers.
//
// A colour's span carries its letter and a hatch of its own, so that it reads
// without colour. Keys: Left and Right go from item to item in order of time,
// Up and Down between lanes, + and - zoom at the chosen item, 0 shows all,
// PageUp and PageDown move the axis, and comma and full stop move a cursor that
// reads what was so at any time. The chosen item's words stand below the axis.
// Records that stand too close are one block with their number until somebody
// zooms in. Table gives the same items as rows.
package timeline
