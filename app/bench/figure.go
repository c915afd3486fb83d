package bench

// Figure is one measurement, as `recourse bench --json` prints it. Seconds are
// medians; a peer that is not installed here leaves its seconds and the ratio
// out.
type Figure struct {
	Figure      string             `json:"figure"` // F1 to F18
	Name        string             `json:"name"`
	What        string             `json:"what"` // a sentence, filled in by whoever prints it
	Size        int                `json:"size"`
	Ours        float64            `json:"ours_seconds"`
	OursCPU     float64            `json:"ours_cpu"`
	Peer        string             `json:"peer"` // its command line
	PeerSeconds float64            `json:"peer_seconds,omitempty"`
	PeerCPU     float64            `json:"peer_cpu,omitempty"`
	Ratio       float64            `json:"ratio,omitempty"`
	RatioCPU    float64            `json:"ratio_cpu,omitempty"`
	First       float64            `json:"first,omitempty"` // limit of the ratio in the first version
	Goal        float64            `json:"goal,omitempty"`
	Missing     string             `json:"missing,omitempty"` // the program that is not installed
	Rows        int                `json:"rows"`              // of output, equal on both sides
	Detail      map[string]float64 `json:"detail,omitempty"`
}

// Reached reports whether the figure is within the limit of the first version;
// one without a limit or without a peer always is.
func (f *Figure) Reached() bool { return f.First == 0 || f.Ratio <= f.First }

// PerSecond is how many items of the size ours takes through in a second.
func (f *Figure) PerSecond() float64 {
	if f.Ours == 0 {
		return 0
	}
	return float64(f.Size) / f.Ours
}

func (f *Figure) detail(name string, v float64) {
	if f.Detail == nil {
		f.Detail = map[string]float64{}
	}
	f.Detail[name] = v
}
