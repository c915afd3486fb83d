package cli

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"
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
	w := tabwriter.NewWriter(e.Out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, strings.Join(head, "\t"))
	for _, r := range rows {
		fmt.Fprintln(w, strings.Join(r, "\t"))
	}
	return w.Flush()
}
