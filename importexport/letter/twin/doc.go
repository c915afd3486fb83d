// Package twin writes a letter as a web page that says the same as its PDF,
// for people who read with a screen reader, a braille line or a telephone.
//
// The page is made of the very blocks that the PDF is laid out from, with the
// headings, lists and tables that they are. It stands alone: no script, no
// picture, font or style from elsewhere, and a policy that forbids them. It is
// well-formed XML as well as HTML, so that two kinds of parser read the same.
//
// Read turns a page back into blocks. Whoever writes those again and gets
// other bytes has a page that this program did not write: that is how a
// changed page, or one that hides something by its style, is found.
package twin
