package gazetteer_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"recourse/importexport/intake/gazetteer"
)

var divisions = []gazetteer.Division{
	{Code: "330000", Name: "浙江省"}, {Code: "330100", Name: "杭州市"}, {Code: "330106", Name: "西湖区"}, {Code: "330104", Name: "江干区", ValidTo: "2021-04-08"},
	{Code: "330113", Name: "临平区", ValidFrom: "2021-04-09"}, {Code: "330122", Name: "桐庐县"}, {Code: "330182", Name: "建德市"}, {Code: "330200", Name: "宁波市"},
	{Code: "420000", Name: "湖北省"}, {Code: "420100", Name: "武汉市"}, {Code: "440000", Name: "广东省"}, {Code: "440300", Name: "深圳市"}, {Code: "440305", Name: "南山区"},
	{Code: "360100", Name: "南昌市"}, {Code: "360103", Name: "西湖区"}, {Code: "450000", Name: "广西壮族自治区"},
}

var february = time.Date(2020, 2, 15, 12, 0, 0, 0, time.UTC)

func TestNames(t *testing.T) {
	t.Parallel()
	g := gazetteer.New(divisions, "330106")
	for _, c := range []struct{ text, whole, in string }{
		{"湖北省", "420000", "420000"}, {"湖北", "420000", "420000"}, {"武汉市", "420100", "420100"}, {"武汉", "420100", "420100"},
		{"湖北省武汉市", "420100", "420100"}, {"湖北武汉", "420100", "420100"}, {"湖北 武汉", "420100", "420100"}, {"湖北省-武汉市", "420100", "420100"}, {"中国湖北省武汉市", "420100", "420100"},
		{"浙江省杭州市西湖区", "330106", "330106"}, {"杭州市西湖区", "330106", "330106"}, {"杭州西湖区", "330106", "330106"}, {"西湖区", "330106", "330106"},
		{"南昌市西湖区", "360103", "360103"}, {"深圳市南山区", "440305", "440305"}, {"广西壮族自治区", "450000", "450000"},
		{"桐庐县", "330122", "330122"}, {"建德市", "330182", "330182"}, {"浙江建德市", "330182", "330182"},
		{"杭州市西湖区翠苑街道", "", "330106"}, {"西湖区文三路1号", "", "330106"}, {"浙江省杭州市江干区秋涛北路", "", "330104"},
		{"南山区", "", ""},                  // of another prefecture, and of another city as well
		{"西湖", "", ""}, {"杭州西湖", "", ""}, // a lake
		{"武汉路", "", ""}, {"湖北大厦", "", ""}, {"杭州路1号", "", ""}, {"武汉→杭州", "", ""},
		{"武汉市某处", "", ""}, {"湖北省驻京办事处", "", ""}, // no district is named
		{"临平区", "", ""}, // not yet
		{"北京市", "", ""}, {"", "", ""}, {"。", "", ""}, {"江苏省西湖区", "", ""},
	} {
		whole, ok := g.Find(c.text, february)
		if !ok {
			whole = ""
		}
		in, ok := g.FindIn(c.text, february)
		if !ok {
			in = ""
		}
		if whole != c.whole || in != c.in {
			t.Errorf("%s is %q, and lies in %q; want %q and %q", c.text, whole, in, c.whole, c.in)
		}
	}
	if code, ok := g.Find("临平区", time.Time{}); !ok || code != "330113" {
		t.Errorf("without a time every division counts: %q", code)
	}
}

// A division named with all that it lies in is found, whatever stands behind;
// and what is found was named.
func TestLaws(t *testing.T) {
	t.Parallel()
	g := gazetteer.New(divisions, "330106")
	names := map[string]string{}
	for _, d := range divisions {
		names[d.Code] = d.Name
	}
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.SampledFrom(divisions).Draw(t, "division")
		path, last := "", ""
		for _, c := range []string{d.Code[:2] + "0000", d.Code[:4] + "00", d.Code} {
			if c != last {
				path, last = path+names[c], c
			}
		}
		code, ok := g.Find(path, time.Time{})
		if !ok || code != d.Code {
			t.Fatalf("%s is %q, want %s", path, code, d.Code)
		}
		text := rapid.StringMatching(`[湖北武汉杭州西湖区市省南山路]{0,8}`).Draw(t, "text")
		if code, ok := g.Find(text, february); ok && !named(names, code, text) {
			t.Fatalf("%s is %s, which it does not name", text, code)
		}
	})
}

func named(names map[string]string, code, text string) bool {
	r := []rune(names[code])
	return len(text) >= len(string(r[:2])) && (contains(text, string(r)) || contains(text, string(r[:len(r)-1])))
}

func contains(text, part string) bool {
	for i := 0; i+len(part) <= len(text); i++ {
		if text[i:i+len(part)] == part {
			return true
		}
	}
	return false
}
