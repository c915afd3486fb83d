package review

import (
	"maps"

	"recourse/review/evidence"
)

// placeArgs are the arguments of sentences that may hold a division code.
var placeArgs = []string{"area", "place", "region", "other", "named"}

// Localise replaces division codes among the arguments of a sentence by the
// names of the divisions in a language ("zh" or "en").
func (l *Library) Localise(args map[string]string, lang string) map[string]string {
	out := maps.Clone(args)
	for _, k := range placeArgs {
		if v, ok := out[k]; ok && evidence.IsDivision(v) {
			out[k] = l.regions.Name(v, lang)
		}
	}
	return out
}
