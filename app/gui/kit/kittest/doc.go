// Package kittest is the frame that screens are tested in: a host without a
// shell, a window of the toolkit's test driver, and ways to find, press and
// measure what is on it. It is imported by tests alone.
package kittest
