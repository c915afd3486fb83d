package intake_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/importexport"
	"recourse/importexport/intake/gazetteer"
)

func gazetteerOf() *gazetteer.Gazetteer {
	return gazetteer.New([]gazetteer.Division{
		{Code: "330000", Name: "浙江省"}, {Code: "330100", Name: "杭州市"}, {Code: "330106", Name: "西湖区"}, {Code: "420000", Name: "湖北省"}, {Code: "420100", Name: "武汉市"},
		{Code: "440300", Name: "深圳市"}, {Code: "440305", Name: "南山区"}, {Code: "330113", Name: "临平区", ValidFrom: "2021-04-09"},
	}, "330106")
}

// The place of a record gets the code of its division where the name is one
// that the office knows; otherwise the record is taken without, and that is
// told. The name stays as it came.
func TestPlaceNamesOfExtracts(t *testing.T) {
	t.Parallel()
	opts := shipped(t)
	opts.Places = gazetteerOf()
	names := []string{"湖北省武汉市", "武汉", "杭州市西湖区文三路", "南山区", "临平区", "武汉路"}
	rows := "手机号,到访地,首次时间,末次时间,基站小区\n"
	for i, n := range names {
		rows += fmt.Sprintf("13800000001,%s,2020-01-2%d 13:10,2020-01-2%d 13:52,CI%d\n", n, i, i, i)
	}
	g := read(t, opts, file("a.csv", table(nil)), file("运营商名单.csv", rows))
	var got []string
	for _, f := range g.drafts[0].Snapshot.Flags {
		got = append(got, f.PlaceText+" "+f.Division+" "+f.ParseWarnings[len(f.ParseWarnings)-1])
	}
	if diff := cmp.Diff([]string{
		"湖北省武汉市 420100 place_by_name:flag.place_text", "武汉 420100 place_by_name:flag.place_text", "杭州市西湖区文三路 330106 place_by_name:flag.place_text",
		"南山区  place_unknown:flag.place_text", "临平区  place_unknown:flag.place_text", "武汉路  place_unknown:flag.place_text",
	}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	told := map[importexport.Code]string{}
	for _, p := range g.report.Problems {
		told[p.Code] = p.Args["count"] + " " + p.Column
	}
	if told["read_place_by_name"] != "3 到访地" || told["read_place_unknown"] != "3 到访地" {
		t.Errorf("told %v", told)
	}
}

// A column of divisions takes names in both forms where the office knows them;
// what it does not know is refused.
func TestNamesOfDivisions(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"西湖区": "330106", "杭州市西湖区": "330106", "浙江省杭州市西湖区": "330106", "深圳市南山区": "440305", "武汉": "420100", "湖北": "420000", "330106": "330106",
		"南山区": "", "西湖": "", "西湖区文三路": "", "北京市": "",
	} {
		opts := options(t)
		opts.Places = gazetteerOf()
		g := read(t, opts, file("x.csv", table(map[string]string{"handling_division": name})))
		switch {
		case want == "" && g.codes() != "bad_division":
			t.Errorf("%s gives %q", name, g.codes())
		case want != "" && (len(g.drafts) != 1 || g.drafts[0].Snapshot.Appeal.HandlingDivision != want):
			t.Errorf("%s gives %q and %d cases, want %s", name, g.codes(), len(g.drafts), want)
		}
	}
}
