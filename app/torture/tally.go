package torture

import "fmt"

// Tally counts what was done and what was found.
type Tally struct {
	Runs         int // times the program was started
	Faults       int // faults that were met
	Acknowledged int // acts the program said were done, under faults
	Cuts         int // disk states after a power cut
	Alike        int // calls left out, for each of which two that are alike were tried
	Same         int // faults and cuts that left, to the byte, what another one had
	Missed       int // calls that did not come in the run in which they should fail
	Lost         int // acknowledged and not there
	Half         int // neither wholly there nor wholly absent, or a record that does not verify
	Wrong        int // the program said something untrue, raw or nothing
	Left         int // readable remains in temporary files
	Stuck        int // no end within bounded time, or no second try
	Skipped      []string
}

// Clean reports whether nothing was found.
func (t *Tally) Clean() bool { return t.Lost+t.Half+t.Wrong+t.Left+t.Stuck == 0 }

func (t *Tally) String() string {
	return fmt.Sprintf("%d runs, %d faults, %d power cuts; %d acts acknowledged\n%d calls left out as alike, %d times the same was left, %d calls did not come\n%d lost, %d half applied, %d wrong messages, %d left behind, %d stuck",
		t.Runs, t.Faults, t.Cuts, t.Acknowledged, t.Alike, t.Same, t.Missed, t.Lost, t.Half, t.Wrong, t.Left, t.Stuck)
}

// add adds what was counted elsewhere.
func (t *Tally) add(o Tally) {
	t.Runs += o.Runs
	t.Faults += o.Faults
	t.Acknowledged += o.Acknowledged
	t.Cuts += o.Cuts
	t.Alike += o.Alike
	t.Same += o.Same
	t.Missed += o.Missed
	t.Lost += o.Lost
	t.Half += o.Half
	t.Wrong += o.Wrong
	t.Left += o.Left
	t.Stuck += o.Stuck
	t.Skipped = append(t.Skipped, o.Skipped...)
}

// Kind says what is wrong.
type Kind string

// The kinds of findings, as the Tally counts them.
const (
	Lost  Kind = "lost"
	Half  Kind = "half applied"
	Wrong Kind = "wrong message"
	Left  Kind = "left behind"
	Stuck Kind = "stuck"
)

// Finding is one thing that does not hold.
type Finding struct {
	Kind  Kind
	Scene string
	Fault string // what was done to the program, and where
	What  string
}

func (f Finding) String() string {
	return fmt.Sprintf("%s: %s, %s: %s", f.Kind, f.Scene, f.Fault, f.What)
}
