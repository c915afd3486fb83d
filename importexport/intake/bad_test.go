package intake_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"recourse/importexport"
	"recourse/importexport/intake"
	"recourse/importexport/xlsxfile"
)

// The nine classes of bad data (domain section 4).
const (
	encodings = 1 + iota
	lostDigits
	badDates
	timeZones
	strayMarks
	badLayout
	duplicates
	badLogic
	contradictions
)

// badValue is one value as offices send it, and what must come of it.
type badValue struct {
	class         int
	name          string
	column, value string
	kind          importexport.Kind // of the cell in a workbook; Empty puts the value into a CSV file
	want          string            // codes of the report; "" for none
	taken         string            // what the case has then; "" when the row is refused
}

func badValues() []badValue {
	const number, text, date = importexport.Number, importexport.Text, importexport.Date
	return []badValue{
		{encodings, "text already destroyed, as GBK", "statement", "锟斤拷锟斤拷", 0, "destroyed_text", ""},
		{encodings, "text already destroyed, as UTF-8", "statement", "我\uFFFD换乘", 0, "destroyed_text", ""},
		{encodings, "a name whose rare character became a mark", "name", "王?明", 0, "destroyed_text", ""},
		{encodings, "a name with a character of GB18030's four bytes", "name", "王𠮷䶮", 0, "", "王𠮷䶮"},
		{encodings, "a name with a character of nobody's table", "name", "王\ue5e5", 0, "private_character", ""},

		{lostDigits, "an ID as a number", "doc_no", "3.30199199001010E+17", number, "lost_precision", ""},
		{lostDigits, "an ID as a number, written out", "doc_no", "330199199001010000", number, "lost_precision", ""},
		{lostDigits, "an ID as a number that passes its check by chance", "doc_no", rounded(), number, "lost_precision", ""},
		{lostDigits, "an ID as a number, with noise", "doc_no", "330199199001009980", number, "lost_precision", ""},
		{lostDigits, "an ID in powers of ten in a text file", "doc_no", "3.30199E+17", 0, "lost_precision", ""},
		{lostDigits, "an ID of noughts in a text file", "doc_no", "330199199001010000", 0, "lost_precision", ""},
		{lostDigits, "an ID of noughts that passes its check", "doc_no", rounded(), 0, "read_maybe_rounded", rounded()},
		{lostDigits, "an ID that ends in X", "doc_no", "11010519491231002X", text, "", "11010519491231002X"},
		{lostDigits, "an appeal number as a number too long", "appeal_no", "20200215000000123", number, "lost_precision", ""},

		{badDates, "a day number of 1900", "filed_at", "43876", number, "read_serial_date", "2020-02-15"},
		{badDates, "a bare day number", "filed_at", "43876", 0, "bare_serial", ""},
		{badDates, "a bare day number of 1904", "filed_at", "42414", 0, "bare_serial", ""},
		{badDates, "slashes", "filed_at", "2020/2/15", 0, "", "2020-02-15"},
		{badDates, "digits only", "filed_at", "20200215", 0, "", "2020-02-15"},
		{badDates, "digits only, as a number", "filed_at", "20200215", number, "", "2020-02-15"},
		{badDates, "Chinese", "filed_at", "2020年2月15日", 0, "", "2020-02-15"},
		{badDates, "month and day", "filed_at", "2.15", 0, "ambiguous_date", ""},
		{badDates, "month and day, as a number", "filed_at", "2.15", number, "ambiguous_date", ""},
		{badDates, "a year, as a number", "filed_at", "2020", number, "ambiguous_date", ""},
		{badDates, "day first", "filed_at", "15/02/2020", 0, "ambiguous_date", ""},
		{badDates, "the calendar of the moon", "filed_at", "正月廿二", 0, "ambiguous_date", ""},
		{badDates, "morning", "filed_at", "2020-02-15 上午9:05", 0, "", "2020-02-15T09:05:00+08:00"},
		{badDates, "afternoon", "filed_at", "2020年2月15日 下午1:05", 0, "", "2020-02-15T13:05:00+08:00"},
		{badDates, "a year and a month", "filed_at", "2020年2月", 0, "ambiguous_date", ""},
		{badDates, "a year of two digits", "filed_at", "20-2-15", 0, "ambiguous_date", ""},
		{badDates, "a day is an interval", "filed_at", "2020-02-15", date, "", "2020-02-15"},
		{badDates, "midnight that a system added", "filed_at", "2020-02-15 00:00:00", 0, "read_midnight_time", "2020-02-15T00:00:00+08:00"},
		{badDates, "no date of MySQL", "issued_at", "0000-00-00 00:00:00", 0, "missing", ""},

		{timeZones, "seconds since 1970", "filed_at", "1581735600", 0, "read_utc_epoch", "2020-02-15T11:00:00+08:00"},
		{timeZones, "milliseconds since 1970", "filed_at", "1581735600000", number, "read_utc_epoch", "2020-02-15T11:00:00+08:00"},
		{timeZones, "seconds across midnight", "filed_at", "1581782400", 0, "read_crosses_midnight", "2020-02-16T00:00:00+08:00"},
		{timeZones, "a time with the offset of here", "filed_at", "2020-02-15T11:00:00+08:00", 0, "", "2020-02-15T11:00:00+08:00"},
		{timeZones, "a time of Greenwich", "filed_at", "2020-02-15T03:00:00Z", 0, "read_zone_converted", "2020-02-15T11:00:00+08:00"},
		{timeZones, "a time of Greenwich across midnight", "filed_at", "2020-02-14T20:00:00Z", 0, "read_crosses_midnight", "2020-02-15T04:00:00+08:00"},
		{timeZones, "a server's time of nobody knows where", "filed_at", "2020-02-15 11:00:00 CST", 0, "unknown_zone", ""},

		{strayMarks, "full-width digits", "doc_no", "３３０１９９１９９００１０１００１１", 0, "read_normalised", "330199199001010011"},
		{strayMarks, "full-width X", "doc_no", "11010519491231002Ｘ", 0, "read_normalised", "11010519491231002X"},
		{strayMarks, "full-width spaces", "doc_no", "\u3000330199199001010011\u3000", 0, "read_normalised", "330199199001010011"},
		{strayMarks, "a space that does not break", "doc_no", "330199199001010011\u00a0", 0, "read_normalised", "330199199001010011"},
		{strayMarks, "a character without width", "doc_no", "\u200b330199199001010011", 0, "read_normalised", "330199199001010011"},
		{strayMarks, "a character without width in a name", "name", "王\u200b小明", 0, "read_normalised", "王小明"},
		{strayMarks, "an apostrophe in front", "doc_no", "'330199199001010011", 0, "read_normalised", "330199199001010011"},
		{strayMarks, "a tab behind", "doc_no", "330199199001010011\t", 0, "read_normalised", "330199199001010011"},
		{strayMarks, "O for 0", "doc_no", "33O199199001010011", 0, "letter_in_number", ""},
		{strayMarks, "l for 1", "doc_no", "330l99199001010011", 0, "letter_in_number", ""},
		{strayMarks, "O for 0 in a phone", "phone", "138OOOO0001", 0, "letter_in_number", ""},
		{strayMarks, "+86", "phone", "+86 138-0000-0001", 0, "read_normalised", "13800000001"},
		{strayMarks, "a phone as a number", "phone", "1.3800000001E10", number, "read_normalised", "13800000001"},
		{strayMarks, "a phone in powers of ten", "phone", "1.38E+10", 0, "lost_precision", ""},
		{strayMarks, "a division without its first digits", "handling_division", "106", 0, "bad_division", ""},
		{strayMarks, "a case number that lost its noughts", "appeal_no", "123", number, "read_number_as_text", "123"},

		{badLogic, "valid until before it was given", "valid_until", "2020-02-01", 0, "ends_before_start", ""},
		{badLogic, "a birth date that the ID denies", "birth_date", "1991-01-01", 0, "birth_differs", "330199199001010011"},
		{badLogic, "a colour in Chinese", "colour", "绿", 0, "colour_not_disputable", "GREEN"},
		{badLogic, "a colour in English", "colour", "green", 0, "colour_not_disputable", "GREEN"},
		{badLogic, "a colour in digits", "colour", "1", 0, "unknown_colour", ""},
		{badLogic, "nothing, in Chinese", "phone", "无", 0, "", ""},
		{badLogic, "nothing, as a stroke", "phone", "/", 0, "", ""},
		{badLogic, "nothing, as a dash", "phone", "-", 0, "", ""},
		{badLogic, "nothing, as unknown", "phone", "未知", 0, "", ""},
		{badLogic, "nothing, as nought", "phone", "0", 0, "read_zero_as_null", ""},
		{badLogic, "an ID of nought", "doc_no", "0", 0, "missing", ""},
		{badLogic, "an error in a text file", "name", "#N/A", 0, "error_cell", ""},
		{badLogic, "a statement that would run", "statement", "=HYPERLINK(\"http://x\",\"y\")", 0, "", "=HYPERLINK(\"http://x\",\"y\")"},
		{badLogic, "a statement that begins with a dash", "statement", "-我没去过", text, "", "-我没去过"},
		{badLogic, "a statement that begins with at", "statement", "@SUM(A1)", 0, "", "@SUM(A1)"},
	}
}

// rounded is a number that ends in 000 and has the right check character: one
// in eleven has.
func rounded() string {
	for serial := byte('1'); ; serial++ {
		for day := byte('1'); day <= '9'; day++ {
			no := "3301991990010" + string(day) + string(serial) + "00"
			sum := 0
			for i, w := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
				sum += int(no[i]-'0') * w
			}
			if sum%11 == 1 {
				return no + "0"
			}
		}
	}
}

// Every value is taken as it is, taken with a remark, or refused with its code;
// the row beside it is taken in any case.
func TestBadValues(t *testing.T) {
	t.Parallel()
	for _, test := range badValues() {
		t.Run(strings.Join([]string{className(test.class), test.name}, ": "), func(t *testing.T) {
			t.Parallel()
			g := read(t, options(t), test.file(t))
			if g.codes() != test.want {
				t.Fatalf("codes %q, want %q", g.codes(), test.want)
			}
			refused := 0
			for _, p := range g.report.Problems {
				if p.Level == importexport.Refused {
					refused = 1
				}
			}
			if len(g.drafts) != 2-refused || int(g.report.Refused) != refused {
				t.Fatalf("%d drafts, %d refused", len(g.drafts), g.report.Refused)
			}
			if refused == 0 {
				if got := valueOf(g.drafts[1], test.column); got != test.taken {
					t.Errorf("%s was read as %q, want %q", test.column, got, test.taken)
				}
			}
		})
	}
}

// file is a good row and below it one with the value.
func (b badValue) file(t *testing.T) *importexport.Source {
	t.Helper()
	row := map[string]string{"appeal_no": "HZXH-2020-000002", b.column: b.value}
	if b.kind == importexport.Empty {
		return file("x.csv", table(map[string]string{"doc_no": identity(9)}, row))
	}
	return caseBook(t, map[string]importexport.Cell{"doc_no": importexport.TextCell(identity(9))}, map[string]importexport.Cell{
		"appeal_no": importexport.TextCell("HZXH-2020-000002"), b.column: {Text: b.value, Kind: b.kind},
	})
}

// caseBook is a workbook of cases; each row changes some cells of the good one.
func caseBook(t *testing.T, rows ...map[string]importexport.Cell) *importexport.Source {
	t.Helper()
	var b bytes.Buffer
	w, err := xlsxfile.NewWriter(&b, xlsxfile.Sheet{Name: "申诉"})
	if err != nil {
		t.Fatal(err)
	}
	header := make([]importexport.Cell, len(caseColumns))
	for i, c := range caseColumns {
		header[i] = importexport.TextCell(c[0])
	}
	all := [][]importexport.Cell{header}
	for _, row := range rows {
		cells := make([]importexport.Cell, len(caseColumns))
		for i, c := range caseColumns {
			cells[i] = importexport.TextCell(c[1])
			if cell, ok := row[c[0]]; ok {
				cells[i] = cell
			}
		}
		all = append(all, cells)
	}
	for _, cells := range all {
		if err := w.Write(cells); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return importexport.BytesSource("x.xlsx", b.Bytes())
}

// valueOf is what a case has where a column of the test table led.
func valueOf(d *intake.Draft, column string) string {
	s := d.Snapshot
	switch column {
	case "appeal_no":
		return s.Appeal.AppealNo
	case "filed_at":
		return s.Appeal.FiledAt.String()
	case "statement":
		return s.Appeal.Statement
	case "name":
		return s.Resident.Name
	case "phone":
		return s.Resident.Phone
	case "doc_no", "birth_date":
		return s.Resident.DocNo
	case "colour":
		return string(s.Assignment.Colour)
	}
	return "?"
}

func className(class int) string {
	return []string{
		"", "encodings", "lost digits", "dates", "time zones", "stray marks", "layout", "duplicates", "logic", "contradictions",
	}[class]
}

// Every code of this file is explained on the page of the manual about data.
func TestManualNamesBadData(t *testing.T) {
	t.Parallel()
	for _, language := range []string{"en", "zh"} {
		page, err := os.ReadFile(filepath.Join("../../assets/help", language, "6-files.md"))
		if err != nil {
			t.Fatal(err)
		}
		listed := regexp.MustCompile("(?m)^- \\*\\*[1-9]\\.").FindAllString(string(page), -1)
		if len(listed) != contradictions {
			t.Errorf("%s: %d classes are listed, want %d", language, len(listed), contradictions)
		}
	}
}
