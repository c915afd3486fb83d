package torture

import (
	"slices"
	"strings"
)

// Two calls are alike when nothing that the program or the disk can tell is
// between them: the same call on the same file, made by the same lines of the
// program called by the same lines up to main, and
//
//   - of calls that change nothing: with nothing written in between, and for
//     locks the same bytes locked in the same way;
//   - of writes: in one stretch of writes to one file, without a sync, another
//     file, a new name or anything else that changes the disk in between;
//   - of calls on a wire to a server: with no file written in between, which is
//     less: the rounds of a loop over cases are taken as alike.
//
// What fails there comes back on the same way through the same code, and what is
// left differs by how much of one unsynced stretch is there; power cuts look at
// parts of those as well. Of calls that are alike the first and the last are
// tried (a loop begins with one, a transaction ends with the other), and of
// writes two more between them. The others are counted.

// class is what calls that are alike have in common.
type class struct {
	name, path, to, lock string
	site                 uint64
	stage                int // writing calls before, or stretches of writes
}

// classes sorts the calls of a run.
func classes(calls []Call) []class {
	out := make([]class, len(calls))
	written, stretch := 0, 0
	var last *Call
	for i := range calls {
		c := &calls[i]
		out[i] = class{c.Name, c.Path, c.To, c.Lock, c.Site, written}
		if !c.Writes() || c.wire() {
			continue
		}
		written++
		if last == nil || !c.continues(last) {
			stretch++
		}
		last = c
		out[i].stage = stretch
	}
	return out
}

// continues reports whether a call belongs to the stretch of another one.
func (c *Call) continues(last *Call) bool { return c.plain() && last.plain() && c.Path == last.Path }

// wire reports whether a call speaks with a server.
func (c *Call) wire() bool { return strings.HasPrefix(c.Path, "socket:") }

// plain reports whether a call writes and does nothing else.
func (c *Call) plain() bool { return c.Name == "write" || c.Name == "pwrite64" }

// picked are the calls among those of a fault that stand for all, by their
// number among these, and how many others there are.
func picked(calls []Call, here func(*Call) bool) (list []int, alike int) {
	kinds := classes(calls)
	members := map[class][]int{}
	n := 0
	for i := range calls {
		if here(&calls[i]) {
			members[kinds[i]] = append(members[kinds[i]], n)
			n++
		}
	}
	for k, all := range members {
		most := 2
		if (&Call{Name: k.name}).plain() {
			most = 4
		}
		list = append(list, ends(all, most)...)
	}
	slices.Sort(list)
	return list, n - len(list)
}

// ends picks at most so many of a list, evenly, the first and the last among
// them.
func ends(list []int, most int) []int {
	n := len(list)
	if n <= most {
		return list
	}
	out := make([]int, most)
	for i := range out {
		out[i] = list[i*(n-1)/(most-1)]
	}
	return out
}
