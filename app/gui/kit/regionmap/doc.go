// Package regionmap is the offline map of a case: the outlines of divisions
// shaded by a dated risk table, and over them the records that have a position,
// each with the circle of its error.
//
// The plane, the scene, the clusters and the drawing know nothing of the
// toolkit, so that they can be proved alone and drawn anywhere; Map is the
// widget over them. Risk is shown by hatching in one neutral ink, never in the
// colours of codes, and a stated radius is a solid line, an assumed one dashed,
// so that everything reads without colour.
//
// The projection is Mercator's on the mean sphere: circles stay circles, and
// the scale bar is true at the middle of the map.
package regionmap
