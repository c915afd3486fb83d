package insight

import (
	"slices"
	"time"

	"recourse/cases"
)

// By names what overturn rates are counted by.
type By string

// The ways to count.
const (
	ByRule     By = "rule"
	BySource   By = "source"
	ByBatch    By = "batch"
	ByDistrict By = "district"
	ByOfficer  By = "officer"
)

// Bys lists the ways to count in the order in which they are offered.
func Bys() []By { return []By{ByBatch, BySource, ByRule, ByDistrict, ByOfficer} }

// fate is what a case adds to the rates, in one byte.
type fate uint8

const (
	unknown fate = iota
	open
	relieved // judged on the merits, and the resident got relief
	refused  // judged on the merits, and got none
	apart    // over without merits, or decided by a group order
)

// tally counts one value of a way to count.
type tally struct {
	relieved, judged, open, unappealed int
	provider                           string
	mixed                              bool // several providers: none is named
}

// from notes the provider of a batch.
func (t *tally) from(provider string) {
	t.mixed = t.mixed || t.provider != "" && provider != t.provider
	t.provider = provider
}

// Collector gathers figures. It is used from one goroutine: first Decided for
// every outcome, then Case for every row, then Mark for every line of the
// evidence index, those of a case one after the other, then Registered.
type Collector struct {
	now     time.Time
	outcome map[cases.ID]cases.Outcome
	fates   []fate // by case number
	by      map[By]map[string]*tally
	all     tally
	batches []string // of the case whose marks are being read
	sources []string
	last    cases.ID
	unnamed int // people on the register whose rule no case names
	flow    flow
	report  Report
}

// NewCollector starts counting for an instant.
func NewCollector(now time.Time) *Collector {
	c := &Collector{now: now.UTC(), outcome: map[cases.ID]cases.Outcome{}, by: map[By]map[string]*tally{}}
	for _, b := range Bys() {
		c.by[b] = map[string]*tally{}
	}
	c.flow = newFlow()
	c.report = Report{At: c.now, Backlog: newBacklog()}
	return c
}

// Decided takes the latest decision of a case.
func (c *Collector) Decided(o cases.Outcome) { c.outcome[o.Case] = o }

// Case takes one row of the queue. It keeps nothing of it.
func (c *Collector) Case(r *cases.Row) {
	o, decided := c.outcome[r.ID]
	decided = decided && (r.State == cases.Decided || r.State == cases.Closed)
	f := fateOf(r, &o, decided)
	for int(r.ID) >= len(c.fates) {
		c.fates = append(c.fates, make([]fate, max(1024, len(c.fates)))...)
	}
	c.fates[r.ID] = f
	c.report.Cases++
	c.flow.filed(r.FiledAt)
	if !r.State.Settled() {
		c.waiting(r)
	}
	if decided {
		c.settled(r, &o)
	}
	c.all.count(f)
	c.at(ByDistrict, r.Division).count(f)
	for _, rule := range r.Rules {
		c.at(ByRule, rule).count(f)
	}
	if decided && f != apart {
		c.at(ByOfficer, string(o.Drafter)).count(f)
	}
}

func fateOf(r *cases.Row, o *cases.Outcome, decided bool) fate {
	switch {
	case !r.State.Settled():
		return open
	case !decided || o.Group:
		return apart
	}
	switch o.Disposition {
	case cases.Overturn, cases.Vary, cases.CorrectRe:
		return relieved
	case cases.Uphold, cases.Remit:
		return refused
	}
	return apart
}

func (t *tally) count(f fate) {
	switch f {
	case open:
		t.open++
	case relieved:
		t.relieved++
		t.judged++
	case refused:
		t.judged++
	}
}

func (c *Collector) at(b By, key string) *tally {
	m := c.by[b]
	t := m[key]
	if t == nil {
		t = &tally{}
		m[key] = t
	}
	return t
}

// Mark takes one line of the evidence index. A case counts once for a batch or
// a source, however many records of it there are.
func (c *Collector) Mark(id cases.ID, m *cases.EvidenceMark) {
	if id != c.last {
		c.batches, c.sources, c.last = c.batches[:0], c.sources[:0], id
	}
	f := unknown
	if int(id) < len(c.fates) {
		f = c.fates[id]
	}
	if m.Batch != "" {
		t := c.at(ByBatch, m.Batch)
		t.from(m.Provider)
		if !slices.Contains(c.batches, m.Batch) {
			c.batches = append(c.batches, m.Batch)
			t.count(f)
		}
	}
	if source := string(m.Source); !slices.Contains(c.sources, source) {
		c.sources = append(c.sources, source)
		c.at(BySource, source).count(f)
	}
}

// Registered takes how many people who never appealed share a batch, a source
// and a rule. Values that no case has are left out of the rates. The register
// has no trace: its rule is the reason code that came with the colour, and only
// one that is the name of a rule tells which it was.
func (c *Collector) Registered(source cases.Source, batch, rule string, n int) {
	c.report.Unappealed += n
	if rule == "" || c.by[ByRule][rule] == nil {
		c.unnamed += n
	}
	for b, key := range map[By]string{ByBatch: batch, BySource: string(source), ByRule: rule} {
		if t := c.by[b][key]; t != nil && key != "" {
			t.unappealed += n
		}
	}
}

// Report closes the count.
func (c *Collector) Report() *Report {
	r := &c.report
	r.All = ShareOf(c.all.relieved, c.all.judged)
	r.Rates = map[By][]Rate{}
	for _, b := range Bys() {
		r.Rates[b] = c.rates(b)
	}
	r.Systemic = c.systemic()
	r.Days = c.flow.days(c.now)
	r.Timeliness.close()
	slices.SortFunc(r.Systemic, func(a, b Rate) int { return b.reach() - a.reach() })
	return r
}
