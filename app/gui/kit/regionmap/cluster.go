package regionmap

import "math"

// Cluster is what is drawn as one: marks that would cover one another at this
// scale. First is the mark it stands at.
type Cluster struct {
	X, Y  float64
	Marks []int
}

// MostCircles is how many circles of error are drawn at once; the rest wait
// until somebody comes nearer.
const MostCircles = 120

// Clusters puts marks of the sheet that are nearer than gap units into one
// cluster, in order of time. Marks off the sheet are left out.
func (s *Scene) Clusters(p Plane, gap float64) []Cluster {
	var out []Cluster
	cells := map[[2]int][]int{}
	for i := range s.Marks {
		x, y := p.XY(s.Marks[i].At)
		if x < 0 || y < 0 || x > p.Width || y > p.Height {
			continue
		}
		cell := [2]int{int(x / gap), int(y / gap)}
		if at := nearest(out, cells, cell, x, y, gap); at >= 0 {
			out[at].Marks = append(out[at].Marks, i)
			continue
		}
		cells[cell] = append(cells[cell], len(out))
		out = append(out, Cluster{X: x, Y: y, Marks: []int{i}})
	}
	return out
}

// nearest is the cluster nearest to a place within gap, or -1.
func nearest(list []Cluster, cells map[[2]int][]int, cell [2]int, x, y, gap float64) int {
	best, found := gap, -1
	for dx := -1; dx <= 1; dx++ {
		for dy := -1; dy <= 1; dy++ {
			for _, at := range cells[[2]int{cell[0] + dx, cell[1] + dy}] {
				if d := math.Hypot(list[at].X-x, list[at].Y-y); d < best {
					best, found = d, at
				}
			}
		}
	}
	return found
}

// Circles lists the marks whose circles are drawn: for each cluster the widest
// and the narrowest of its marks, so that the one does not pass for all. left
// says how many circles of the sheet are not drawn.
func (s *Scene) Circles(clusters []Cluster) (drawn []int, left int) {
	for _, c := range clusters {
		wide, narrow := c.Marks[0], c.Marks[0]
		for _, i := range c.Marks {
			if s.Marks[i].RadiusM > s.Marks[wide].RadiusM {
				wide = i
			}
			if s.Marks[i].RadiusM < s.Marks[narrow].RadiusM {
				narrow = i
			}
		}
		take := []int{wide}
		if narrow != wide {
			take = append(take, narrow)
		}
		left += len(c.Marks) - len(take)
		if len(drawn)+len(take) > MostCircles {
			left += len(take)
			continue
		}
		drawn = append(drawn, take...)
	}
	return drawn, left
}

// Hop is the way from one cluster to the next in order of time. It says what
// came after what, not which road was taken.
type Hop struct{ From, To int }

// mostHops bounds how many arrows are drawn.
const mostHops = 80

// Track is the order of time between clusters, each way once.
func (s *Scene) Track(clusters []Cluster) []Hop {
	of := map[int]int{}
	for at, c := range clusters {
		for _, i := range c.Marks {
			of[i] = at
		}
	}
	var hops []Hop
	seen := map[Hop]bool{}
	last := -1
	for i := range s.Marks {
		at, ok := of[i]
		if !ok {
			last = -1
			continue
		}
		if h := (Hop{last, at}); last >= 0 && last != at && !seen[h] && len(hops) < mostHops {
			seen[h] = true
			hops = append(hops, h)
		}
		last = at
	}
	return hops
}

// Pointer stands at the edge of the sheet for a place that lies off it, or for
// the home, which has no marks.
type Pointer struct {
	X, Y   float64
	Turn   float64 // the direction in radians, 0 to the right, clockwise
	Metres float64 // from the middle of the sheet
	Marks  []int
	Home   bool
}

// Pointers lists the places of which nothing is on the sheet, and the home when
// it is not. They stand edge units inside the border of the sheet.
func (s *Scene) Pointers(p Plane, edge float64) []Pointer {
	var out []Pointer
	for _, g := range s.Places() {
		if !s.anyOn(p, g) {
			f := p.pointer(s.Marks[g[0]].At, edge)
			f.Marks = g
			out = append(out, f)
		}
	}
	if s.Home != nil && !p.Holds(*s.Home, 0) {
		f := p.pointer(*s.Home, edge)
		f.Home = true
		out = append(out, f)
	}
	return out
}

// pointer stands where the way from the middle to a point leaves the sheet.
func (p Plane) pointer(at Point, edge float64) Pointer {
	x, y := p.XY(at)
	dx, dy := x-p.Width/2, y-p.Height/2
	k := min((p.Width/2-edge)/max(1, math.Abs(dx)), (p.Height/2-edge)/max(1, math.Abs(dy)))
	return Pointer{X: p.Width/2 + dx*k, Y: p.Height/2 + dy*k, Turn: math.Atan2(dy, dx), Metres: Metres(p.Middle, at)}
}

func (s *Scene) anyOn(p Plane, group []int) bool {
	for _, i := range group {
		if p.Holds(s.Marks[i].At, 0) {
			return true
		}
	}
	return false
}
