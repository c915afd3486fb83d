package pivot_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recourse/app/gui/caseview/casetest"
	"recourse/app/gui/caseview/pivot"
	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/kittest"
	"recourse/cases"
	"recourse/review"
	"recourse/review/policy"
)

// desk is one case with its assessment, and a view of it in a window.
type desk struct {
	*kittest.Host

	view  *pivot.View
	a     *review.Assessment
	links []string
	cited int
}

func sit(t *testing.T, scenario string, lang i18n.Lang) *desk {
	t.Helper()
	shelf, s := casetest.New(t).Lib, casetest.Made(t, scenario, 3).Snapshot
	a, err := shelf.Assess(&s, review.Question{})
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{Host: kittest.New(t, cases.Reviewer), a: a}
	d.Look.SetLang(lang)
	d.view = &pivot.View{Host: d, Snapshot: &s, Shelf: shelf, Cite: func() { d.cited++ }, Link: func(ref string) *kit.Button {
		return kit.NewButton(ref, func() { d.links = append(d.links, ref) }).As(kit.Quiet)
	}}
	return d
}

// page is anything in a window.
type page struct{ o fyne.CanvasObject }

func (p page) Object() fyne.CanvasObject { return p.o }

// The card leads to the evidence it names and into the finding, and to the
// sheet; who may not decide is not offered to cite.
func TestTheCardLeadsToItsEvidence(t *testing.T) {
	for _, lang := range i18n.Langs() {
		d := sit(t, "transit-wuhan", lang)
		tried := 0
		d.Show(page{d.view.Card(d.a.Report, func() { tried++ })})
		d.Tap(t, "F1")
		d.Tap(t, d.Words().T("hinge.cite"))
		d.Tap(t, d.Words().T("hinge.try.open"))
		if !slices.Equal(d.links, []string{"F1"}) || d.cited != 1 || tried != 1 {
			t.Errorf("%s: led to %v, cited %d times, tried %d times", lang, d.links, d.cited, tried)
		}
		d.view.Cite = nil
		d.Show(page{d.view.Card(d.a.Report, func() {})})
		if slices.Contains(d.Labels(), d.Words().T("hinge.cite")) {
			t.Errorf("%s: citing is offered to who may not decide", lang)
		}
		if bad := d.Clipped(); len(bad) > 0 {
			t.Errorf("%s: %v", lang, bad)
		}
	}
}

// The sets come in the order of the card's lines and are those of the replay.
func TestSetsComeInTheOrderOfTheCard(t *testing.T) {
	for _, scenario := range []string{"transit-wuhan", "border-tower", "name-twin", "rhinitis"} {
		d := sit(t, scenario, i18n.EN)
		got, want := d.view.Sets(d.a.Report), d.a.Report.DecisiveRefs()
		key := func(set []string) string { return strings.Join(set, " ") }
		if len(got) != len(want) {
			t.Fatalf("%s: %d sets of %d", scenario, len(got), len(want))
		}
		for _, set := range want {
			if !slices.ContainsFunc(got, func(g []string) bool { return key(g) == key(set) }) {
				t.Errorf("%s: %v is left out", scenario, set)
			}
		}
		if len(got) == 0 {
			continue
		}
		d.Show(page{d.view.Card(d.a.Report, func() {})})
		if first := got[0][0]; !slices.Contains(d.Labels(), first) {
			t.Errorf("%s: the card does not lead to %s, which comes first", scenario, first)
		}
	}
}

// The facts of the sheet are read by a rule, rest on evidence or are unknown,
// and those on which the colour hangs stand first.
func TestFactsThatCanBeTried(t *testing.T) {
	for _, scenario := range []string{"transit-wuhan", "border-tower", "rhinitis"} {
		d := sit(t, scenario, i18n.EN)
		p, err := d.view.Shelf.Program(d.a.Report.Policy)
		if err != nil {
			t.Fatal(err)
		}
		facts := pivot.FactsOf(p.Pack(), d.a.Facts, d.a.Report)
		if len(facts) == 0 {
			t.Fatalf("%s: nothing to try", scenario)
		}
		turning := map[string]bool{}
		for _, turn := range d.a.Report.Turns {
			for _, c := range turn.Changes {
				turning[c.Fact] = true
			}
		}
		plain := false
		for _, f := range facts {
			if f.Value != string(policy.Unknown) && len(f.Refs) == 0 {
				t.Errorf("%s: %s is on file and rests on nothing", scenario, f.Path)
			}
			if !slices.ContainsFunc(p.Pack().Rules, func(r policy.Rule) bool { return slices.Contains(r.Reads, i18n.FactName(f.Path)) }) {
				t.Errorf("%s: no rule reads %s", scenario, f.Path)
			}
			if turning[f.Path] && plain {
				t.Errorf("%s: %s turns the colour and stands below others", scenario, f.Path)
			}
			plain = plain || !turning[f.Path]
		}
	}
}

// A changed fact shows at once what follows, and starting over takes it back.
func TestAFactIsTriedAndTakenBack(t *testing.T) {
	for _, lang := range i18n.Langs() {
		d := sit(t, "rhinitis", lang)
		d.Show(page{kit.Column(0)})
		d.view.Try(d.a.Report, d.a.Facts)
		w := d.Words()
		d.Wants(t, w.T("hinge.try.asis"), w.Colour(cases.Colour(d.a.Report.Replayed.Colour)))
		changed := false
		for _, c := range kittest.All[*kit.Choice](d.Host) {
			if c.Code() == "true" && !changed {
				c.Choose("false")
				changed = !strings.Contains(d.Text(), w.T("hinge.try.asis"))
			}
		}
		if !changed {
			t.Fatalf("%s: no fact could be changed", lang)
		}
		d.Tap(t, w.T("hinge.try.reset"))
		d.Wants(t, w.T("hinge.try.asis"))
		for _, e := range kittest.All[*kit.Entry](d.Host) {
			e.SetText("no time at all")
			d.Wants(t, w.T("hinge.try.bad", "value", "no time at all"))
			break
		}
		if bad := d.Clipped(); len(bad) > 0 {
			t.Errorf("%s: %v", lang, bad)
		}
		d.Tap(t, w.T("case.done"))
		if d.Window().Canvas().Overlays().Top() != nil {
			t.Errorf("%s: the sheet stays open", lang)
		}
		if missing := w.Missing(); len(missing) > 0 {
			t.Errorf("%s: sentences are missing: %v", lang, missing)
		}
	}
}

// Rules of another time stand beside those of the code's own; a system without
// published rules says so instead of showing nothing.
func TestRulesOfTwoTimes(t *testing.T) {
	d := sit(t, "transit-wuhan", i18n.EN)
	d.Show(page{kit.Scroll(d.view.Then()).Object()})
	pick := kittest.All[*kit.Choice](d.Host)[0]
	before := d.Text()
	for _, p := range d.view.Shelf.Packs() {
		pick.Choose(p.Name())
		b, err := d.view.Shelf.ThenAndNow(d.view.Snapshot, p.Name(), d.Now())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range b.Steps {
			d.Wants(t, s.Rule)
		}
	}
	if pick.Choose("today"); d.Text() != before {
		t.Error("going back to today shows something else than before")
	}
	d.view.Snapshot.Assignment.IssuingSystem = "XX-NOBODY"
	d.Show(page{kit.Scroll(d.view.Then()).Object()})
	d.Wants(t, d.Words().T("hinge.then.none", "system", "XX-NOBODY"))
}

// All sentences of a case stand on the page of its rules, each with its colour.
func TestEverySentenceHasItsColour(t *testing.T) {
	d := sit(t, "border-tower", i18n.ZH)
	d.Show(page{kit.Scroll(kit.Column(8, d.view.All(d.a.Report)...)).Object()})
	if n := len(kittest.All[*kit.CodeBadge](d.Host)); n == 0 {
		t.Error("no sentence has a colour")
	}
	for _, b := range kittest.All[*kit.Button](d.Host) {
		test.Tap(b)
	}
	if len(d.links) == 0 {
		t.Error("no sentence leads to its evidence")
	}
}
