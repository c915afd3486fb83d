package storetest

import (
	"testing"
)

// Run runs the whole suite on an engine.
func Run(t *testing.T, e Engine) {
	sample := e.Empty(t)
	Build(t, sample, 12)
	for name, test := range map[string]func(*testing.T, *world){
		"cases": testCases,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t, e, sample))
		})
	}
}
