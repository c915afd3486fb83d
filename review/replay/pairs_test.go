package replay_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"recourse/review/policy"
	"recourse/review/replay"
)

// Where no single change of fact gives a milder colour, two together are looked
// for. If trying every two finds some, the search has to name some; if it finds
// none, the search has to be silent.
func TestTwoChangesAreFoundWhereTryingEveryTwoFindsThem(t *testing.T) {
	t.Parallel()
	for id, p := range programs(t) {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				f, _ := drawSmall(t)
				r := replay.Explain(p, f, replay.Issued{}, zone)
				if r.Replayed.Colour.Severity() == 0 || r.Search.Exhausted {
					return
				}
				single, together := false, false
				for _, turn := range r.Turns {
					if turn.Gives == replay.GivesColour && turn.Colour.Severity() < r.Replayed.Colour.Severity() {
						single = single || len(turn.Changes) == 1
						together = together || len(turn.Changes) > 1
					}
				}
				if single || together { // that what is named is so, another law checks
					return
				}
				if pair := brutePair(t, p, f); pair != "" {
					t.Fatalf("not named: %s", pair)
				}
			})
		})
	}
}

// choice is one fact and a value that it could have instead.
type choice struct{ path, to string }

// brutePair returns two changes that together give a milder colour, "" when
// no two do.
func brutePair(t *rapid.T, p *policy.Program, f *policy.Facts) string {
	base := replay.Quick(p, f).Colour.Severity()
	all := choices(p, f)
	for i, a := range all {
		one, err := f.With(a.path, a.to)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range all[i+1:] {
			if a.path == b.path {
				continue
			}
			two, err := one.With(b.path, b.to)
			if err != nil {
				t.Fatal(err)
			}
			if replay.Quick(p, two).Colour.Severity() < base {
				return fmt.Sprintf("%s = %s with %s = %s", a.path, a.to, b.path, b.to)
			}
		}
	}
	return ""
}

// choices lists what could be otherwise: yes and no, the words, and of dates
// and numbers one on either side of each limit that the rules have.
func choices(p *policy.Program, f *policy.Facts) []choice {
	var out []choice
	f.Each(func(path string, v policy.Value) {
		kind, _ := f.Type(path)
		if v.Known() && len(v.Refs) == 0 || kind == policy.TextsFact || !readBy(p, path) {
			return
		}
		domain := domainOf(path, kind, f, v)
		switch kind {
		case policy.MomentFact:
			domain = slices.DeleteFunc(domain, func(day string) bool { return !slices.Contains(fewDays(f), day) })
		case policy.IntFact:
			domain = slices.DeleteFunc(domain, func(n string) bool {
				return !slices.Contains([]string{"0", "14", "499", "500", "799", "801", "1441"}, n)
			})
		case policy.NumberFact:
			domain = slices.DeleteFunc(domain, func(n string) bool { return n != "37.2" && n != "37.3" })
		}
		for _, to := range domain {
			out = append(out, choice{path, to})
		}
	})
	return out
}

func fewDays(f *policy.Facts) []string {
	var out []string
	for _, d := range []int{-25, -15, -14, -8, -7, -1, 0, 2} {
		out = append(out, f.AsOf.Earliest().In(zone).AddDate(0, 0, d).Format(time.DateOnly))
	}
	return out
}
