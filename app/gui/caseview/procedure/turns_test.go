package procedure_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"recourse/app/gui/caseview/procedure"
	"recourse/app/gui/i18n"
	"recourse/assets"
	"recourse/cases"
	"recourse/review"
)

var _ procedure.Desk = (*review.Desk)(nil)

// Every turn is a line of the table of moves, once, and has its words in both
// languages: its name, what it does, each field and each choice.
func TestEveryTurnHasItsMoveAndItsWords(t *testing.T) {
	test.NewTempApp(t)
	dir, err := assets.Locales()
	if err != nil {
		t.Fatal(err)
	}
	cat, err := i18n.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[cases.Move]bool{}
	for _, turn := range procedure.Turns() {
		if _, ok := cases.RuleOf(turn.Move); !ok || seen[turn.Move] {
			t.Errorf("%s makes the move %q", turn.Name, turn.Move)
		}
		seen[turn.Move] = true
		for _, lang := range i18n.Langs() {
			w := i18n.New(cat, lang)
			keys := []string{"turn." + turn.Name, "turn." + turn.Name + ".text"}
			for _, f := range turn.Fields {
				keys = append(keys, "turn.field."+f.Name)
				for _, c := range f.Codes {
					keys = append(keys, f.Words+"."+c)
				}
			}
			for _, k := range keys {
				if !w.Has(k) {
					t.Errorf("%s: no words for %s", lang, k)
				}
			}
			form := procedure.NewForm(w, turn, time.Date(2020, 2, 17, 9, 0, 0, 0, cases.Shanghai()))
			if len(form.Objects) != len(turn.Fields) || len(turn.Fields) > 0 && form.First == nil {
				t.Errorf("%s: %d fields shown of %d, first %v", turn.Name, len(form.Objects), len(turn.Fields), form.First)
			}
			v, ok := form.Read()
			if !ok || len(v.Said)+len(v.Times) != len(turn.Fields) {
				t.Errorf("%s: read %+v", turn.Name, v)
			}
		}
	}
}
