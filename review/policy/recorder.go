package policy

import "strings"

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

// maxListInputs bounds how many facts of a list one step shows.
const maxListInputs = 60

// telling keeps the inputs that say why: facts outside lists, those of the
// entry the outcome turns on, what is unknown, and of the rest as many as a
// reader can take in.
func telling(in []Input, r *Result) []Input {
	if len(in) <= maxListInputs {
		return in
	}
	var out []Input
	for i, k := range in {
		focus := r.Focus != nil && strings.HasPrefix(k.Name, r.Focus.path+".")
		if focus || !strings.Contains(k.Name, "[") || k.Value == string(Unknown) || i < maxListInputs {
			out = append(out, k)
		}
	}
	return out
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
