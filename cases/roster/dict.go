package roster

// dict numbers the different values of a column. Numbers are never reused, so
// that a published table can keep a shorter view of the same names.
type dict[T any] struct {
	names []T
	codes map[string]uint32
}

func newDict[T any]() *dict[T] { return &dict[T]{codes: map[string]uint32{}} }

// code returns the number of the value that key stands for.
func (d *dict[T]) code(key string, value func() T) uint32 {
	if c, ok := d.codes[key]; ok {
		return c
	}
	c := uint32(len(d.names))
	d.codes[key] = c
	d.names = append(d.names, value())
	return c
}

// word numbers a plain string.
func word(d *dict[string], s string) uint32 {
	return d.code(s, func() string { return s })
}

// find returns the number of a name in a published list, false when no row has
// the value.
func find(names []string, s string) (uint32, bool) {
	for i, n := range names {
		if n == s {
			return uint32(i), true
		}
	}
	return 0, false
}
