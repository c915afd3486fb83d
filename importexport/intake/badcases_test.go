package intake_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/importexport"
)

// badDelivery is several rows that only together are bad data.
type badDelivery struct {
	class int
	name  string
	files map[string]string
	want  string // codes of the report
	cases int
	check func(t *testing.T, g got)
}

const flagHeader = "appeal_no,证件号码,手机号,标记编号,来源类型,首次时间,末次时间,到访地,区划\n"

func badDeliveries() []badDelivery {
	twin := map[string]string{"appeal_no": "A2"}
	return []badDelivery{
		{duplicates, "the same row sent twice counts once", map[string]string{"a.csv": table(nil, nil)}, "", 1, func(t *testing.T, g got) {
			if g.report.Unchanged != 1 {
				t.Errorf("%d unchanged", g.report.Unchanged)
			}
		}},
		{duplicates, "the same file sent on two days counts once", map[string]string{"a.csv": table(nil), "b.csv": table(nil)}, "", 1, nil},
		{duplicates, "one number, two stories", map[string]string{"a.csv": table(nil, map[string]string{"statement": "另一份"})}, "duplicate_in_delivery", 1, nil},
		{duplicates, "one person with x and X", map[string]string{"a.csv": table(map[string]string{"doc_no": "11010519491231002x"}, map[string]string{"appeal_no": "A2", "doc_no": "11010519491231002X"})}, "read_normalised", 2, func(t *testing.T, g got) {
			if a, b := g.drafts[0].Snapshot.Resident.DocNo, g.drafts[1].Snapshot.Resident.DocNo; a != b {
				t.Errorf("%s and %s", a, b)
			}
		}},
		{duplicates, "a number of 15 digits is asked for again", map[string]string{"a.csv": table(nil, map[string]string{"appeal_no": "A2", "doc_no": "330199900101001"})}, "old_doc_no", 1, nil},
		{duplicates, "a record with the number of 15 digits finds its person", map[string]string{"appeals.csv": table(nil),
			"flags.csv": flagHeader + ",330199900101001,,F1,旅馆登记,2020-02-05 15:00,2020-02-06 10:00,某宾馆,330106\n"}, "read_old_number", 1, func(t *testing.T, g got) {
			f := flagsOf(g)
			if len(f) != 1 || f[0].IdentityLink != "id" || !slices.Contains(f[0].ParseWarnings, "old_number:key.doc_no") {
				t.Errorf("flags %+v", f)
			}
		}},
		{duplicates, "two people share the old number", map[string]string{
			"appeals.csv": table(map[string]string{"doc_type": "01"}, map[string]string{"appeal_no": "A2", "doc_type": "99", "doc_no": "330199199001010012"}),
			"flags.csv":   flagHeader + ",330199900101001,,F1,旅馆登记,2020-02-05 15:00,,某宾馆,330106\n"}, "", 2, func(t *testing.T, g got) {
			if g.report.DetailsForeign != 1 {
				t.Errorf("report %+v", g.report)
			}
		}},
		{duplicates, "a household on one phone", map[string]string{
			"appeals.csv": table(nil, map[string]string{"appeal_no": "A2", "doc_no": identity(2), "name": "王小红"}),
			"flags.csv":   flagHeader + ",,13800000001,F1,运营商基站,2020-02-05 15:00,2020-02-05 16:00,武汉,420103\n"}, "", 2, func(t *testing.T, g got) {
			for i, d := range g.drafts {
				if f := d.Snapshot.Flags; len(f) != 1 || f[0].IdentityLink != "phone" {
					t.Errorf("case %d: %+v", i, f)
				}
			}
			if g.report.DetailsAttached != 1 {
				t.Errorf("the row counts %d times", g.report.DetailsAttached)
			}
		}},
		{duplicates, "one name in one street is no reason to merge", map[string]string{"a.csv": table(twin, map[string]string{"appeal_no": "A3", "doc_no": identity(3), "phone": "13800000003"})}, "", 2, nil},

		{badLogic, "a check-in before the application", map[string]string{"appeals.csv": table(nil), "checkins.csv": "证件号码,日期,状态\n330199199001010011,2020-02-01,正常\n"},
			"checkin_before_application", 1, func(t *testing.T, g got) {
				if n := len(g.drafts[0].Snapshot.CheckIns); n != 1 {
					t.Errorf("%d check-ins", n)
				}
			}},
		{badLogic, "two cities at one time", map[string]string{"appeals.csv": table(nil), "flags.csv": flagHeader +
			"HZXH-2020-000001,,,F1,运营商基站,2020-02-05 15:00,2020-02-05 18:00,武汉,420103\n" +
			"HZXH-2020-000001,,,F2,应用定位,2020-02-05 16:00,2020-02-05 17:00,杭州,330106\n"}, "stays_overlap", 1, func(t *testing.T, g got) {
			if n := len(flagsOf(g)); n != 2 {
				t.Errorf("%d flags", n)
			}
		}},
		{badLogic, "a record without anybody's number, for the number was lost", map[string]string{"appeals.csv": table(nil), "flags.csv": flagHeader +
			",3.30199E+17,,F1,运营商基站,2020-02-05 15:00,,武汉,420103\n"}, "lost_precision", 1, nil},

		{contradictions, "two systems, two colours, one minute", map[string]string{"appeals.csv": table(nil), "other_codes.csv": "appeal_no,color,issued_at,issuing_system,origin\n" +
			"HZXH-2020-000001,GREEN,2020-02-13 21:06,ZJ,RULE_BATCH\nHZXH-2020-000001,YELLOW,2020-02-13 21:06,NAT,DATA_PUSH\n"}, "", 1, func(t *testing.T, g got) {
			s := g.drafts[0].Snapshot
			colours := []cases.Colour{s.Assignment.Colour}
			for _, o := range s.OtherAssignments {
				colours = append(colours, o.Colour)
			}
			if diff := cmp.Diff([]cases.Colour{cases.Red, cases.Green, cases.Yellow}, colours); diff != "" {
				t.Error(diff)
			}
		}},
		{contradictions, "an answer and a record that deny each other", map[string]string{"appeals.csv": table(nil),
			"questionnaire.csv": "申报编号,证件号码,提交时间,题目代码,题目,答案\nQ1,330199199001010011,2020-02-11 10:00,KEY_AREA_14D,14天内是否到过重点地区,否\n",
			"flags.csv":         flagHeader + "HZXH-2020-000001,,,F1,运营商基站,2020-02-05 15:00,,武汉,420103\n"}, "", 1, func(t *testing.T, g got) {
			if s := g.drafts[0].Snapshot; len(s.Flags) != 1 || len(s.Questionnaires) != 1 || s.Questionnaires[0].Items[0].AnswerRaw != "否" {
				t.Errorf("snapshot %+v", s)
			}
		}},
	}
}

func flagsOf(g got) []cases.Flag {
	var all []cases.Flag
	for _, d := range g.drafts {
		all = append(all, d.Snapshot.Flags...)
	}
	return all
}

func TestBadDeliveries(t *testing.T) {
	t.Parallel()
	for _, test := range badDeliveries() {
		t.Run(className(test.class)+": "+test.name, func(t *testing.T) {
			t.Parallel()
			var sources []*importexport.Source
			for name, content := range test.files {
				sources = append(sources, file(name, content))
			}
			slices.SortFunc(sources, func(a, b *importexport.Source) int { return strings.Compare(a.Name, b.Name) })
			g := read(t, options(t), sources...)
			if g.codes() != test.want || len(g.drafts) != test.cases {
				t.Fatalf("codes %q, want %q; %d cases, want %d", g.codes(), test.want, len(g.drafts), test.cases)
			}
			if test.check != nil {
				test.check(t, g)
			}
		})
	}
}

// Every class of bad data is tried.
func TestEveryClassIsTried(t *testing.T) {
	t.Parallel()
	tried := map[int]int{}
	for _, b := range badValues() {
		tried[b.class]++
	}
	for _, b := range badFiles(t) {
		tried[b.class]++
	}
	for _, b := range badDeliveries() {
		tried[b.class]++
	}
	for class := encodings; class <= contradictions; class++ {
		if tried[class] < 2 {
			t.Errorf("class %d, %s, is tried %d times", class, className(class), tried[class])
		}
	}
}
