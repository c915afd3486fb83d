package regionmap

// clip cuts a ring to a box (left, top, right, bottom), side by side as
// Sutherland and Hodgman do.
func clip(ring []spot, box [4]float64) []spot {
	for side := range 4 {
		if len(ring) == 0 {
			return nil
		}
		ring = clipSide(ring, side, box[side])
	}
	return ring
}

func clipSide(ring []spot, side int, at float64) []spot {
	out := make([]spot, 0, len(ring)+4)
	for i, b := range ring {
		a := ring[(i+len(ring)-1)%len(ring)]
		inA, inB := within(a, side, at), within(b, side, at)
		if inA != inB {
			out = append(out, crossing(a, b, side, at))
		}
		if inB {
			out = append(out, b)
		}
	}
	return out
}

func within(p spot, side int, at float64) bool {
	switch side {
	case 0:
		return p.x >= at
	case 1:
		return p.y >= at
	case 2:
		return p.x <= at
	}
	return p.y <= at
}

// crossing is where a line meets a side of the box.
func crossing(a, b spot, side int, at float64) spot {
	if side%2 == 0 {
		return spot{at, a.y + (b.y-a.y)*(at-a.x)/(b.x-a.x)}
	}
	return spot{a.x + (b.x-a.x)*(at-a.y)/(b.y-a.y), at}
}

// cut keeps the part of a line that lies in a box, by Liang and Barsky.
func cut(a, b spot, box [4]float64) (from, to spot, ok bool) {
	t0, t1 := 0.0, 1.0
	dx, dy := b.x-a.x, b.y-a.y
	for _, e := range [4][2]float64{{-dx, a.x - box[0]}, {dx, box[2] - a.x}, {-dy, a.y - box[1]}, {dy, box[3] - a.y}} {
		p, q := e[0], e[1]
		switch {
		case p == 0 && q < 0:
			return a, b, false
		case p < 0:
			t0 = max(t0, q/p)
		case p > 0:
			t1 = min(t1, q/p)
		}
	}
	if t0 > t1 {
		return a, b, false
	}
	return spot{a.x + dx*t0, a.y + dy*t0}, spot{a.x + dx*t1, a.y + dy*t1}, true
}
