package procedure_test

import (
	"slices"
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
			form := procedure.NewForm(w, turn, around(), time.Date(2020, 2, 17, 9, 0, 0, 0, cases.Shanghai()))
			if len(form.Objects) < len(turn.Fields) || len(turn.Fields) > 0 && form.First == nil {
				t.Errorf("%s: %d fields shown of %d, first %v", turn.Name, len(form.Objects), len(turn.Fields), form.First)
			}
			v, ok := form.Read()
			chooses := slices.ContainsFunc(turn.Fields, func(f procedure.Field) bool { return f.Kind == procedure.Choice })
			if ok == chooses || len(v.Said)+len(v.Times) < len(turn.Fields) {
				t.Errorf("%s: read %+v, %v, though nothing was chosen", turn.Name, v, ok)
			}
		}
	}
}

// around is a case with a twin and a colleague who lives in its street.
func around() procedure.Around {
	first := &cases.File{Row: cases.Row{ID: 1, AppealNo: "101", FiledAt: time.Date(2020, 2, 15, 9, 0, 0, 0, time.UTC), Grounds: []cases.Ground{"G02"}}}
	again := &cases.File{Row: cases.Row{ID: 2, AppealNo: "102", FiledAt: time.Date(2020, 2, 14, 9, 0, 0, 0, time.UTC), Grounds: []cases.Ground{"G02"}}}
	first.Snapshot.Resident = cases.Resident{Name: "欧阳文博", ResidenceStreet: "330106010"}
	again.Snapshot.Resident = first.Snapshot.Resident
	return procedure.Around{File: first, Twins: []*cases.File{again}, People: []cases.User{
		{ID: "li", Name: "李卫东", Roles: []cases.Role{cases.Reviewer}, Community: "330106010"}, {ID: "zhang", Name: "张敏", Roles: []cases.Role{cases.Reviewer}},
	}}
}

func words(t *testing.T, lang i18n.Lang) *i18n.Words {
	t.Helper()
	test.NewTempApp(t)
	dir, err := assets.Locales()
	if err != nil {
		t.Fatal(err)
	}
	cat, err := i18n.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return i18n.New(cat, lang)
}

func turn(t *testing.T, name string) procedure.Turn {
	t.Helper()
	for _, turn := range procedure.Turns() {
		if turn.Name == name {
			return turn
		}
	}
	t.Fatalf("no turn %s", name)
	return procedure.Turn{}
}

func TestPickers(t *testing.T) {
	w := words(t, i18n.EN)
	t.Run("the earlier filing goes on unless somebody chooses otherwise", func(t *testing.T) {
		v, _ := procedure.NewForm(w, turn(t, "merge"), around(), time.Time{}).Read()
		if v.Said["twin"] != "2" || v.Said["master"] != "2" {
			t.Errorf("merges %q into %q", v.Said["twin"], v.Said["master"])
		}
	})
	t.Run("only a conflict that can be lifted is offered", func(t *testing.T) {
		v, _ := procedure.NewForm(w, turn(t, "lift"), around(), time.Time{}).Read()
		if v.Person.ID != "li" || v.Said["conflict"] != "same_community" {
			t.Errorf("lifts %q of %s", v.Said["conflict"], v.Person.ID)
		}
		a := around()
		a.People = a.People[1:]
		if a.Lacks(turn(t, "lift")) == nil {
			t.Error("a dialog without a choice opens")
		}
		a.Twins = nil
		if a.Lacks(turn(t, "merge")) == nil {
			t.Error("a merger without a twin opens")
		}
	})
	t.Run("missing papers come from the lists and in own words, each with its reason", func(t *testing.T) {
		list := procedure.NewPaperList(w)
		list.Add("identity")
		if codes, text := list.Value(); len(codes) != 1 || codes[0] != "identity" || text != "" {
			t.Errorf("got %v and %q", codes, text)
		}
		list.Add("document.ticket")
		list.Add("own") // nothing typed: no paper
		codes, text := list.Value()
		if len(codes) != 2 || codes[1] != "other" || text != w.T("case.document.ticket") {
			t.Errorf("got %v and %q", codes, text)
		}
	})
}
