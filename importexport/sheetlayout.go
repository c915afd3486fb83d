package importexport

// Merge is a range of merged cells: its value stands in the first row of it.
// Rows are numbers as Row has them, the column counts from 0.
type Merge struct {
	FirstRow, LastRow, Column int
}
