package paper

import (
	"fmt"
	"strconv"

	"recourse/importexport/letter/typeset"
)

// structure adds the tree of elements that readers for the blind follow and
// returns its root. pages are the page objects, marks the node of every
// marked content per page.
func (d *document) structure(l typeset.Layout, pages []int, marks [][]int) int {
	root := d.add(nil, "")
	first := len(d.objects)
	kids := childrenOf(l.Nodes, marks)
	bodies, ends := make([]byte, 0, 96*len(l.Nodes)), make([]int, len(l.Nodes))
	for i, n := range l.Nodes {
		d.add(nil, "")
		parent := root
		if n.Parent >= 0 {
			parent = first + n.Parent
		}
		bodies = appendElement(bodies, n, parent)
		bodies = append(bodies, " /K ["...)
		for at := kids.first[i]; at >= 0; at = kids.next[at] {
			if at != kids.first[i] {
				bodies = append(bodies, ' ')
			}
			if at < len(l.Nodes) {
				bodies = appendRef(bodies, first+at)
				continue
			}
			m := kids.marks[at-len(l.Nodes)]
			bodies = appendRef(append(bodies, "<</Type /MCR /Pg "...), pages[m.page])
			bodies = append(strconv.AppendInt(append(bodies, " /MCID "...), int64(m.id), 10), ">>"...)
		}
		bodies = append(bodies, "]>>"...)
		ends[i] = len(bodies)
	}
	from, all := 0, string(bodies)
	for i, to := range ends {
		d.objects[first+i].body, from = all[from:to], to
	}
	d.objects[root].body = fmt.Sprintf("<</Type /StructTreeRoot /K [%d 0 R] /ParentTree <</Nums [%s]>> /ParentTreeNextKey %d>>",
		first, parents(marks, first), len(marks))
	return root
}

// children are the children of every node as chains: nodes by their index,
// marked contents by their place in marks, counted on from the nodes.
type children struct {
	first, last, next []int // -1 ends a chain
	marks             []mark
}

// mark is one marked content.
type mark struct{ page, id int }

func childrenOf(nodes []typeset.Node, marks [][]int) children {
	n := len(nodes)
	for _, list := range marks {
		n += len(list)
	}
	room := make([]int, 2*len(nodes)+n)
	for i := range room {
		room[i] = -1
	}
	c := children{first: room[:len(nodes)], last: room[len(nodes) : 2*len(nodes)], next: room[2*len(nodes):], marks: make([]mark, 0, n-len(nodes))}
	for i := range nodes {
		if p := nodes[i].Parent; p >= 0 {
			c.add(p, i)
		}
	}
	for p, list := range marks {
		for id, node := range list {
			c.add(node, len(nodes)+len(c.marks))
			c.marks = append(c.marks, mark{p, id})
		}
	}
	return c
}

func (c *children) add(parent, child int) {
	if last := c.last[parent]; last >= 0 {
		c.next[last] = child
	} else {
		c.first[parent] = child
	}
	c.last[parent] = child
}

// appendElement begins the dictionary of a node.
func appendElement(b []byte, n typeset.Node, parent int) []byte {
	b = append(append(b, "<</Type /StructElem /S /"...), n.Role...)
	b = appendRef(append(b, " /P "...), parent)
	if n.Lang != "" {
		b = append(append(append(b, " /Lang ("...), n.Lang...), ')')
	}
	if n.Alt != "" {
		b = append(append(b, " /Alt "...), textString(n.Alt)...)
	}
	if n.Role == "TH" {
		b = append(append(append(b, " /A <</O /Table /Scope /"...), n.Scope()...), ">>"...)
	}
	return b
}

func appendRef(b []byte, n int) []byte { return append(strconv.AppendInt(b, int64(n), 10), " 0 R"...) }

// parents maps the marked contents of each page to their elements.
func parents(marks [][]int, first int) string {
	var b []byte
	for p, list := range marks {
		b = append(strconv.AppendInt(b, int64(p), 10), " ["...)
		for _, node := range list {
			b = append(appendRef(b, first+node), ' ')
		}
		b = append(b, "] "...)
	}
	return string(b)
}
