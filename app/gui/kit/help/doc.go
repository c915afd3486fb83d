// Package help reads the help pages that the program carries and sets them for
// the window. A page is a small Markdown file: a title, paragraphs, numbered
// and plain lists, two-column tables, and words in bold, italics or code.
package help
