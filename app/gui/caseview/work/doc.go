// Package work is the case screen without its window: what one officer knows
// about one case, the draft being written, and the acts open now. It imports
// no toolkit, so that it can be proved by plain tests.
//
// What the screen may never do is lose words. Every change of the draft is
// kept here at once, saved after a pause, and saved again on leaving; a save
// that is refused leaves the words where they are and says why. Writes of one
// case run one after the other, in the order in which they were asked for.
package work
