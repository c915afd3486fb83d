package replay_test

import (
	"testing"

	"recourse/assets"
	"recourse/review/policy"
	"recourse/review/replay"
)

// programs compiles the packs that ship with the program.
func programs(t testing.TB) map[string]*policy.Program {
	t.Helper()
	fsys, err := assets.Policies()
	if err != nil {
		t.Fatal(err)
	}
	packs, err := policy.LoadAll(fsys)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*policy.Program{}
	for _, p := range packs {
		prog, err := policy.Compile(p)
		if err != nil {
			t.Fatal(err)
		}
		out[p.ID] = prog
	}
	return out
}

func TestFixtures(t *testing.T) {
	t.Parallel()
	for _, p := range programs(t) {
		if err := policy.Coverage(p.Pack()); err != nil {
			t.Error(p.Pack().Name(), err)
		}
		for _, r := range replay.Test(p) {
			for _, problem := range r.Problem {
				t.Errorf("%s %s, %s: %s", p.Pack().Name(), r.Rule, r.Name, problem)
			}
		}
	}
}
