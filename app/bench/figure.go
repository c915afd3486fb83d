package bench

// Figure is one measurement, as `recourse bench --json` prints it. Seconds are
// medians; a peer that is not installed here leaves its seconds and the ratio
// out. A figure with a Unit compares outcomes in that unit instead of seconds:
// it has Amounts, an Interval of the ratio, Tables and the whole Report.
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
	Unit        string             `json:"unit,omitempty"`
	Amount      float64            `json:"ours,omitempty"`
	PeerAmount  float64            `json:"peers,omitempty"`
	Interval    *Interval          `json:"ratio_interval,omitempty"`
	Notes       []string           `json:"assumptions,omitempty"` // keys of sentences, filled in like What
	Tables      []Table            `json:"-"`
	Report      any                `json:"report,omitempty"`
}

// Interval is a 95 % interval.
type Interval struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// Table is part of a figure that compares outcomes. Title, Columns and the
// first cell of a row are names whose words the reader of the figure knows
// ("bench.col.NAME", "bench.row.NAME"); a name without words stands as it is.
type Table struct {
	Title   string
	Columns []string
	Rows    [][]string
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
