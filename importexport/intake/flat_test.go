package intake_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"recourse/cases"
	"recourse/importexport"
)

func TestOneRowIsOneCase(t *testing.T) {
	t.Parallel()
	g := read(t, options(t), file("cases.csv", table(nil)))
	if len(g.drafts) != 1 || g.report.Read != 1 || len(g.report.Problems) > 0 {
		t.Fatalf("%d drafts, problems %s", len(g.drafts), g.codes())
	}
	at := func(day, hour, minute int) cases.Stamp {
		return cases.At(time.Date(2020, 2, day, hour, minute, 0, 0, cases.Shanghai()))
	}
	want := &cases.Snapshot{
		Format: cases.Format,
		Appeal: cases.Appeal{
			AppealID: "HZXH-2020-000001", AppealNo: "HZXH-2020-000001", ResidentID: "R/HZXH-2020-000001", AssignmentID: "HZXH-2020-000001/HZ-ALIPAY",
			FiledAt: at(15, 9, 30), Channel: "WEB", HandlingDivision: "330106", Grounds: []cases.Ground{"G02"}, Statement: "我只是在武汉换乘", Urgency: cases.Normal,
		},
		Resident: cases.Resident{
			ResidentID: "R/HZXH-2020-000001", Name: "王小明", DocType: "01", DocNo: "330199199001010011", DocStatus: cases.DocOK, Phone: "13800000001",
		},
		Assignment: cases.CodeAssignment{
			AssignmentID: "HZXH-2020-000001/HZ-ALIPAY", ResidentID: "R/HZXH-2020-000001", IssuingSystem: "HZ-ALIPAY", Colour: cases.Red, ColourRaw: "RED",
			IssuedAt: at(13, 21, 6), Origin: "RULE_BATCH",
		},
	}
	if diff := cmp.Diff(want, g.drafts[0].Snapshot, cmpopts.IgnoreTypes(cases.Provenance{})); diff != "" {
		t.Error(diff)
	}
	if p := g.drafts[0].Snapshot.Appeal.Provenance; p.RowNo != 2 || len(p.SourceFileSHA256) != 64 || p.ParseWarnings != nil {
		t.Errorf("provenance %+v", p)
	}
}

func TestChineseHeadersBelowATitle(t *testing.T) {
	t.Parallel()
	g := read(t, options(t), file("导出.csv", `杭州市健康码申诉登记表,,,,,,,,,,,,
制表：2020年2月17日,,,,,,,,,,,,
申诉编号,申诉时间,申诉渠道,承办区县,申诉理由（代码）,姓名,身份证号码,联系电话,健康码颜色,赋码时间,赋码系统,赋码来源,备注栏
杭健申0001,2020年2月15日 下午1:05,支付宝,西湖区,G01；G04,王·小明,330199199001010011,+86 138-0000-0001,红码,2020/2/13 21:06,杭州健康码,规则批量,x
`))
	if len(g.drafts) != 1 {
		t.Fatalf("problems %s", g.codes())
	}
	s := g.drafts[0].Snapshot
	if s.Appeal.FiledAt.String() != "2020-02-15T13:05:00+08:00" || s.Appeal.HandlingDivision != "330106" || len(s.Appeal.Grounds) != 2 ||
		s.Resident.Phone != "13800000001" || s.Assignment.Colour != cases.Red || s.Assignment.ColourRaw != "红码" {
		t.Errorf("snapshot %+v", s)
	}
	if got := s.Appeal.ParseWarnings; len(got) != 1 || got[0] != "normalised:resident.phone" || !strings.Contains(s.Appeal.RawJSON, "+86 138-0000-0001") {
		t.Errorf("warnings %v, raw %s", got, s.Appeal.RawJSON)
	}
	if tables := g.report.Files[0].Tables; tables[0].Header != 3 || !cmp.Equal(tables[0].Ignored, []string{"备注栏"}) {
		t.Errorf("table %+v", tables[0])
	}
}

func TestTwoRowHeader(t *testing.T) {
	t.Parallel()
	g := read(t, options(t), file("x.csv", `申诉,,,,,居民,,,健康码,,,
申诉编号,申诉时间,申诉渠道,承办区县,申诉理由,姓名,证件号码,手机号,健康码颜色,赋码时间,赋码系统,赋码来源
A1,2020-02-15,WEB,330106,G01,王小明,330199199001010011,13800000001,RED,2020-02-13,HZ-ALIPAY,MANUAL
`))
	if len(g.drafts) != 1 {
		t.Fatalf("problems %s", g.codes())
	}
	if s := g.drafts[0].Snapshot; !s.Appeal.FiledAt.WholeDay() {
		t.Errorf("a date without a time became %s", s.Appeal.FiledAt)
	}
}

func TestRefusedValues(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, column, value, code, shown string }{
		{"colour nobody explained", "colour", "1", "unknown_colour", "1"},
		{"wrong check character", "doc_no", "330199199001010012", "bad_check_character", "330199********0012"},
		{"impossible birth date in the ID", "doc_no", "330199199013010015", "bad_check_character", "330199********0015"},
		{"digits lost to a spreadsheet", "doc_no", "3.30199E+17", "lost_precision", "3.3019*E+17"},
		{"digits lost and written out", "doc_no", "330199199001010000", "lost_precision", "330199********0000"},
		{"fifteen digits", "doc_no", "330199900101001", "old_doc_no", "330199*****1001"},
		{"phone in powers of ten", "phone", "1.38E+10", "lost_precision", "1.3*E+10"},
		{"no phone", "phone", "12", "bad_phone", "**"},
		{"a day that never was", "filed_at", "2020-02-30", "impossible_date", "2020-02-30"},
		{"day or month first", "filed_at", "15/02/2020", "ambiguous_date", "15/02/2020"},
		{"year of two digits", "filed_at", "20-02-15", "ambiguous_date", "20-02-15"},
		{"no year", "filed_at", "2.15", "ambiguous_date", "2.15"},
		{"lunar date", "filed_at", "正月廿二", "ambiguous_date", "正月廿二"},
		{"a number that may be of two epochs", "filed_at", "43876", "bare_serial", "43876"},
		{"nonsense for a date", "filed_at", "yesterday", "bad_date", "yesterday"},
		{"hour 25", "filed_at", "2020-02-15 25:00", "impossible_date", "2020-02-15 25:00"},
		{"unknown ground", "grounds", "G19", "unknown_ground", "G19"},
		{"unknown channel", "channel", "FAX", "unknown_value", "FAX"},
		{"division with a lost zero", "handling_division", "3301", "bad_division", "3301"},
		{"no filing date", "filed_at", "", "missing", ""},
		{"no grounds", "grounds", "", "missing", ""},
		{"nobody's case", "appeal_no", "", "missing", ""},
		{"text too long", "statement", strings.Repeat("长", 5001), "text_too_long", "长**"},
		{"end before the start", "valid_until", "2020-02-01", "ends_before_start", "2020-02-01"},
		{"name that no font has", "name", "王\ue000", "private_character", "王*"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			g := read(t, options(t), file("cases.csv", table(nil, map[string]string{"appeal_no": "A2", "doc_no": identity(2), test.column: test.value})))
			if g.codes() != test.code || len(g.drafts) != 1 || g.report.Refused != 1 {
				t.Fatalf("codes %q, %d drafts", g.codes(), len(g.drafts))
			}
			p := g.report.Problems[0]
			if p.Row != 3 || p.Column != test.column || p.Value != test.shown {
				t.Errorf("row %d, column %s, value %q", p.Row, p.Column, p.Value)
			}
		})
	}
	t.Run("row without a person", func(t *testing.T) {
		t.Parallel()
		g := read(t, options(t), file("cases.csv", table(map[string]string{"name": "", "doc_no": "/"})))
		if g.codes() != "no_person" {
			t.Errorf("codes %q", g.codes())
		}
	})
	t.Run("cut row", func(t *testing.T) {
		t.Parallel()
		content := table(nil, map[string]string{"appeal_no": "A2", "doc_no": identity(2)})
		g := read(t, options(t), file("cases.csv", content[:len(content)-30]))
		if g.codes() != "short_row" || len(g.drafts) != 1 {
			t.Errorf("codes %q", g.codes())
		}
	})
	t.Run("row too many cells", func(t *testing.T) {
		t.Parallel()
		g := read(t, options(t), file("cases.csv", strings.TrimSuffix(table(nil), "\n")+",x\n"))
		if g.codes() != "extra_cells" {
			t.Errorf("codes %q", g.codes())
		}
	})
}

func TestKeptWithARemark(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, column, value, code, warning string }{
		{"full-width identifier", "doc_no", "３３０１９９１９９００１０１００１１", "read_normalised", "normalised:resident.doc_no"},
		{"apostrophe that guards", "phone", "'+8613800000001", "read_normalised", "normalised:resident.phone"},
		{"zero-width space", "appeal_no", "A\u200b1", "read_normalised", "normalised:appeal.appeal_no"},
		{"birth date of somebody else", "birth_date", "1991-01-01", "birth_differs", "birth_differs:resident.birth_date"},
		{"sex of somebody else", "sex", "女", "sex_differs", "sex_differs:resident.sex"},
		{"filed before the code", "filed_at", "2020-02-01", "filed_before_code", "filed_before_code:appeal.filed_at"},
		{"seconds since 1970 across midnight", "filed_at", "1581782400", "read_crosses_midnight", "crosses_midnight:appeal.filed_at"},
		{"milliseconds since 1970", "filed_at", "1581735600000", "read_utc_epoch", "utc_epoch:appeal.filed_at"},
		{"green code", "colour", "绿码", "colour_not_disputable", "colour_not_disputable:assignment.colour"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			g := read(t, options(t), file("cases.csv", table(map[string]string{test.column: test.value})))
			if g.codes() != test.code || len(g.drafts) != 1 {
				t.Fatalf("codes %q, %d drafts", g.codes(), len(g.drafts))
			}
			if w := g.drafts[0].Snapshot.Appeal.ParseWarnings; len(w) != 1 || w[0] != test.warning {
				t.Errorf("warnings %v", w)
			}
		})
	}
}

func TestDateForms(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"2020-02-15": "2020-02-15", "2020/2/15": "2020-02-15", "2020.2.15": "2020-02-15", "20200215": "2020-02-15", "2020年2月15日": "2020-02-15",
		"２０２０－０２－１５":     "2020-02-15",
		"2020-2-15 9:05": "2020-02-15T09:05:00+08:00", "2020-02-15 上午9:05": "2020-02-15T09:05:00+08:00", "2020-02-15 下午1时5分": "2020-02-15T13:05:00+08:00",
		"2020/2/15 1:05 PM": "2020-02-15T13:05:00+08:00", "2020/2/15 12:05 AM": "2020-02-15T00:05:00+08:00", "2020年2月15日 13时05分09秒": "2020-02-15T13:05:09+08:00",
		"2020-02-15T13:05:00+08:00": "2020-02-15T13:05:00+08:00", "2020-02-15T05:05:00Z": "2020-02-15T13:05:00+08:00", "2020-02-15 13:05:00 +0800": "2020-02-15T13:05:00+08:00",
		"20200215130500": "2020-02-15T13:05:00+08:00", "202002151305": "2020-02-15T13:05:00+08:00", "1581743100": "2020-02-15T13:05:00+08:00",
	} {
		g := read(t, options(t), file("cases.csv", table(map[string]string{"filed_at": value})))
		if len(g.drafts) != 1 {
			t.Errorf("%s: %s", value, g.codes())
			continue
		}
		if got := g.drafts[0].Snapshot.Appeal.FiledAt.String(); got != want {
			t.Errorf("%s became %s, want %s", value, got, want)
		}
	}
}

func TestRepeatedRows(t *testing.T) {
	t.Parallel()
	other := map[string]string{"statement": "另一份陈述"}
	g := read(t, options(t), file("cases.csv", table(nil, nil, other)))
	if g.report.Read != 3 || g.report.Unchanged != 1 || g.report.Refused != 1 || len(g.drafts) != 1 || g.codes() != "duplicate_in_delivery" {
		t.Fatalf("report %+v, codes %s", g.report, g.codes())
	}
	if p := g.report.Problems[0]; p.Args["first"] != "cases.csv:2" {
		t.Errorf("args %v", p.Args)
	}
}

func TestOverrides(t *testing.T) {
	t.Parallel()
	t.Run("an unknown profile", func(t *testing.T) {
		t.Parallel()
		opts := options(t)
		opts.Profile = "none"
		if _, err := tryRead(opts, file("cases.csv", table(nil))); err == nil {
			t.Error("read")
		}
	})
	t.Run("progress reaches the end", func(t *testing.T) {
		t.Parallel()
		opts := options(t)
		var done, total int64
		opts.Progress = func(p importexport.Progress) { done, total = p.Done, p.Total }
		read(t, opts, file("cases.csv", table(nil)))
		if done == 0 || done != total {
			t.Errorf("%d of %d", done, total)
		}
	})
}
