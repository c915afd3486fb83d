package policy

import (
	"bytes"
	"errors"
)

// Bounds of a pack's YAML. The parser needs time and memory out of proportion
// for deep nesting, so a file that nests deeper than any pack is refused before
// it is parsed.
const (
	maxFlowDepth   = 16
	maxIndent      = 80
	maxIndicators  = 6 // "- ", "? ", ": " one after another at the start of a line
	maxLineOpening = 40
)

var errDeep = errors.New("nested deeper than a policy pack needs")

// shallow refuses text that nests too deep: brackets and braces, indentation,
// or list marks one after another.
func shallow(text []byte) error {
	depth := 0
	for line := range bytes.Lines(text) {
		indent := len(line) - len(bytes.TrimLeft(line, " \t"))
		if indent > maxIndent || indicators(line[indent:]) > maxIndicators {
			return errDeep
		}
		if bytes.Count(line, []byte("["))+bytes.Count(line, []byte("{")) > maxLineOpening {
			return errDeep
		}
		for _, c := range line {
			switch c {
			case '[', '{':
				depth++
			case ']', '}':
				depth = max(0, depth-1)
			}
			if depth > maxFlowDepth {
				return errDeep
			}
		}
	}
	return nil
}

// indicators counts the block marks at the start of a line.
func indicators(line []byte) int {
	n := 0
	for len(line) >= 2 && bytes.IndexByte([]byte("-?:"), line[0]) >= 0 && (line[1] == ' ' || line[1] == '\t') {
		n++
		line = bytes.TrimLeft(line[2:], " \t")
	}
	return n
}
