package hinge_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recourse/app/gui/i18n"
	"recourse/app/gui/i18n/hinge"
	"recourse/assets"
	"recourse/cases"
	"recourse/importexport/simulate"
	"recourse/review"
)

func library(t testing.TB) *review.Library {
	t.Helper()
	packs, err := assets.Policies()
	if err != nil {
		t.Fatal(err)
	}
	regions, err := assets.Regions()
	if err != nil {
		t.Fatal(err)
	}
	models, err := assets.Evidence()
	if err != nil {
		t.Fatal(err)
	}
	l, err := review.OpenLibrary(packs, regions, models)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func words(t testing.TB, l i18n.Lang) *i18n.Words {
	t.Helper()
	fsys, err := assets.Locales()
	if err != nil {
		t.Fatal(err)
	}
	cat, err := i18n.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return i18n.New(cat, l)
}

// hung is what a case must be told to hang on: the evidence, and a piece of a
// sentence on its card in either language.
type hung struct{ refs, en, zh string }

// check sets what the replay says beside what is right.
func check(t *testing.T, l *review.Library, s *cases.Snapshot, want hung) {
	t.Helper()
	a, err := l.Assess(s, review.Question{})
	if err != nil {
		t.Fatal(err)
	}
	var sets []string
	for _, refs := range a.DecisiveRefs() {
		sets = append(sets, strings.Join(refs, " "))
	}
	if want.refs != "" && !slices.Contains(sets, want.refs) || want.refs == "" && len(sets) > 0 {
		t.Errorf("hangs on %q, not on %q", sets, want.refs)
	}
	for lang, text := range map[i18n.Lang]string{i18n.EN: want.en, i18n.ZH: want.zh} {
		teller := &hinge.Teller{Words: words(t, lang), Snapshot: s}
		card := teller.Card(a.Report)
		if len(card) == 0 || len(card) > hinge.CardLines {
			t.Errorf("the card has %d lines", len(card))
		}
		if !slices.ContainsFunc(card, func(c hinge.Line) bool { return strings.Contains(c.Text, text) }) {
			t.Errorf("%q is not on the card: %+v", text, card)
		}
		for _, c := range teller.Lines(a.Report) {
			if strings.ContainsAny(c.Text, "{}") || strings.Contains(c.Text, "hinge.") || strings.Contains(c.Text, "stays[") {
				t.Errorf("a sentence was left open: %s", c.Text)
			}
		}
	}
}

func TestTheWorkedCasesNameTheirDecisiveFact(t *testing.T) {
	t.Parallel()
	l := library(t)
	for name, want := range map[string]hung{
		"a-transit":  {"F1", "Red only if the stay ended on or after 31 January 2020 (F1, one mast record, ±2,000 m", "只有离开时间不早于2020年1月31日（F1，基站记录，误差约2公里"},
		"b-border":   {"F1", "the stay was in a higher-risk county", "停留地属较高风险县（市、区）"},
		"c-rhinitis": {"Q1.SYMPTOM_NASAL", "Green if Q1.SYMPTOM_NASAL is set aside", "若排除Q1.SYMPTOM_NASAL"},
		"d-outage":   {"C7 D1", "a check-in day was missed", "有一日漏打卡"},
		"e-flicker":  {"H2 H3 H4", "The colour changed", "颜色短时间内变动"},
		"f-namesake": {"F1", "Red only if the row on the contact list is this person (F1", "密接名单所列为本人（F1"},
		"g-basis":    {"F1 Q1.RETURN_DATE", "counted from 4 February 2020 it ends 18 February 2020, not 28 February 2020", "自2020年2月4日起算至2020年2月18日，而非2020年2月28日"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "review", "testdata", "worked", name+".json"))
			if err != nil {
				t.Fatal(err)
			}
			s := &cases.Snapshot{}
			if err := json.Unmarshal(text, s); err != nil {
				t.Fatal(err)
			}
			check(t, l, s, want)
		})
	}
}

func TestACaseOfEveryGroundNamesItsDecisiveFact(t *testing.T) {
	t.Parallel()
	l := library(t)
	grounds := map[cases.Ground]bool{}
	for scenario, want := range map[string]hung{
		"never-there":         {"F1", "Red only if", "才为红码"},
		"register-namesake":   {"F1", "one entry of a building register, matched by name: not established", "楼栋登记，按姓名关联：尚未查明"},
		"transit-wuhan":       {"F1", "the stay ended on or after", "离开时间不早于"},
		"motorway-pass":       {"F1", "one toll record by number plate", "车牌通行记录"},
		"left-before":         {"F1", "the stay ended on or after", "离开时间不早于"},
		"border-tower":        {"F1", "outside the county of residence (F1, one mast record", "停留地不是居住地（F1，基站记录"},
		"phone-family":        {"F1", "matched by phone number: not established", "按手机号关联：尚未查明"},
		"ticket-refund":       {"F1", "one travel ticket, matched by ID number: not established", "车票记录，按证件号关联：尚未查明"},
		"name-twin":           {"F1", "one row of a contact list, matched by name: not established", "密接名单中的一行，按姓名关联：尚未查明"},
		"ambiguous-question":  {"Q1.KEY_AREA_14D", "the answer on In a key area", "填报的“14天内到过重点地区”"},
		"rhinitis":            {"Q1.SYMPTOM_NASAL", "Green if Q1.SYMPTOM_NASAL is set aside", "若排除Q1.SYMPTOM_NASAL"},
		"household-mismatch":  {"Q1.RETURN_DATE F1", "the stay ended on or after", "离开时间不早于"},
		"basis-date":          {"F1 F2 Q1.RETURN_DATE", "counted from", "起算至"},
		"outage-day":          {"F1 Q1.RETURN_DATE", "counted from", "起算至"},
		"not-contact":         {"F1", "Green if F1 is set aside; F1 is one row of a contact list", "若排除F1（密接名单中的一行"},
		"flicker":             {"H2 H4", "The colour changed", "颜色短时间内变动"},
		"other-city":          {"F1", "one travel ticket", "车票记录"},
		"hardship-dialysis":   {"F1 Q1.RETURN_DATE", "are set aside together", "若同时排除"},
		"accused-lying":       {"F1", "Finding of a false declaration", "虚假申报的认定"},
		"concealed-true":      {"F1 F2 F3", "Red stands on 2 rules, and all of them must fall for green", "红码由2条规则共同支持"},
		"manual-no-authority": {"", "was set by hand", "为人工赋码"},
		"gift-order":          {"F1", "one purchase record", "购物记录"},
	} {
		o, err := simulate.New(simulate.Options{Appeals: 1, Seed: 7, Division: "330106", Routine: -1})
		if err != nil {
			t.Fatal(err)
		}
		c, err := o.CaseOf(0, scenario)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range c.Snapshot.Appeal.Grounds {
			grounds[g] = true
		}
		t.Run(scenario, func(t *testing.T) {
			t.Parallel()
			check(t, l, &c.Snapshot, want)
		})
	}
	for _, g := range cases.Grounds() {
		if !grounds[g] {
			t.Errorf("no case of ground %s", g)
		}
	}
}
