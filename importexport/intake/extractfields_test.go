package intake_test

import (
	"context"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/intake/link"
)

// officePeople is whose case an office has.
func officePeople(s *cases.Snapshot) func(context.Context) iter.Seq2[link.Keys, error] {
	return func(context.Context) iter.Seq2[link.Keys, error] {
		return func(yield func(link.Keys, error) bool) {
			yield(link.Keys{AppealNo: s.Appeal.AppealNo, DocNo: s.Resident.DocNo, Phone: s.Resident.Phone, Name: s.Resident.Name}, nil)
		}
	}
}

// own is the flags of one case read by a profile of its own.
func own(t *testing.T, table, content string) ([]cases.Flag, got) {
	t.Helper()
	p, err := importexport.ParseProfile([]byte("id: own\nversion: 1\ntimezone: Asia/Shanghai\nnulls: [无]\ntables:\n  t:\n    kind: flags\n" +
		"    requires: [flag.phone]\n    constants: {flag.source_type: CARRIER_TOWER}\n" + table))
	if err != nil {
		t.Fatal(err)
	}
	opts := options(t)
	opts.Profiles = append(opts.Profiles, p)
	g := read(t, opts, file("appeals.csv", strings.Replace(appealTable(), "\r", "", -1)), file("own.csv", content))
	return g.drafts[0].Snapshot.Flags, g
}

func appealTable() string { return table(map[string]string{}) }

func TestUnitsZonesAndNulls(t *testing.T) {
	t.Parallel()
	flags, g := own(t, `    columns: {flag.phone: [电话], flag.observed_from: [UTC], flag.dwell_min: [秒], flag.accuracy_radius_m: [公里], flag.place_text: [地点]}
    units: {flag.dwell_min: s, flag.accuracy_radius_m: km}
    zones: {flag.observed_from: UTC}
    nulls: {flag.place_text: [不明]}
    datum: GCJ-02
    radius_m: 500
`, "电话,UTC,秒,公里,地点\n13800000001,2020-01-20 20:10,2520,1.5,武汉站\n13800000001,2020-01-21,95,,不明\n13800000001,2020-01-21 01:00,x,,\n")
	if len(flags) != 2 || g.report.DetailsRefused != 1 {
		t.Fatalf("%d flags: %s", len(flags), g.codes())
	}
	a, b := flags[0], flags[1]
	if a.ObservedFrom.String() != "2020-01-21T04:10:00+08:00" || *a.DwellMin != 42 || a.AccuracyRadiusM != 1500 || a.RadiusAssumed {
		t.Errorf("%s, %d min, %d m", a.ObservedFrom, *a.DwellMin, a.AccuracyRadiusM)
	}
	if !b.ObservedFrom.WholeDay() || *b.DwellMin != 2 || b.AccuracyRadiusM != 500 || !b.RadiusAssumed || b.PlaceText != "" {
		t.Errorf("%s, %d min, %d m, %q", b.ObservedFrom, *b.DwellMin, b.AccuracyRadiusM, b.PlaceText)
	}
	if !strings.Contains(strings.Join(a.ParseWarnings, " "), "crosses_midnight:flag.observed_from converted:flag.accuracy_radius_m") &&
		!strings.Contains(strings.Join(a.ParseWarnings, " "), "converted:flag.dwell_min") {
		t.Errorf("the row does not say what was converted: %v", a.ParseWarnings)
	}
	if !strings.Contains(a.RawJSON, `"秒":"2520"`) {
		t.Errorf("what was written is lost: %s", a.RawJSON)
	}
}

func TestCompositions(t *testing.T) {
	t.Parallel()
	const profile = `    columns: {flag.phone: [电话]}
    parts: {day: [日期], clock: [时间], from: [起], to: [止]}
    compose: {flag.observed_from: '{day}[ {clock}]', flag.place_text: '{from}[→{to}]'}
`
	flags, g := own(t, profile, "电话,日期,时间,起,止\n13800000001,2020-01-20,13:10,武汉,杭州\n13800000001,2020-01-21,,武汉,无\n13800000001,无,无,,\n13800000001,2020-13-01,,,\n")
	if len(flags) != 2 || g.report.DetailsRefused != 2 {
		t.Fatalf("%d flags: %s", len(flags), g.codes())
	}
	if f := flags[0]; f.ObservedFrom.String() != "2020-01-20T13:10:00+08:00" || f.PlaceText != "武汉→杭州" {
		t.Errorf("%s %s", f.ObservedFrom, f.PlaceText)
	}
	if f := flags[1]; f.ObservedFrom.String() != "2020-01-21" || f.PlaceText != "武汉" {
		t.Errorf("%s %s", f.ObservedFrom, f.PlaceText)
	}
	for _, p := range g.report.Problems {
		if p.Code == "impossible_date" && p.Column != "日期+时间" {
			t.Errorf("the problem names %s", p.Column)
		}
	}
}

func TestTickedAnswers(t *testing.T) {
	t.Parallel()
	const forms = "申报编号,证件号码,提交时间,是否在杭,14天内到访地,是否接触确诊/疑似,当前症状,体温,承诺,定位地址\n"
	for cell, want := range map[string]string{
		"咳嗽、鼻塞":  "COUGH=true NASAL=true FEVER=false FATIGUE=false",
		"无":      "COUGH=false NASAL=false FEVER=false FATIGUE=false",
		"咳嗽;头晕":  "COUGH=true",
		"无、咳嗽":   "COUGH=true",
		"有点不舒服":  "",
		"":       "",
		"发热，干咳 ": "FEVER=true COUGH=true NASAL=false FATIGUE=false",
	} {
		g := read(t, shipped(t), file("a.csv", tickets), file("b.csv", oneCode),
			file("问卷.csv", forms+`S1,330199199001010011,2020-02-11 09:00,是,温州,否,"`+cell+"\",36.5,是,西湖区\n"))
		answers := map[string]string{}
		for _, a := range g.drafts[0].Snapshot.Questionnaires[0].Items {
			if code, ok := strings.CutPrefix(a.ItemCode, "SYMPTOM_"); ok {
				answers[code] = a.AnswerNorm
			}
			if a.ItemCode == "KEY_AREA_14D" {
				t.Error("a journey to Wenzhou answers the question about key areas")
			}
			if a.ItemCode == "SYMPTOM" && a.AnswerRaw != cell {
				t.Errorf("%q was written, %q kept", cell, a.AnswerRaw)
			}
		}
		expected := map[string]string{}
		for pair := range strings.FieldsSeq(want) {
			code, norm, _ := strings.Cut(pair, "=")
			expected[code] = norm
		}
		if diff := cmp.Diff(expected, answers); diff != "" {
			t.Errorf("%q: %s", cell, diff)
		}
	}
}
