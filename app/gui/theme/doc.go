// Package theme is the look of the window: one set of named tokens in three
// modes (light, dark, high contrast), a text scale, the fonts and the icons.
//
// Views name a token (theme.Ink, theme.Accent) and never a colour value. There
// is one accent. Red, yellow and green belong to health codes alone; a warning
// or an error is told by its icon, its words and the accent's neighbours
// (amber ink for warnings, brick for failures), never by a code's colour
// chip.
//
// Sizes stand on a grid of four. A screen uses at most three type sizes:
// Caption, Body and Title; weight and colour make the rest of the order.
package theme
