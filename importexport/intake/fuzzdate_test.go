package intake_test

import (
	"errors"
	"testing"

	"recourse/cases"
	"recourse/importexport"
)

// A date is taken as a day or a time that can be, never as another one when it
// comes back from the office, or refused.
func FuzzDate(f *testing.F) {
	for _, seed := range []string{
		"43876", "2020/2/15", "20200215", "2020年2月15日", "2.15", "15/02/2020", "正月廿二", "2020-02-15 上午9:05", "2020年2月", "1581735600", "1581735600000",
		"2020-02-15T13:05:00+08:00", "2020-02-15 13:05:00 CST", "0000-00-00", "2020-2-30", "9999-12-31 24:00", "２０２０－０２－１５", "2020-02-15 13:05:00.123 +14:00", "-1", "1e3",
	} {
		f.Add(seed, false)
		f.Add(seed, true)
	}
	opts := options(f)
	f.Fuzz(func(t *testing.T, text string, number bool) {
		row := map[string]string{"filed_at": text, "issued_at": text}
		if number {
			row["birth_date"] = text
		}
		g, err := tryRead(opts, file("x.csv", table(row)))
		var p *importexport.Problem
		if err != nil && !errors.As(err, &p) {
			t.Fatal(err)
		}
		for _, d := range g.drafts {
			at := d.Snapshot.Appeal.FiledAt
			again, err := cases.ParseStamp(at.String())
			if err != nil || !again.Equal(at) {
				t.Fatalf("%q became %s and then %s, %v", text, at, again, err)
			}
			if year := at.Earliest().Year(); year < 1900 || year > 2101 {
				t.Fatalf("%q became %s", text, at)
			}
		}
	})
}
