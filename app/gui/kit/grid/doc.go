// Package grid is the table for any number of rows. It keeps an integer first
// row and paints only what is visible, so half a million rows scroll like ten;
// positions in pixels would lose the last rows to rounding.
//
// A screen gives it columns and a Source. The source fills the cells of one
// row at a time, only for visible rows, and never blocks: a row not loaded yet
// is filled with "…" and followed by a Refresh when it comes.
//
// Keys: Up, Down, Page Up, Page Down, Home, End move; Enter opens; Space
// previews; with Multi on, x marks the row, Shift with an arrow marks a run
// and Ctrl+A all. Up from the first row goes to the heads, where Left and
// Right choose a column and Enter sorts by it. Esc leaves the marks, the
// preview, the dialog, in that order.
package grid
