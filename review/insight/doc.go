// Package insight counts what a supervisor has to know about a whole office:
// how old the backlog is, what waiting costs, how often which rule, source or
// batch is overturned, and whether one of them stands out so far that chance
// does not explain it.
//
// A Collector is fed the rows of the queue, the decisions that stand, the
// evidence index and the register, each once, and gives a Report. It reads no
// store, opens nothing personal and keeps no case longer than a few bytes, so
// that half a million rows take a fraction of a second.
//
// Shares carry their counts and a 95 % interval (Wilson 1927); below MinShown
// cases the share is not shown. Whoever appeals is no random sample of those
// who were given a code, so a share says how often appeals succeeded and never
// how many codes are wrong.
package insight
