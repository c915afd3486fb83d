package intake_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"recourse/cases"
	"recourse/importexport"
)

const (
	tickets = "工单号,来电时间,号码,诉求类型,内容,承办单位,时限\n" +
		"H1,2020-02-15 09:30,13800000001,途经换乘、14天前已离开,我只是在武汉换乘,复核办,2020-02-18 09:30\n"
	ticketOf = "工单号,来电时间,号码,诉求类型,内容,承办单位,时限\n"
	codesOf  = "证件类型,证件号码,姓名,手机号,健康码颜色,变更时间,赋码原因,数据类型,区县,街道,社区,申领时间\n"
	oneCode  = codesOf + "身份证,330199199001010011,王小明,13800000001,红,2020-02-13 21:06,14天内到过重点地区,01,西湖区,文新街道,,2020-02-11 09:00\n"
)

// streets is a workbook as a district sends it: a sheet for each street, a
// title and two rows of headers with merged cells, the reason merged over the
// rows of a family, a subtotal, the header once more and a remark below.
func streets(t *testing.T) *importexport.Source {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	people := map[string][2]string{
		"文新街道": {"330199199001010011", "330199198503071231"}, "三墩镇": {identity(3), identity(4)}, "隐藏街道": {identity(5), identity(6)},
	}
	for _, street := range []string{"文新街道", "三墩镇", "隐藏街道"} {
		if _, err := f.NewSheet(street); err != nil {
			t.Fatal(err)
		}
		rows := [][]any{
			{"西湖区健康码赋码情况汇总表"},
			{"人员信息", "", "", "健康码", "", "赋码原因"},
			{"姓名", "证件号码", "手机号", "颜色", "变更时间", ""},
			{"王小明", people[street][0], "", "红", "2020-02-13 21:06", "14天内到过重点地区"},
			{"张红", people[street][1], "", "红", "2020-02-13 21:06", ""},
			{"小计", "2人"},
			{"姓名", "证件号码", "手机号", "健康码颜色", "变更时间", "赋码原因"},
			{"注：数据截至2月17日8时。"},
		}
		for i, row := range rows {
			at, _ := excelize.CoordinatesToCellName(1, i+1)
			if err := f.SetSheetRow(street, at, &row); err != nil {
				t.Fatal(err)
			}
		}
		for _, m := range [][2]string{{"A1", "F1"}, {"A2", "C2"}, {"D2", "E2"}, {"F2", "F3"}, {"F4", "F5"}} {
			if err := f.MergeCell(street, m[0], m[1]); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetSheetVisible("隐藏街道", false); err != nil {
		t.Fatal(err)
	}
	if err := f.SetRowVisible("三墩镇", 5, false); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return importexport.BytesSource("赋码.xlsx", out.Bytes())
}

func TestOneSheetPerStreet(t *testing.T) {
	t.Parallel()
	call := ticketOf + "H1,2020-02-15 09:30,13800000001,途经换乘,我只是在武汉换乘,复核办,\n"
	call = strings.Replace(strings.Replace(call, "号码", "号码,证件号码", 1), "13800000001", "13800000001,330199198503071231", 1)
	g := read(t, shipped(t), file("工单.csv", call), streets(t))
	if len(g.drafts) != 1 {
		t.Fatalf("%d cases: %s", len(g.drafts), g.codes())
	}
	s := g.drafts[0].Snapshot
	if s.Assignment.ReasonText != "14天内到过重点地区" || s.Assignment.Colour != cases.Red || s.Resident.Name != "张红" {
		t.Errorf("the merged reason or the person is lost: %+v %+v", s.Assignment, s.Resident)
	}
	if s.Resident.ResidenceStreet != "文新街道" || s.Assignment.Sheet != "文新街道" || s.Assignment.RowNo != 5 {
		t.Errorf("street %s, from %s row %d", s.Resident.ResidenceStreet, s.Assignment.Sheet, s.Assignment.RowNo)
	}
	for code, want := range map[string]int{"total_row": 3, "note_row": 3, "header_again": 3, "hidden_sheet": 1, "hidden_rows": 1, "merged_cells": 1} {
		if got := strings.Count(" "+g.codes()+" ", " "+code+" "); got != want && code != "header_again" {
			t.Errorf("%d of %s, want %d: %s", got, code, want, g.codes())
		}
	}
	if g.report.Details != 6 || g.report.DetailsRefused != 0 {
		t.Errorf("%d rows, %d refused: %v", g.report.Details, g.report.DetailsRefused, g.report.Problems)
	}
}

func TestIncompleteCases(t *testing.T) {
	t.Parallel()
	family := oneCode + "身份证,330199198503071231,张红,13800000001,黄,2020-02-13 21:06,,01,西湖区,文新街道,,\n"
	for name, c := range map[string]struct {
		files map[string]string
		lacks string
		codes string
	}{
		"whole": {map[string]string{"a.csv": tickets, "b.csv": oneCode}, "", ""},
		"no extract of codes": {map[string]string{"a.csv": tickets},
			"resident.name resident.doc_no appeal.handling_division assignment.colour", "missing_matter"},
		"a phone of two people": {map[string]string{"a.csv": tickets, "b.csv": family},
			"resident.name resident.doc_no appeal.handling_division assignment.colour", "ambiguous_caller"},
		"a type that is no ground": {map[string]string{"a.csv": strings.Replace(tickets, "途经换乘、14天前已离开", "健康码申诉", 1), "b.csv": oneCode}, "appeal.grounds", ""},
		"a call that says who it is": {map[string]string{"b.csv": family,
			"a.csv": strings.NewReplacer("号码", "号码,来电人", "13800000001", "13800000001,张红").Replace(tickets)}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := read(t, shipped(t), zipped(t, c.files))
			if len(g.drafts) != 1 {
				t.Fatalf("%d cases: %s", len(g.drafts), g.codes())
			}
			s := g.drafts[0].Snapshot
			if got := strings.Join(missing(s), " "); got != c.lacks {
				t.Errorf("lacks %q, want %q", got, c.lacks)
			}
			if !strings.Contains(g.codes(), c.codes) {
				t.Errorf("codes %s", g.codes())
			}
			if name == "a call that says who it is" && (s.Resident.DocNo != "330199198503071231" || s.Assignment.Colour != cases.Yellow) {
				t.Errorf("%s has the code of somebody else: %s", s.Resident.Name, s.Assignment.Colour)
			}
		})
	}
}

// missing lists what a case says that it lacks.
func missing(s *cases.Snapshot) []string {
	var out []string
	for _, w := range s.Appeal.ParseWarnings {
		if field, ok := strings.CutPrefix(w, "missing:"); ok {
			out = append(out, field)
		}
	}
	return out
}

func TestTicketsOfOtherMatters(t *testing.T) {
	t.Parallel()
	g := read(t, shipped(t), file("a.csv", tickets+"H2,2020-02-15 10:00,13900000001,噪音扰民,楼上太吵,城管,\n"), file("b.csv", oneCode))
	if len(g.drafts) != 1 || g.report.Read != 1 || g.report.Refused != 0 || g.codes() != "other_matter" {
		t.Errorf("%d cases, %d refused: %s", g.report.Read, g.report.Refused, g.codes())
	}
	bad := read(t, shipped(t), file("a.csv", ticketOf+",2020-02-15 10:00,13900000001,红码申诉,我没去过,,\nH3,昨天,13900000001,红码申诉,我没去过,,\n"))
	if bad.report.Refused != 2 || len(bad.drafts) != 0 {
		t.Errorf("an appeal without a number or a time came in: %s", bad.codes())
	}
}

func TestNamesThatFitTwo(t *testing.T) {
	t.Parallel()
	scans := "卡点,扫码时间,姓名,证件后四位,颜色,体温,车牌,去向,操作员\n文新站,2020-02-14 08:00,王小明,0011,绿,36.5,,入,值守01\n"
	register := "小区,楼栋,房号,姓名,身份证,电话,14日内湖北旅居,体温,登记人,登记时间,备注\n益乐新村,3幢,502室,王小明,,,是,36.5,网格员,2020-02-12 10:00,刚回来\n"
	namesake := "身份证," + identity(7) + ",王小明,13900000009,黄,2020-02-14 21:06,,02,西湖区,文新街道,,\n"
	alone := read(t, shipped(t), file("a.csv", tickets), file("b.csv", oneCode), file("卡点.csv", scans), file("楼栋.csv", register))
	flags := alone.drafts[0].Snapshot.Flags
	if len(flags) != 2 || flags[0].IdentityLink != "last4_name" || flags[1].IdentityLink != "name" {
		t.Fatalf("%d records: %+v", len(flags), flags)
	}
	if f := flags[1]; f.PlaceText != "益乐新村3幢502室" || f.Note != "14日内湖北旅居：是。体温36.5℃。刚回来" || !f.ObservedFrom.Equal(f.RecordedAt) {
		t.Errorf("%q, %q, %v", f.PlaceText, f.Note, f.ObservedFrom)
	}
	two := read(t, shipped(t), file("a.csv", tickets), file("b.csv", oneCode+namesake), file("卡点.csv", scans), file("楼栋.csv", register))
	flags = two.drafts[0].Snapshot.Flags
	if len(flags) != 1 || flags[0].SourceType != cases.CheckpointScan || !strings.Contains(two.codes(), "ambiguous_link") {
		t.Errorf("%d records: %s", len(flags), two.codes())
	}
	want := []importexport.Nobodys{{Source: "BUILDING_REGISTER", Count: 1}}
	if diff := cmp.Diff(want, two.report.Nobodys); diff != "" {
		t.Error(diff)
	}
}

// The carrier's list comes a day later, then once more, then with a row set
// right: the case of the office gets each record once.
func TestListsThatComeLater(t *testing.T) {
	t.Parallel()
	const list = "手机号,到访地,首次时间,末次时间,驻留分钟,基站小区,经度,纬度,误差米,名单批次,推送时间\n"
	const good = "13800000001,武汉站,2020-01-20 13:10,2020-01-20 13:52,42,460-00-1,114.42,30.61,,YD-0211-A,2020-02-11 12:00\n"
	const bad = "13800000001,武汉站,2020-01-20 14:10,2020-01-20 13:52,42,460-00-2,114.42,30.61,800,YD-0211-A,2020-02-11 12:00\n"
	known := read(t, shipped(t), file("a.csv", tickets), file("b.csv", oneCode)).drafts[0].Snapshot
	opts := shipped(t)
	opts.Known = func(no string) (*cases.Snapshot, error) {
		if no != known.Appeal.AppealNo {
			return nil, nil
		}
		copied := *known
		return &copied, nil
	}
	opts.People = officePeople(known)
	first := read(t, opts, file("list.csv", list+good+bad))
	if len(first.drafts) != 1 || first.report.DetailsRefused != 1 || first.codes() != "ends_before_start" {
		t.Fatalf("%d cases, %d refused: %s", len(first.drafts), first.report.DetailsRefused, first.codes())
	}
	known = first.drafts[0].Snapshot
	if f := known.Flags[0]; len(known.Flags) != 1 || f.IdentityLink != "phone" || !f.RadiusAssumed || f.AccuracyRadiusM != 2000 || f.Datum != "WGS-84" || f.FlagID != "H1/F1" {
		t.Errorf("%+v", known.Flags)
	}
	again := read(t, opts, file("list.csv", list+good)).drafts[0].Snapshot
	if diff := cmp.Diff(known, again); diff != "" {
		t.Errorf("the same record again changes the case: %s", diff)
	}
	fixed := read(t, opts, file("list.csv", list+strings.Replace(bad, "14:10", "13:10", 1))).drafts[0].Snapshot
	if len(fixed.Flags) != 2 || fixed.Flags[1].RadiusAssumed || fixed.Flags[1].FlagID != "H1/F2" {
		t.Errorf("%+v", fixed.Flags)
	}
}

// An appeal that came in without a person is made whole by a later extract.
func TestTheCodeComesLater(t *testing.T) {
	t.Parallel()
	known := read(t, shipped(t), file("a.csv", tickets)).drafts[0].Snapshot
	opts := shipped(t)
	opts.Known = func(string) (*cases.Snapshot, error) { copied := *known; return &copied, nil }
	opts.People = officePeople(known)
	g := read(t, opts, file("b.csv", oneCode))
	if len(g.drafts) != 1 {
		t.Fatalf("%d cases: %s", len(g.drafts), g.codes())
	}
	s := g.drafts[0].Snapshot
	if s.Resident.Name != "王小明" || s.Assignment.Colour != cases.Red || s.Appeal.HandlingDivision != "330106" || len(missing(s)) > 0 {
		t.Errorf("%+v lacks %v", s.Assignment, missing(s))
	}
	whole := read(t, shipped(t), file("a.csv", tickets), file("b.csv", oneCode)).drafts[0].Snapshot
	if whole.Assignment.AssignmentID != s.Assignment.AssignmentID || !slices.Equal(whole.Appeal.Grounds, s.Appeal.Grounds) {
		t.Errorf("%s, %s", whole.Assignment.AssignmentID, s.Assignment.AssignmentID)
	}
}

func TestSeveralCodesOfOnePerson(t *testing.T) {
	t.Parallel()
	later := "身份证,330199199001010011,王小明,13800000001,黄,2020-02-16 08:00,,01,西湖区,文新街道,,\n"
	earlier := "身份证,330199199001010011,王小明,13800000001,黄,2020-02-10 08:00,,01,西湖区,文新街道,,\n"
	s := read(t, shipped(t), file("a.csv", tickets), file("b.csv", oneCode+earlier+later+earlier)).drafts[0].Snapshot
	if s.Assignment.Colour != cases.Red || len(s.OtherAssignments) != 2 {
		t.Errorf("%s is disputed beside %d others", s.Assignment.Colour, len(s.OtherAssignments))
	}
}

func TestForcedProfiles(t *testing.T) {
	t.Parallel()
	opts := shipped(t)
	opts.Profile = "hotline-tickets, code-extract"
	g := read(t, opts, file("a.csv", tickets), file("b.csv", oneCode))
	if len(g.drafts) != 1 || len(missing(g.drafts[0].Snapshot)) > 0 {
		t.Errorf("%d cases: %s", len(g.drafts), g.codes())
	}
	opts.Profile = "canonical"
	if _, err := tryRead(opts, file("a.csv", tickets)); err == nil {
		t.Error("tickets were read by another profile than the one asked for")
	}
}

// The words that railways use for the state of a ticket.
func TestStatesOfTickets(t *testing.T) {
	t.Parallel()
	content := "姓名,证件号码,开车时间,车次,始发地,目的地,车厢号,座位号,售票时间,票号,户籍地,票状态\n"
	words := map[string]string{"售出": "issued", "未检票": "issued", "已检票": "boarded", "已退": "refunded", "已改签": "rebooked", "": ""}
	for word := range words {
		content += "王小明,330199199001010011,2020-01-20 10:00,G1,武汉,杭州东,05,,2020-01-18 08:00,E" + word + ",," + word + "\n"
	}
	g := read(t, shipped(t), file("a.csv", tickets), file("b.csv", oneCode), file("客票.csv", content+"王小明,330199199001010011,2020-01-20 10:00,G1,武汉,杭州东,,,,,,飞了\n"))
	flags := g.drafts[0].Snapshot.Flags
	if len(flags) != len(words) || g.report.DetailsRefused != 1 || g.codes() != "unknown_value" {
		t.Fatalf("%d tickets: %s", len(flags), g.codes())
	}
	for i := range flags {
		f := &flags[i]
		if want := words[strings.TrimPrefix(f.RawRef, "E")]; f.Detail.Status != want || f.PlaceText != "武汉→杭州东" || f.Detail.Seat != "05车" || f.IdentityLink != "id" {
			t.Errorf("%+v", f)
		}
	}
}
