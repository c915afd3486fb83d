package intake_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"recourse/importexport"
)

// rawBook is a workbook of sheets as XML, by name; a name that ends in
// "hidden" hides its sheet.
func rawBook(t *testing.T, sheets map[string]string) *importexport.Source {
	return rawBookOf(t, sheets, "")
}

func rawBookOf(t *testing.T, sheets map[string]string, properties string) *importexport.Source {
	t.Helper()
	parts := map[string]string{
		"[Content_Types].xml": `<Types><Default Extension="xml" ContentType="application/xml"/></Types>`,
		"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>` +
			`<numFmt numFmtId="165" formatCode="[DBNum1][$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>` +
			`<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="57"/></cellXfs></styleSheet>`,
	}
	var book, rels strings.Builder
	for i, name := range slices.Sorted(maps.Keys(sheets)) {
		state := ""
		if strings.HasSuffix(name, "hidden") {
			state = ` state="hidden"`
		}
		fmt.Fprintf(&book, `<sheet name="%s" sheetId="%d" r:id="s%d"%s/>`, name, i+1, i+1, state)
		fmt.Fprintf(&rels, `<Relationship Id="s%d" Type="x/worksheet" Target="worksheets/s%d.xml"/>`, i+1, i+1)
		parts[fmt.Sprintf("xl/worksheets/s%d.xml", i+1)] = sheets[name]
	}
	parts["xl/workbook.xml"] = `<workbook xmlns:r="r">` + properties + `<sheets>` + book.String() + `</sheets></workbook>`
	parts["xl/_rels/workbook.xml.rels"] = `<Relationships>` + rels.String() + `<Relationship Id="st" Type="x/styles" Target="styles.xml"/></Relationships>`
	return zipped(t, parts)
}

func sheetXML(before string, rows ...string) string {
	return `<worksheet>` + before + `<sheetData>` + strings.Join(rows, "") + `</sheetData></worksheet>`
}

// cellsXML is a row of texts. "<1>x" is a number x in the first date format,
// "<e>x" an error, "<f>x" a formula with the saved result x.
func cellsXML(number int, attrs string, values []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<row r="%d" %s>`, number, attrs)
	for i, v := range values {
		ref := fmt.Sprint(importexport.ColumnName(i), number)
		mark, rest, marked := strings.Cut(strings.TrimPrefix(v, "<"), ">")
		switch {
		case v == "":
		case !marked || v[0] != '<':
			fmt.Fprintf(&b, `<c r="%s" t="str"><v>%s</v></c>`, ref, v)
		case mark == "e":
			fmt.Fprintf(&b, `<c r="%s" t="e"><v>%s</v></c>`, ref, rest)
		case mark == "f":
			fmt.Fprintf(&b, `<c r="%s" t="str"><f>A1</f><v>%s</v></c>`, ref, rest)
		default:
			fmt.Fprintf(&b, `<c r="%s" s="%s"><v>%s</v></c>`, ref, mark, rest)
		}
	}
	return b.String() + `</row>`
}

func caseHeader() []string {
	var names []string
	for _, c := range caseColumns {
		names = append(names, c[0])
	}
	return names
}

// caseValues is the good row with some columns changed.
func caseValues(changed map[string]string) []string {
	var values []string
	for _, c := range caseColumns {
		v, ok := changed[c[0]]
		if !ok {
			v = c[1]
		}
		values = append(values, v)
	}
	return values
}
