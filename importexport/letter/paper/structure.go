package paper

import (
	"fmt"
	"strings"

	"recourse/importexport/letter/typeset"
)

// structure adds the tree of elements that readers for the blind follow and
// returns its root. pages are the page objects, marks the node of every
// marked content per page.
func (d *document) structure(l typeset.Layout, pages []int, marks [][]int) int {
	root := d.add(nil, "", false)
	first := len(d.objects)
	kids := make([][]string, len(l.Nodes))
	for i, n := range l.Nodes {
		d.add(nil, "", false)
		if n.Parent >= 0 {
			kids[n.Parent] = append(kids[n.Parent], fmt.Sprintf("%d 0 R", first+i))
		}
	}
	for p, list := range marks {
		for id, node := range list {
			kids[node] = append(kids[node], fmt.Sprintf("<</Type /MCR /Pg %d 0 R /MCID %d>>", pages[p], id))
		}
	}
	for i, n := range l.Nodes {
		parent := root
		if n.Parent >= 0 {
			parent = first + n.Parent
		}
		d.objects[first+i].body = element(n, parent, kids[i])
	}
	d.objects[root].body = fmt.Sprintf("<</Type /StructTreeRoot /K [%d 0 R] /ParentTree <</Nums [%s]>> /ParentTreeNextKey %d>>",
		first, parents(marks, first), len(marks))
	return root
}

func element(n typeset.Node, parent int, kids []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<</Type /StructElem /S /%s /P %d 0 R", n.Role, parent)
	if n.Lang != "" {
		fmt.Fprintf(&b, " /Lang (%s)", n.Lang)
	}
	if n.Alt != "" {
		fmt.Fprintf(&b, " /Alt %s", textString(n.Alt))
	}
	if n.Role == "TH" {
		b.WriteString(" /A <</O /Table /Scope /" + n.Scope() + ">>")
	}
	fmt.Fprintf(&b, " /K [%s]>>", strings.Join(kids, " "))
	return b.String()
}

// parents maps the marked contents of each page to their elements.
func parents(marks [][]int, first int) string {
	var b strings.Builder
	for p, list := range marks {
		fmt.Fprintf(&b, "%d [", p)
		for _, node := range list {
			fmt.Fprintf(&b, "%d 0 R ", first+node)
		}
		b.WriteString("] ")
	}
	return b.String()
}
