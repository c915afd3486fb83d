package policy

// recorder notes the facts that a condition reads, each once and in order.
type recorder struct {
	seen map[string]bool
	in   []Input
}

// Input is one fact a condition looked at.
type Input struct {
	Name     string    `json:"name"`
	Value    string    `json:"value"`
	Evidence []string  `json:"evidence,omitempty"`
	Why      Statement `json:"why,omitzero"`
}

func (c *recorder) read(r *Record, k int) {
	path := r.Path(k)
	if c.seen[path] {
		return
	}
	c.seen[path] = true
	v := r.vals[k]
	c.in = append(c.in, Input{Name: path, Value: v.String(), Evidence: v.Refs, Why: v.Why})
}

// take returns what was read since the last take.
func (c *recorder) take() []Input {
	in := c.in
	c.in, c.seen = nil, map[string]bool{}
	return in
}

// recording returns a copy of the facts that notes what is read.
func (f *Facts) recording() (*Facts, *recorder) {
	c, rec := f.clone(), &recorder{seen: map[string]bool{}}
	for _, rs := range c.records {
		for _, r := range rs {
			r.reads = rec
		}
	}
	return c, rec
}
