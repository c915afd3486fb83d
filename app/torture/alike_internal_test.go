package torture

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// What stands for what: told by an example of each kind.
func TestPicked(t *testing.T) {
	t.Parallel()
	read := func(site uint64) Call { return Call{Name: "pread64", Path: "/o", Site: site} }
	lock := func(bytes string) Call { return Call{Name: "fcntl", Path: "/o", Lock: bytes} }
	write := func(path string) Call { return Call{Name: "pwrite64", Path: path} }
	wire := func(site uint64) Call { return Call{Name: "write", Path: "socket:[1]", Site: site} }
	sync := Call{Name: "fsync", Path: "/o"}
	all := func(*Call) bool { return true }
	for name, c := range map[string]struct {
		calls []Call
		here  func(*Call) bool
		want  []int
	}{
		"reads of a loop: the first and the last":       {[]Call{read(1), read(1), read(1), read(1)}, all, []int{0, 3}},
		"reads from elsewhere stand for themselves":     {[]Call{read(1), read(2), read(1), read(1)}, all, []int{0, 1, 3}},
		"a write between reads parts them":              {[]Call{read(1), read(1), read(1), write("/o"), read(1)}, reads, []int{0, 2, 3}},
		"a reader between writes does not part them":    {[]Call{write("/o"), read(1), write("/o"), write("/o"), write("/o"), write("/o"), write("/o")}, (*Call).Writes, []int{0, 1, 3, 5}},
		"a sync parts writes":                           {[]Call{write("/o"), sync, write("/o"), sync}, all, []int{0, 1, 2, 3}},
		"another file parts writes":                     {[]Call{write("/o"), write("/p"), write("/o"), write("/p"), write("/o"), write("/p")}, all, []int{0, 1, 2, 3, 4, 5}},
		"rounds of a loop on a wire":                    {[]Call{wire(1), wire(2), wire(1), wire(2), wire(1), write("/o"), wire(1)}, (*Call).Writes, []int{0, 1, 2, 3, 4, 5, 6}},
		"many rounds of a loop on a wire":               {slices.Repeat([]Call{wire(1), read(1)}, 9), (*Call).Writes, []int{0, 2, 5, 8}},
		"locks on other bytes":                          {[]Call{lock("a"), lock("b"), lock("a"), lock("a")}, all, []int{0, 1, 3}},
		"what the fault cannot happen to has no number": {[]Call{write("/o"), read(1), read(1), read(1)}, reads, []int{0, 2}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, alike := picked(c.calls, c.here)
			n := 0
			for i := range c.calls {
				if c.here(&c.calls[i]) {
					n++
				}
			}
			if d := cmp.Diff(c.want, got); d != "" || len(got)+alike != n {
				t.Errorf("%s, %d of %d are alike", d, alike, n)
			}
		})
	}
}

// Whatever a program does: a call is tried, or one of its class before it and
// one behind it are.
func TestPickedStandForAll(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		calls := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Call {
			return Call{
				Name: rapid.SampledFrom([]string{"pread64", "pwrite64", "fsync", "fcntl"}).Draw(t, "name"),
				Path: rapid.SampledFrom([]string{"/a", "/b"}).Draw(t, "path"), Site: uint64(rapid.IntRange(1, 2).Draw(t, "site")),
			}
		}), 0, 40).Draw(t, "calls")
		list, alike := picked(calls, func(*Call) bool { return true })
		if !slices.IsSorted(list) || len(list)+alike != len(calls) {
			t.Fatalf("%v and %d of %d", list, alike, len(calls))
		}
		kinds := classes(calls)
		for i := range calls {
			before := slices.ContainsFunc(list, func(n int) bool { return n <= i && kinds[n] == kinds[i] })
			behind := slices.ContainsFunc(list, func(n int) bool { return n >= i && kinds[n] == kinds[i] })
			if !before || !behind {
				t.Fatalf("nothing stands for call %d of %v: %v", i, calls, list)
			}
		}
	})
}

func TestEnds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ n, most, last, want int }{{0, 2, 0, 0}, {1, 2, 0, 1}, {3, 4, 2, 3}, {9, 2, 8, 2}, {9, 4, 8, 4}} {
		got := ends(numbers(c.n), c.most)
		if len(got) != c.want || len(got) > 0 && (got[0] != 0 || got[len(got)-1] != c.last) {
			t.Errorf("%d of %d: %v", c.most, c.n, got)
		}
	}
}
