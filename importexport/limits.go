package importexport

import "time"

// Limits bounds what a file may ask of the machine. A value of zero is no
// permission: use DefaultLimits and change single values.
type Limits struct {
	FileBytes    int64         // one file as delivered
	Unpacked     int64         // all members of one archive together
	Member       int64         // one member that has to be held in memory
	Ratio        int64         // unpacked to packed size of one member above RatioFree
	RatioFree    int64         // unpacked bytes below which the ratio is not looked at
	Members      int           // members of one archive
	Files        int           // files of one delivery
	Cases        int           // cases of one delivery
	Rows         int           // rows of one table
	Columns      int           // columns of one table
	CellBytes    int           // one cell
	LineBytes    int           // one line of NDJSON, one row of a table
	StringBytes  int64         // all shared strings of one workbook
	Depth        int           // nesting of JSON and XML
	Parts        int           // objects in one line of NDJSON; sheets, formats and links of one workbook
	RefusedBytes int64         // refused rows kept for correction; further ones are reported only
	ProblemsKept int           // problems kept word by word; further ones are counted
	Time         time.Duration // the whole delivery
}

// DefaultLimits fits a whole city: 515,000 residents with 15 million evidence
// rows (domain section 6), on an office machine.
func DefaultLimits() Limits {
	return Limits{
		FileBytes: 8 << 30, Unpacked: 2 << 30, Member: 512 << 20, Ratio: 200, RatioFree: 16 << 20,
		Members: 4096, Files: 1000, Cases: 2_000_000, Rows: 20_000_000, Columns: 1024, CellBytes: 256 << 10,
		LineBytes: 16 << 20, StringBytes: 512 << 20, Depth: 32, Parts: 10_000, RefusedBytes: 64 << 20,
		ProblemsKept: 100_000, Time: 2 * time.Hour,
	}
}
