// Package chart draws the figures of the insight screen: columns by age, bars
// by day, shares with their intervals. Every chart is legible in greyscale
// (letters, numbers and hatching beside colour), reads itself out in words, and
// stands beside a table that says the same.
package chart
