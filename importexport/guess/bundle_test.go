package guess_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/importexport"
	"recourse/importexport/guess"
)

// delivery is a workbook with a sheet for each of two streets, one hidden, a
// table that a profile knows, a cover, and a file of other headings.
func delivery() []guess.Table {
	sheet := func(name, text string) guess.Table {
		t := table("街道.xlsx", text)
		t.Sheet = name
		return *t
	}
	hidden := sheet("旧表", "打卡人|打卡日期|今日体温\n陈静|2020-01-01|36.5\n")
	hidden.Hidden = true
	return []guess.Table{
		sheet("封面", "健康码申诉汇总\n2020年2月\n"),
		sheet("翠苑街道", "打卡人|打卡日期|今日体温\n王伟|2020-02-15|36.5\n李娜|2020-02-15|36.6\n"),
		hidden,
		sheet("古荡街道", "打卡人|打卡日期|今日体温\n张敏|2020-02-16|36.7\n"),
		*table("打卡.csv", "证件号码|打卡日期|体温|状态\n330199199001010011|2020-02-15|36.5|正常\n"),
		*table("其他/名单.csv", "手机|漫游地点|进入\n13812345678|武汉|2020-01-20\n"),
	}
}

func summary(bundles []*guess.Bundle) []string {
	var out []string
	for _, b := range bundles {
		out = append(out, string(b.State())+" "+strings.Join(b.Names(), " "))
	}
	return out
}

func bundles(t *testing.T, tables []guess.Table, profiles ...*importexport.Profile) []*guess.Bundle {
	t.Helper()
	base := shipped(t, "canonical.yaml")
	profiles = append(profiles, base)
	return guess.Bundles(tables, guess.Learn(profiles), profiles, len(profiles)-1)
}

func TestBundles(t *testing.T) {
	t.Parallel()
	list := bundles(t, delivery())
	want := []string{
		"open 街道.xlsx!封面", "open 街道.xlsx!翠苑街道 街道.xlsx!古荡街道", "open 街道.xlsx!旧表", "known 打卡.csv", "open 其他/名单.csv",
	}
	if diff := cmp.Diff(want, summary(list)); diff != "" {
		t.Fatalf("sheets of one sort are one, what is hidden is apart (-want +got):\n%s", diff)
	}
	if list[3].Found.Profile != "canonical" || list[3].Found.Known != 4 || !list[2].Hidden() {
		t.Errorf("known as %+v; hidden %v", list[3].Found, list[2].Hidden())
	}
	d := list[1].Guess()
	if len(d.Data()) != 3 || d.Columns[1].Filled != 3 || list[1].Guess() != d {
		t.Errorf("%d rows are looked at, want those of both streets", len(d.Data()))
	}
	if diff := cmp.Diff([]string{"翠苑街道", "古荡街道"}, list[1].SheetNames()); diff != "" {
		t.Error(diff)
	}
	if rows, _ := list[1].Rows(); rows != 5 {
		t.Errorf("%d rows", rows)
	}
}

func TestStatesFollowThePerson(t *testing.T) {
	t.Parallel()
	list := bundles(t, delivery())
	if _, ok := guess.LeaveOut(list, "没有这张"); ok {
		t.Error("a table that there is not is left out")
	}
	list, ok := guess.LeaveOut(list, "古荡街道")
	if list, ok2 := guess.LeaveOut(list, "名单.csv"); ok && ok2 {
		want := []string{"open 街道.xlsx!封面", "open 街道.xlsx!翠苑街道", "left 街道.xlsx!古荡街道", "open 街道.xlsx!旧表", "known 打卡.csv", "left 其他/名单.csv"}
		if diff := cmp.Diff(want, summary(list)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]string{"古荡街道", "名单"}, guess.LeftOutNames(list)); diff != "" {
			t.Error(diff)
		}
	} else {
		t.Fatal("a table is not found by its name")
	}
	b := list[1]
	d := b.Guess()
	if b.Finished = true; b.State() != guess.ToMap {
		t.Error("a table of which something essential is missing counts as mapped")
	}
	d.SetKind("checkins")
	d.Choose(0, "key.name")
	if d.Blocked() {
		d.Choose(0, "key.resident_id")
	}
	d.SayAlways("checkin.status", "normal")
	if b.State() != guess.Mapped {
		t.Errorf("the table is %s: %v", b.State(), codes(d))
	}
	if list[4].Anew = true; list[4].State() != guess.ToMap {
		t.Error("a table that a profile knows cannot be mapped anew")
	}
}

// Each bundle has a profile of its own: what a value means in one table says
// nothing of another.
func TestProfilesOfBundles(t *testing.T) {
	t.Parallel()
	list := bundles(t, []guess.Table{
		*table("一.csv", "证件|赋码系统时间|颜色号|来源\n330199199001010011|2020-02-13|1|研判\n"),
		*table("二.csv", "证号|转码时间|码|由来\n330199199001010011|2020-02-13|1|自填\n"),
		*table("三.csv", "说明\n本表不导入\n"),
	})
	list, _ = guess.LeaveOut(list, "三.csv")
	for i, colour := range []string{"RED", "GREEN"} {
		d := list[i].Guess()
		d.SetKind("assignments")
		for n, field := range []string{"key.doc_no", "assignment.issued_at", "assignment.colour"} {
			d.Choose(n, field)
		}
		d.SayColour("1", colour)
		d.SayAlways("assignment.issuing_system", "HZ-ALIPAY")
		d.SayAlways("assignment.origin", "UNKNOWN")
		list[i].Finished = true
	}
	if diff := cmp.Diff([]string{"mapped 一.csv", "mapped 二.csv", "left 三.csv"}, summary(list)); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	made, err := guess.Profiles("西湖", guess.In(list, guess.Mapped), guess.LeftOutNames(list))
	if err != nil {
		t.Fatal(err)
	}
	if len(made) != 2 || made[0].ID != "西湖-一" || made[1].ID != "西湖-二" || made[0].Colours["1"] != "RED" || made[1].Colours["1"] != "GREEN" {
		t.Fatalf("made %+v", made)
	}
	if diff := cmp.Diff([]string{"三"}, made[0].LeaveOut); diff != "" || len(made[1].LeaveOut) != 1 {
		t.Errorf("left out next time: %s %v", diff, made[1].LeaveOut)
	}
	// The next delivery of the sort needs nobody.
	again := bundles(t, []guess.Table{
		*table("三.csv", "说明\n本表不导入\n"), *table("二月.csv", "证号|转码时间|码|由来\n330199199001010011|2020-02-13|1|自填\n"),
	}, made...)
	if diff := cmp.Diff([]string{"left 三.csv", "known 二月.csv"}, summary(again)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	long, err := guess.Profiles(strings.Repeat("很长的名称", 30), guess.In(list, guess.Mapped), nil)
	if err != nil || long[0].ID == long[1].ID || len([]rune(long[1].ID)) > 60 {
		t.Errorf("long names: %v, %v", long, err)
	}
}

func TestSheetNameGivesAField(t *testing.T) {
	t.Parallel()
	list := bundles(t, delivery())
	d := list[1].Guess()
	d.SetKind("checkins")
	if d.SaySheetName("appeal.filed_at") || !d.SaySheetName("checkin.place") {
		t.Fatal("a field is taken that the table has no place for, or the other way round")
	}
	d.Choose(0, "key.resident_id")
	d.SayAlways("checkin.status", "normal")
	p, err := d.Profile("p", nil)
	if err != nil || p.Tables["checkins"].SheetName != "checkin.place" {
		t.Errorf("%v: %+v", err, p)
	}
	d.Choose(0, "checkin.place")
	if p, err = d.Profile("p", nil); err == nil && p.Tables["checkins"].SheetName != "" {
		t.Error("a field has a column and the name of the sheet as well")
	}
}
