package insight_test

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"recourse/review/insight"
)

// The worked figures of Newcombe, Statistics in Medicine 17 (1998), p. 857,
// table I, method 3: the score interval of Wilson without continuity correction.
func TestShareOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		k, n      int
		low, high string
	}{
		{81, 263, "0.2553", "0.3662"}, {15, 148, "0.0624", "0.1605"}, {0, 20, "0.0000", "0.1611"}, {1, 29, "0.0061", "0.1718"},
	} {
		s := insight.ShareOf(c.k, c.n)
		if low, high := fmt.Sprintf("%.4f", s.Low), fmt.Sprintf("%.4f", s.High); low != c.low || high != c.high {
			t.Errorf("%d of %d: %s to %s, published are %s to %s", c.k, c.n, low, high, c.low, c.high)
		}
	}
}

func TestShareLaws(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5000).Draw(t, "n")
		k := rapid.IntRange(0, n).Draw(t, "k")
		s := insight.ShareOf(k, n)
		if s.Low < 0 || s.High > 1 || s.Low > s.Rate+1e-12 || s.High < s.Rate-1e-12 {
			t.Fatalf("%d of %d: %v lies outside %v to %v", k, n, s.Rate, s.Low, s.High)
		}
		if s.Shown != (n >= insight.MinShown) {
			t.Fatalf("%d cases: shown is %v", n, s.Shown)
		}
		if k < n {
			if more := insight.ShareOf(k+1, n); more.Low < s.Low || more.High < s.High {
				t.Fatalf("one success more of %d lowers the interval of %d", n, k)
			}
		}
		if wide := insight.ShareOf(k, n); insight.ShareOf(2*k, 2*n).High-insight.ShareOf(2*k, 2*n).Low > wide.High-wide.Low {
			t.Fatalf("twice as many cases widen the interval of %d of %d", k, n)
		}
		mirror := insight.ShareOf(n-k, n)
		if math.Abs(mirror.Low-(1-s.High)) > 1e-9 {
			t.Fatalf("counting the failures of %d of %d gives another interval", k, n)
		}
	})
}

func pairs(both, onlyFirst, onlySecond, neither int) []insight.Pair {
	var list []insight.Pair
	for what, n := range map[insight.Pair]int{{First: "uphold", Second: "uphold"}: both, {First: "uphold", Second: "overturn"}: onlyFirst,
		{First: "overturn", Second: "uphold"}: onlySecond, {First: "overturn", Second: "overturn"}: neither} {
		for range n {
			list = append(list, what)
		}
	}
	return list
}

func TestAgree(t *testing.T) {
	t.Parallel()
	t.Run("is worked out by hand", func(t *testing.T) {
		t.Parallel()
		// 20, 5, 10, 15 of 50: agreement 0.7; chance 0.5 x 0.6 + 0.5 x 0.4 = 0.5;
		// kappa 0.2 / 0.5; spread 1.96 x sqrt(0.7 x 0.3 / (50 x 0.25)) = 0.254.
		a := insight.Agree(pairs(20, 5, 10, 15))
		got := fmt.Sprintf("%.2f %.2f %.2f %.3f %.3f", a.Rate, a.Chance, a.Kappa, a.KappaLo, a.KappaHi)
		if want := "0.70 0.50 0.40 0.146 0.654"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	})
	t.Run("has no kappa where chance alone agrees", func(t *testing.T) {
		t.Parallel()
		if a := insight.Agree(pairs(12, 0, 0, 0)); a.Defined || a.Rate != 1 || a.K != 12 {
			t.Errorf("got %+v", a)
		}
	})
	t.Run("is the same from both sides", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			n := rapid.SliceOfN(rapid.IntRange(0, 30), 4, 4).Draw(t, "table")
			a, b := insight.Agree(pairs(n[0], n[1], n[2], n[3])), insight.Agree(pairs(n[0], n[2], n[1], n[3]))
			if math.Abs(a.Kappa-b.Kappa) > 1e-9 || a.Kappa > 1+1e-9 || a.Kappa < -1-1e-9 {
				t.Fatalf("kappa %v from one side and %v from the other", a.Kappa, b.Kappa)
			}
		})
	})
}
