// Package assets is the furniture of the house: everything the binary carries
// inside itself. Fonts and icons for the screen, the sentences of both
// languages, and the policy packs, profiles, outlines, letter words, help
// pages and sample data that the other packages read.
//
// The package only embeds and hands out; it interprets nothing. Each kind of
// asset has its own file with its accessors, and its licence beside the data.
package assets
