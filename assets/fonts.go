package assets

import _ "embed" // the fonts are linked in, not copied at start

// The screen's Chinese fonts. Latin letters are left out on purpose, so that
// the toolkit's own Latin, bold and monospace faces are kept; the space is in,
// because a fallback font without it draws a box after every Chinese word.

//go:embed fonts/NotoSansSC-Regular.otf
var sansRegular []byte

//go:embed fonts/NotoSansSC-Bold.otf
var sansBold []byte

// SansRegular is the screen font for Chinese text: GBK, Extension A and the
// rarer characters that occur in names. Callers must not change the bytes.
func SansRegular() []byte { return sansRegular }

// SansBold is the bold screen font for Chinese headings. It holds GBK only;
// people's names are set in the regular face. Callers must not change the
// bytes.
func SansBold() []byte { return sansBold }
