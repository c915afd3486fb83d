package xlsxfile_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/importexport"
	"recourse/importexport/xlsxfile"
)

func text(s string) importexport.Cell { return importexport.Cell{Text: s, Kind: importexport.Text} }

func number(s string) importexport.Cell { return importexport.Cell{Text: s, Kind: importexport.Number} }

func TestReadCells(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, data string
		want       []importexport.Cell
	}{
		{"shared string", `<row r="1"><c r="A1" t="s"><v>0</v></c></row>`, []importexport.Cell{text("一")}},
		{"inline string with parts", `<row r="1"><c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r><rPh><t>x</t></rPh></is></c></row>`,
			[]importexport.Cell{text("甲乙")}},
		{"entities and escapes", `<row r="1"><c r="A1" t="str"><v>&lt;&amp;&#x738B;&#65;_x0041_</v></c></row>`, []importexport.Cell{text("<&王AA")}},
		{"CDATA", `<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[<b>&]]></t></is></c></row>`, []importexport.Cell{text("<b>&")}},
		{"identifier as a number keeps its spelling", `<row r="1"><c r="A1"><v>3.3019919900101E+17</v></c></row>`,
			[]importexport.Cell{number("3.3019919900101E+17")}},
		{"gap and missing references", `<row><c t="b"><v>1</v></c><c r="C1" t="e"><v>#N/A</v></c></row>`, []importexport.Cell{
			{Text: "TRUE", Kind: importexport.Bool}, {}, {Text: "#N/A", Kind: importexport.Error},
		}},
		{"formula with and without a saved value", `<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>A1</f></c></row>`, []importexport.Cell{
			{Text: "2", Kind: importexport.Number, Formula: true}, {Formula: true},
		}},
		{"prefixed names", `<x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row>`, []importexport.Cell{number("7")}},
		{"styled empty cells to the last column say nothing", `<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="3"/></row>`,
			[]importexport.Cell{number("1")}},
		{"ISO date", `<row r="1"><c r="A1" t="d"><v>2020-02-15T13:05:00Z</v></c></row>`,
			[]importexport.Cell{{Text: "2020-02-15T13:05:00", Kind: importexport.Date}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			rows := mustRead(t, sheetOf(t, test.data))
			if len(rows) != 1 || rows[0].Code != "" {
				t.Fatalf("rows %v", rows)
			}
			if diff := cmp.Diff(test.want, rows[0].Cells); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func styled(t *testing.T, epoch, formats, data string) []byte {
	t.Helper()
	return build(t, map[string]string{
		"xl/workbook.xml": `<workbook xmlns:r="y"><workbookPr date1904="` + epoch + `"/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="a/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId3" Type="a/styles" Target="/xl/styles.xml"/></Relationships>`,
		"xl/styles.xml": `<styleSheet>` + formats + `</styleSheet>`, "xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + data + "</sheetData></worksheet>",
	})
}

func TestReadDates(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, epoch, format, serial, want string }{
		{"1900", "0", "yyyy/m/d", "43876", "2020-02-15"},
		{"1904", "1", "yyyy/m/d", "42414", "2020-02-15"},
		{"date and time", "0", "yyyy-mm-dd hh:mm", "43876.545138888891", "2020-02-15T13:05:00"},
		{"date shown without its time", "0", "yyyy-mm-dd", "43876.5", "2020-02-15T12:00:00"},
		{"Chinese words", "0", "[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@", "43876", "2020-02-15"},
		{"year and month only", "0", "yyyy&quot;年&quot;m&quot;月&quot;", "43876", "2020-02-15"},
		{"time", "0", "上午/下午h:mm", "0.5", "12:00:00"},
		{"elapsed hours are a number", "0", "[h]:mm", "43876.5", "43876.5"},
		{"a number with a unit", "0", "0.0 &quot;days&quot;", "14", "14"},
		{"coloured number", "0", "[Red]0.00", "14", "14"},
		{"powers of ten", "0", "0.00E+00", "43876", "43876"},
		{"the day that never was", "0", "yyyy/m/d", "60", "60"},
		{"before March 1900", "0", "yyyy/m/d", "59", "1900-02-28"},
		{"negative", "0", "yyyy/m/d", "-1", "-1"},
		{"beyond the calendar", "0", "yyyy/m/d", "99999999", "99999999"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			formats := `<numFmts><numFmt numFmtId="170" formatCode="` + test.format + `"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>`
			rows := mustRead(t, styled(t, test.epoch, formats, `<row r="1"><c r="A1" s="1"><v>`+test.serial+`</v></c></row>`))
			if got := rows[0].Cells[0].Text; got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestHiddenRowsAndSheets(t *testing.T) {
	t.Parallel()
	content := build(t, map[string]string{
		"xl/workbook.xml":          `<workbook xmlns:r="y"><sheets><sheet name="S" sheetId="1" r:id="rId1" state="veryHidden"/></sheets></workbook>`,
		"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row r="3" hidden="1"><c r="A3"><v>1</v></c></row></sheetData></worksheet>`,
	})
	r, err := xlsxfile.Open(context.Background(), importexport.BytesSource("t.xlsx", content), importexport.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if !r.Tables()[0].Hidden {
		t.Error("the sheet is not marked hidden")
	}
	if rows := mustRead(t, content); !rows[0].Hidden || rows[0].Number != 3 {
		t.Errorf("row %+v", rows[0])
	}
}
