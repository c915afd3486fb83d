package policy_test

import (
	"testing"

	"recourse/assets"
	"recourse/review/policy"
)

// shipped loads the packs that the program carries.
func shipped(t testing.TB) []*policy.Pack {
	t.Helper()
	fsys, err := assets.Policies()
	if err != nil {
		t.Fatal(err)
	}
	packs, err := policy.LoadAll(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return packs
}

func TestShippedPacks(t *testing.T) {
	t.Parallel()
	for _, p := range shipped(t) {
		t.Run(p.Name()+" compiles", func(t *testing.T) {
			t.Parallel()
			if _, err := policy.Compile(p); err != nil {
				t.Error(err)
			}
		})
		t.Log(p.Name(), p.Hash)
	}
}
