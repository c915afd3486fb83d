package review_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/importexport/simulate"
	"recourse/review"
	"recourse/review/replay"
)

// verdict is what a replay says, as it can be compared.
type verdict struct {
	Colour, Deciding, Until, Basis string
	Assumed                        []string
	HumanCheck, Differs, NoPolicy  bool
}

func verdictOf(t *testing.T, v replay.Verdict, differs bool, err error) verdict {
	t.Helper()
	if err != nil && !errors.Is(err, review.ErrNoPolicy) {
		t.Fatal(err)
	}
	return verdict{string(v.Colour), v.Deciding, v.Until.Text(), v.Basis.Text(), v.Assumed, v.HumanCheck, differs, err != nil}
}

func TestSheets(t *testing.T) {
	t.Parallel()
	l := library(t)
	office, err := simulate.New(simulate.Options{Appeals: 1, Seed: 23})
	must(t, err)
	own := l.Sheets(review.Question{}) // one memory for every case, so that it is used
	t.Run("they say what the files say, in every scenario", func(t *testing.T) {
		for _, name := range simulate.Scenarios() {
			for i := range 12 {
				c, err := office.CaseOf(i, name)
				must(t, err)
				bare := c.Snapshot
				bare.Flags = nil
				for _, s := range []*cases.Snapshot{&c.Snapshot, &bare} {
					if !sameVerdict(t, l, own, review.Question{}, s) {
						t.Errorf("%s: the sheet does not answer for its own policy", s.Appeal.AppealNo)
					}
				}
			}
		}
	})
	for _, p := range l.Packs() {
		t.Run("they say under "+p.Name()+" what the files say, or nothing", func(t *testing.T) {
			q := review.Question{Policy: p.Name()}
			r, n := l.Sheets(q), 0
			for i, name := range simulate.Scenarios() {
				c, err := office.CaseOf(i, name)
				must(t, err)
				if sameVerdict(t, l, r, q, &c.Snapshot) {
					n++
				}
			}
			if strings.HasPrefix(p.ID, "HZ-") && n == 0 {
				t.Error("a policy with the areas of the one in force finds no sheet")
			}
		})
	}
}

// sameVerdict compares sheet and file, and reports whether the sheet answered.
func sameVerdict(t *testing.T, l *review.Library, r *review.Sheets, q review.Question, s *cases.Snapshot) bool {
	t.Helper()
	sheet, err := l.Sheet(s)
	must(t, err)
	v, differs, ok, err := r.Verdict(string(sheet))
	if !ok {
		return false
	}
	got := verdictOf(t, v, differs, err)
	v, differs, err = l.Verdict(s, q)
	if diff := cmp.Diff(verdictOf(t, v, differs, err), got); diff != "" {
		t.Errorf("%s: %s", s.Appeal.AppealNo, diff)
	}
	return true
}

func TestSheetsThatCannotTell(t *testing.T) {
	t.Parallel()
	l := library(t)
	s := worked(t, "e-flicker")
	sheet, err := l.Sheet(s)
	must(t, err)
	whole := string(sheet)
	silent := func(name, text string, q review.Question) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if v, _, ok, err := l.Sheets(q).Verdict(text); ok && err == nil {
				t.Errorf("got %+v", v)
			}
		})
	}
	silent("another form", "\x00"+whole[1:], review.Question{})
	silent("nothing at all", "", review.Question{})
	silent("cut short", whole[:len(whole)-1], review.Question{})
	silent("other facts are asked about", whole, review.Question{Set: []string{"q.fever=true"}})
	silent("another time is asked about", whole, review.Question{AsOf: cases.Day(2020, 2, 20)})
	silent("the policy has other areas", whole, review.Question{Policy: "SZ-2020-02"})
	t.Run("a policy that is not on the shelf is named", func(t *testing.T) {
		t.Parallel()
		if _, _, ok, err := l.Sheets(review.Question{Policy: "HZ-1999"}).Verdict(whole); !ok || !errors.Is(err, review.ErrNoPolicy) {
			t.Errorf("got %v, %v", ok, err)
		}
	})
}

// workedFacts is the digest of the facts of the worked cases as sheets spell
// them out. When it changes, sheets that offices keep are out of date: raise
// sheetForm (or policy.FlatForm) together with this digest.
const workedFacts = "9f628d88074ff4c907a5dc75a35e07048beda615e984babb7a80c9de041a6e29"

func TestSheetFormIsRaisedWithTheFacts(t *testing.T) {
	t.Parallel()
	l := library(t)
	names, err := filepath.Glob(filepath.Join("testdata", "worked", "*.json"))
	must(t, err)
	sum := sha256.New()
	for _, name := range names {
		_, f, err := l.Facts(worked(t, strings.TrimSuffix(filepath.Base(name), ".json")), review.Question{})
		must(t, err)
		sum.Write(f.AppendFlat(nil))
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != workedFacts {
		t.Errorf("the worked cases give other facts than before: %s", got)
	}
}
