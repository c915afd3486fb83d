// Package merge puts what a delivery says of a case together with what the
// office has of it already, so that nothing is doubled, nothing is lost that
// the delivery does not speak of, and what was there keeps its place: officers
// cite evidence by its place.
package merge
