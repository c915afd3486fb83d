// Package paper writes laid-out letters as PDF files, reads them back and
// joins them into print streams.
//
// gofpdf (v1.16.2) assembles the document: pages, page tree, rules, grounds and
// cross references. It cannot do the rest of a letter: it parses the whole
// font for every document, panics above U+FFFF, loses Han characters when it
// breaks lines, and knows neither tagged structure nor document languages. So
// it is given no font and no text. A finisher adds to its pages the operators
// of the text, and to its output the subset fonts, the structure tree, the
// metadata and a document id that depends on the content alone.
//
// In page content every character is the number of its glyph in the whole
// face. That makes a page's bytes independent of which other letters share
// its fonts, so a print stream copies pages unchanged and embeds one subset
// for all of them.
package paper
