package reading_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/caseview/reading"
	"recourse/app/gui/i18n"
	"recourse/assets"
)

func words(t *testing.T, lang i18n.Lang) *i18n.Words {
	t.Helper()
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

// The import's own sources name every remark it can leave; each has its words.
func TestEveryRemarkOfAnImportHasItsWords(t *testing.T) {
	files, err := filepath.Glob("../../../../importexport/intake/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sources: %v", err)
	}
	shapes := []*regexp.Regexp{
		regexp.MustCompile(`warning = "([a-z_]+)"`), regexp.MustCompile(`arnings, "([a-z_]+):`), regexp.MustCompile(`arnings, fmt\.Sprintf\("([a-z_]+):`),
		regexp.MustCompile(`arnings, "([a-z_]+)"`), regexp.MustCompile(`c\.remark\(.*, "([a-z_]+)"\)`), regexp.MustCompile(`(crosses_midnight|zone_converted|midnight_time|serial_date)`),
	}
	var codes []string
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, shape := range shapes {
			for _, m := range shape.FindAllStringSubmatch(string(raw), -1) {
				codes = append(codes, m[1])
			}
		}
	}
	slices.Sort(codes)
	if codes = slices.Compact(codes); len(codes) < 15 {
		t.Fatalf("found only %v", codes)
	}
	for _, lang := range i18n.Langs() {
		w := words(t, lang)
		for _, c := range codes {
			if !w.Has("reading." + c) {
				t.Errorf("%s: no words for %q", lang, c)
			}
		}
	}
}

func TestRemarksAreWorded(t *testing.T) {
	in := []string{"normalised:resident.phone", "normalised:resident.phone", "converted:flag.accuracy_radius_m", "rows_left_out:2", "taken_over:assignment.issued_at", "forbidden_evidence_removed"}
	for lang, want := range map[i18n.Lang][]string{
		i18n.ZH: {"手机号：已去除空格、符号或全角形式后读取", "误差（米）：已按导入方案的单位或坐标系换算", "另有2行因不能读取未并入本案", "赋码时间：交付未载明，取自本案其他材料", "政策禁止使用的数据已剔除，未保存"},
		i18n.EN: {"Phone: read without spaces, marks or full-width forms", "Error (m): converted by the unit or the datum of the import profile", "2 more rows could not be read and did not join the case",
			"the time of issue: not in the delivery; taken from other papers of this case", "data that the policy forbids were removed and not kept"},
	} {
		w := words(t, lang)
		list := reading.Remarks(w, in)
		var got []string
		for _, r := range list {
			got = append(got, r.Line(w))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", lang, diff)
		}
		if brief := reading.Brief(w, list); strings.Count(brief, w.T("list.comma")) != 4 {
			t.Errorf("%s: the short form says %q", lang, brief)
		}
		first, _, _ := strings.Cut(want[0], w.T("reading.line", "field", "", "text", ""))
		if label := reading.Label(w, list); label != w.T("reading.open.more", "field", first, "n", 4) {
			t.Errorf("%s: the button says %q", lang, label)
		}
		if label := reading.Label(w, list[:1]); label != w.T("reading.open", "fields", first) {
			t.Errorf("%s: the button of one remark says %q", lang, label)
		}
	}
	if got := reading.Remarks(words(t, i18n.EN), []string{"something_new:flag.unheard"}); got[0].Text != "something_new" || got[0].Field != "flag.unheard" {
		t.Errorf("a remark without words is hidden: %+v", got)
	}
}
