package evidence

// Note is a sentence as a key and its arguments; the words live with the
// languages. Arguments are plain values: names, dates, metres.
type Note struct {
	Key  string            `json:"key"`
	Args map[string]string `json:"args,omitempty"`
}

// IsZero reports whether there is nothing to say.
func (n Note) IsZero() bool { return n.Key == "" }

// State says whether something is established.
type State int

// Open is the zero state: not established either way.
const (
	Open State = iota
	No
	Yes
)

// Claim is a yes, a no or an open question, with the evidence it rests on and,
// when open, what stands in the way.
type Claim struct {
	State State
	Refs  []string
	Why   Note
}

func yes(refs ...string) Claim            { return Claim{State: Yes, Refs: refs} }
func no(refs ...string) Claim             { return Claim{State: No, Refs: refs} }
func open(why Note, refs ...string) Claim { return Claim{Refs: refs, Why: why} }

// doubt keeps a no and turns a yes into an open question.
func (c Claim) doubt(why Note, refs ...string) Claim {
	if c.State == No {
		return c
	}
	if c.State == Open && !c.Why.IsZero() {
		return c
	}
	return Claim{Refs: append(append([]string{}, c.Refs...), refs...), Why: why}
}

func note(key string, pairs ...string) Note {
	n := Note{Key: "evidence." + key, Args: map[string]string{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		n.Args[pairs[i]] = pairs[i+1]
	}
	return n
}
