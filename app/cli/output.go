package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/width"
)

// print writes one JSON object with --json, otherwise the text.
func (e *env) print(v any, text string) error {
	if e.json {
		return e.emit(v)
	}
	_, err := fmt.Fprintln(e.Out, text)
	return err
}

// emit writes v as one line of JSON.
func (e *env) emit(v any) error {
	enc := json.NewEncoder(e.Out)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// note writes a message to the error stream.
func (e *env) note(key string, args ...any) {
	fmt.Fprintln(e.Err, e.words.T(key, args...))
}

// table writes aligned columns under a head.
func (e *env) table(head []string, rows [][]string) error {
	_, err := io.WriteString(e.Out, aligned(append([][]string{head}, rows...)))
	return err
}

// aligned lays out columns. Chinese characters count as two places, as
// terminals draw them; no line ends in blanks.
func aligned(rows [][]string) string {
	var places []int
	for _, r := range rows {
		for i, cell := range r {
			if i == len(places) {
				places = append(places, 0)
			}
			places[i] = max(places[i], cells(cell))
		}
	}
	var b strings.Builder
	for _, r := range rows {
		var line strings.Builder
		for i, cell := range r {
			line.WriteString(cell)
			line.WriteString(strings.Repeat(" ", places[i]-cells(cell)+2))
		}
		b.WriteString(strings.TrimRight(line.String(), " "))
		b.WriteByte('\n')
	}
	return b.String()
}

// cells is how many places a text takes on a terminal.
func cells(s string) int {
	n := 0
	for _, r := range s {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}
