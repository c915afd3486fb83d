// Package places holds the case screen's pages of where and when: the map, the
// time axis and the codes of other systems. What they show is worked out in
// chart.go, lanes.go and codes.go, which know nothing of the toolkit.
//
// The map is there only for a case with coordinates: without them it would be
// decoration.
package places
