package insight

import (
	"cmp"
	"slices"
)

// Rate is how often appeals against one thing succeeded. Share counts the
// cases that an officer judged on the merits; group orders do not count, since
// they follow from the rate.
type Rate struct {
	By         By     `json:"by"`
	Key        string `json:"key"`
	Provider   string `json:"provider,omitempty"` // of a batch
	Share      Share  `json:"share"`
	Rest       Share  `json:"rest"` // all other cases
	Open       int    `json:"open"`
	Unappealed int    `json:"unappealed"` // people on the register who share it
	// Unnamed is how many people on the register came without a rule that any
	// case rests on: whether they share this one is not known.
	Unnamed   int  `json:"unappealed_unnamed,omitempty"`
	StandsOut bool `json:"stands_out"`
}

// Unknown reports whether nobody can say how many people share it who never
// appealed: none is known to, and the register does not name their rules.
func (r Rate) Unknown() bool { return r.Unappealed == 0 && r.Unnamed > 0 }

// reach is how many people wait who share it.
func (r Rate) reach() int { return r.Open + r.Unappealed }

// standsOut: even the low end of the interval lies above the high end of all
// the rest, so that chance does not explain the difference. This is stricter
// than a test of the difference, on purpose: many batches are compared at once.
func standsOut(own, rest Share) bool {
	return own.Shown && rest.Shown && own.Low > rest.High
}

// rates lists what is counted by b: what stands out first, then by how many
// were judged. Officers come by name: this is no league table.
func (c *Collector) rates(b By) []Rate {
	list := make([]Rate, 0, len(c.by[b]))
	for key, t := range c.by[b] {
		r := Rate{By: b, Key: key, Provider: t.provider, Share: ShareOf(t.relieved, t.judged), Open: t.open, Unappealed: t.unappealed}
		if b == ByRule {
			r.Unnamed = c.unnamed
		}
		if t.mixed {
			r.Provider = ""
		}
		r.Rest = ShareOf(c.all.relieved-t.relieved, c.all.judged-t.judged)
		r.StandsOut = b != ByOfficer && standsOut(r.Share, r.Rest)
		list = append(list, r)
	}
	slices.SortFunc(list, func(x, y Rate) int {
		if b == ByOfficer {
			return cmp.Compare(x.Key, y.Key)
		}
		return cmp.Or(-compareBool(x.StandsOut, y.StandsOut), cmp.Compare(y.Share.N, x.Share.N),
			cmp.Compare(y.reach(), x.reach()), cmp.Compare(x.Key, y.Key))
	})
	return list
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// systemic lists batches, sources and rules whose rate stands out from the
// rest and which people still wait for or never appealed against.
func (c *Collector) systemic() []Rate {
	out := []Rate{}
	for _, b := range []By{ByBatch, BySource, ByRule} {
		for _, r := range c.report.Rates[b] {
			if r.StandsOut {
				out = append(out, r)
			}
		}
	}
	return out
}
