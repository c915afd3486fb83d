package xlsxfile_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/importexport"
)

// roundabout spells the tags of cells as nobody does, so that they are read tag
// by tag.
func roundabout(data string) string {
	return strings.NewReplacer("<c r=", "<c  r=", "<c t=", "<c  t=").Replace(data)
}

// tester is a test or a check.
type tester interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// reading is what came of reading a sheet.
func reading(t tester, data string, limits importexport.Limits) ([]got, importexport.Code, map[string]string) {
	rows, err := readLimited(sheetOf(t, data), limits)
	var p *importexport.Problem
	if err != nil && !errors.As(err, &p) {
		t.Fatalf("an error that is no problem: %v", err)
	}
	if p == nil {
		return rows, "", nil
	}
	return rows, p.Code, p.Args
}

func sameEitherWay(t tester, data string, limits importexport.Limits) {
	t.Helper()
	rows, code, args := reading(t, data, limits)
	slow, slowCode, slowArgs := reading(t, roundabout(data), limits)
	if d := cmp.Diff(slow, rows); d != "" || code != slowCode {
		t.Fatalf("%s\nrefused as %q, tag by tag as %q\n(-tag by tag +quickly):\n%s", data, code, slowCode, d)
	}
	if d := cmp.Diff(slowArgs, args); d != "" {
		t.Fatal(d)
	}
}

// Cells as programs spell them are read without taking their tags apart. What
// is read, and what is refused and why, is the same as tag by tag.
func TestQuicklyAsTagByTag(t *testing.T) {
	t.Parallel()
	limits := importexport.DefaultLimits()
	limits.CellBytes, limits.Columns = 300, 40
	rapid.Check(t, func(t *rapid.T) {
		ref := rapid.Custom(func(t *rapid.T) string {
			return rapid.SampledFrom([]string{"A", "B", "C", "AA", "AB", "AZ", "XFD", "XFE", "AAAA", ""}).Draw(t, "column") +
				rapid.SampledFrom([]string{"1", "1", "1", "1", "1", "2", "01", "", "99999999999"}).Draw(t, "row")
		})
		attrs := rapid.SampledFrom([]string{"", ` s="1"`, ` t="s"`, ` t="inlineStr"`, ` s="1" t="str"`, ` s="1" t="b"`, ` t="e"`, ` t="q"`,
			` t="inlineStr" s="1"`, ` s="1x"`, ` s=""`, ` s="1234567"`, ` s="1" t="d"`, ` t="unknown type"`, ` t="`})
		text := rapid.OneOf(
			rapid.SampledFrom([]string{"", "0", "7", "43876.5", "一", "a&amp;b", "&#65;", "&bad;", "&", " x ", "_x0041_", "\x00", "\xff", "锟斤拷", "a>b", `"`, strings.Repeat("长", 101)}),
			rapid.StringMatching(`[\p{Han}a-z0-9]{1,9}`))
		body := rapid.Custom(func(t *rapid.T) string {
			s := text.Draw(t, "text")
			return rapid.SampledFrom([]string{"<v>" + s + "</v></c>", "<v>" + s + "</v></c>", "<is><t>" + s + "</t></is></c>", `<is><t xml:space="preserve">` + s + "</t></is></c>",
				"<f>1</f><v>" + s + "</v></c>", "<is><r><t>" + s + "</t></r></is></c>", "<v>" + s + "</v><v>2</v></c>", "<v/></c>", "</c>", "<v>" + s + "</c>", "<v>" + s, "<v><![CDATA[" + s + "]]></v></c>"}).Draw(t, "body")
		})
		var b strings.Builder
		b.WriteString(`<row r="1">`)
		for range rapid.IntRange(0, 6).Draw(t, "cells") {
			b.WriteString(`<c r="` + ref.Draw(t, "ref") + `"` + attrs.Draw(t, "attrs"))
			if rapid.IntRange(0, 5).Draw(t, "closed") == 0 {
				b.WriteString("/>")
			} else {
				b.WriteString(">" + body.Draw(t, "body"))
			}
			b.WriteString(rapid.SampledFrom([]string{"", "", "", " ", "\n", "<!-- x -->", "x"}).Draw(t, "between"))
		}
		b.WriteString("</row>")
		sameEitherWay(t, b.String(), limits)
	})
}

// Cells lie across the ends of what is read at a time.
func TestCellsAcrossBlocks(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for r := range 3 {
		b.WriteString(`<row r="` + string(rune('1'+r)) + `">`)
		for c := range 26 {
			b.WriteString(`<c r="` + string(rune('A'+c)) + string(rune('1'+r)) + `" t="inlineStr"><is><t>` + strings.Repeat("申诉", 500+37*c+r) + `</t></is></c>`)
		}
		b.WriteString("</row>")
	}
	sameEitherWay(t, b.String(), importexport.DefaultLimits())
}
