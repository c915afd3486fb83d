package simulate_test

import (
	"bytes"
	"encoding/json"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/cases"
	"recourse/importexport/simulate"
)

func office(t testing.TB, o simulate.Options) *simulate.Office {
	t.Helper()
	f, err := simulate.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func encode(t testing.TB, f *simulate.Office) []byte {
	t.Helper()
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	for s, truth := range f.Cases() {
		if err := enc.Encode(s); err != nil {
			t.Fatal(err)
		}
		if err := enc.Encode(truth); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

func TestSeed(t *testing.T) {
	t.Parallel()
	a := encode(t, office(t, simulate.Options{Appeals: 80, Seed: 5}))
	t.Run("same seed, same bytes", func(t *testing.T) {
		t.Parallel()
		if !bytes.Equal(a, encode(t, office(t, simulate.Options{Appeals: 80, Seed: 5}))) {
			t.Error("two offices of one seed differ")
		}
	})
	t.Run("another seed, other bytes", func(t *testing.T) {
		t.Parallel()
		if bytes.Equal(a, encode(t, office(t, simulate.Options{Appeals: 80, Seed: 6}))) {
			t.Error("two seeds give one office")
		}
	})
	t.Run("a case does not depend on the cases before it", func(t *testing.T) {
		t.Parallel()
		f := office(t, simulate.Options{Appeals: 80, Seed: 5})
		alone, i := f.Case(57), 0
		for s := range f.Cases() {
			if i == 57 {
				if d := cmp.Diff(alone.Snapshot, s); d != "" {
					t.Error(d)
				}
			}
			i++
		}
	})
}

func TestEveryScenario(t *testing.T) {
	t.Parallel()
	grounds := map[cases.Ground]bool{}
	sources := map[cases.Source]bool{}
	var offices []*simulate.Office
	for i, division := range []string{"", "330106", "330110"} {
		offices = append(offices, office(t, simulate.Options{Appeals: 500_000, Seed: uint64(i), Division: division}))
	}
	for _, name := range simulate.Scenarios() {
		law := func(t *rapid.T) {
			f := rapid.SampledFrom(offices).Draw(t, "office")
			c, err := f.CaseOf(rapid.IntRange(0, 400_000).Draw(t, "case"), name)
			if err != nil {
				t.Fatal(err)
			}
			for _, fault := range slices.Concat(faults(&c.Snapshot), draftFaults(&c)) {
				t.Errorf("%s: %s", name, fault)
			}
		}
		t.Run(name+" is valid for everybody", func(t *testing.T) { rapid.Check(t, law) })
		c, err := office(t, simulate.Options{Appeals: 1, Routine: 3}).CaseOf(0, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range c.Snapshot.Appeal.Grounds {
			grounds[g] = true
		}
		for _, fl := range c.Snapshot.Flags {
			sources[fl.SourceType] = true
		}
	}
	for _, g := range cases.Grounds() {
		if !grounds[g] {
			t.Errorf("no scenario claims %s", g)
		}
	}
	for _, s := range cases.Sources() {
		if !sources[s] {
			t.Errorf("no scenario has a %s flag", s)
		}
	}
}

// draftFaults lists what keeps the drafted decision from being sent.
func draftFaults(c *simulate.Case) []string {
	var list []string
	file := &cases.File{Snapshot: c.Snapshot}
	file.Row = cases.NewRow(&c.Snapshot, cases.Calendar{}, c.Snapshot.Appeal.FiledAt.Earliest())
	for _, r := range cases.Missing(file, &c.Draft) {
		list = append(list, "draft: "+r.Error())
	}
	ask := cases.Ask{
		User: cases.User{ID: "reviewer", Roles: []cases.Role{cases.Reviewer}},
		File: file, At: c.Snapshot.Appeal.FiledAt.Latest(), Draft: &c.Draft,
	}
	file.State, file.Officer = cases.InReview, "reviewer"
	c.Draft.SnapshotVersion = file.SnapshotVersion
	if err := cases.May(cases.MoveDraft, ask); err != nil {
		list = append(list, "draft refused: "+err.Error())
	}
	if n := utf8.RuneCountInString(c.Draft.Reasons); n < 80 || n > 420 {
		list = append(list, "reasons are too short or too long: "+c.Draft.Reasons)
	}
	texts := c.Draft.Reasons + c.Draft.CorrectInstruction + c.Truth.Why.ZH + c.Truth.Why.EN + c.Snapshot.Appeal.Statement
	for _, f := range c.Draft.Findings {
		texts += f.Text
	}
	if strings.ContainsAny(texts, "<>{}") {
		list = append(list, "a word was left open: "+texts)
	}
	if len(c.Truth.DecisiveEvidence) == 0 || c.Truth.Why.ZH == "" || c.Truth.Why.EN == "" {
		list = append(list, "the truth is incomplete")
	}
	return list
}

func TestFrequencies(t *testing.T) {
	t.Parallel()
	const n = 4000
	f := office(t, simulate.Options{Appeals: n, Seed: 11})
	wrong, red, critical := 0, 0, 0
	names := map[string]int{}
	ids, phones := map[string]bool{}, map[string]bool{}
	for s, truth := range f.Cases() {
		names[truth.Scenario]++
		ids[s.Resident.DocNo], phones[s.Resident.Phone] = true, true
		if truth.Error {
			wrong++
		}
		if s.Assignment.Colour == cases.Red {
			red++
		}
		if s.Appeal.Urgency == cases.Critical {
			critical++
		}
	}
	within(t, "appeals against a wrong code", wrong, n*54/100, n*62/100)
	within(t, "red codes", red, n*50/100, n*85/100)
	within(t, "critical appeals", critical, n*2/100, n*9/100)
	if len(ids) != n || len(phones) != n {
		t.Errorf("%d people share %d IDs and %d phones", n, len(ids), len(phones))
	}
	for _, name := range simulate.Scenarios() {
		if names[name] == 0 && name != "manual-batch" { // planted only
			t.Errorf("scenario %s does not occur in %d appeals", name, n)
		}
	}
}

func within(t *testing.T, what string, got, low, high int) {
	t.Helper()
	if got < low || got > high {
		t.Errorf("%s: %d, want %d to %d", what, got, low, high)
	}
}

func TestMix(t *testing.T) {
	t.Parallel()
	f := office(t, simulate.Options{Appeals: 30, Mix: map[string]float64{"flicker": 1}})
	for _, truth := range f.Cases() {
		if truth.Scenario != "flicker" {
			t.Fatalf("the mix names flicker only, got %s", truth.Scenario)
		}
	}
	for _, o := range []simulate.Options{{Mix: map[string]float64{"nonsense": 1}}, {Division: "110101"}, {Appeals: -1}, {Residents: 1 << 40}} {
		if _, err := simulate.New(o); err == nil {
			t.Errorf("options %+v were accepted", o)
		}
	}
}

// Memory must not grow with the number of cases: after twenty times as many
// the heap is as large as before.
func TestStreamingKeepsNothing(t *testing.T) {
	f := office(t, simulate.Options{Appeals: 4200, Seed: 3})
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	var early uint64
	i := 0
	for range f.Cases() {
		if i++; i == 200 {
			early = heap()
		}
	}
	if late := heap(); late > early+4<<20 {
		t.Errorf("heap grew from %d to %d bytes over 4,000 cases", early, late)
	}
}
