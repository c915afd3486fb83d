// Package deliver writes a synthetic office as files: the canonical NDJSON, the
// canonical tables as CSV or as a workbook, one flat table of forty columns,
// and the extracts that offices really receive; beside them truth.ndjson and,
// when asked for, rows spoilt in the ways real deliveries are spoilt, with
// dirt.ndjson saying which row got what and what an importer should say.
//
// Every case is made again for every table it has rows in, so that files of
// any size are written in constant memory.
package deliver
