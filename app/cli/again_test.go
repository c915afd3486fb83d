package cli_test

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/app/cli"
	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/xlsxfile"
)

// district writes a workbook of n appeals. change changes cells of a row, by
// header, before it is written.
func district(t *testing.T, path string, n int, change func(i int, row map[string]importexport.Cell)) {
	t.Helper()
	headers := []string{"申诉编号", "申诉时间", "申诉渠道", "承办区县", "申诉理由", "陈述", "姓名", "证件号码", "手机号", "健康码颜色", "赋码时间", "赋码系统", "赋码来源"}
	var b bytes.Buffer
	w, err := xlsxfile.NewWriter(&b, xlsxfile.Sheet{Name: "申诉"})
	if err != nil {
		t.Fatal(err)
	}
	write := func(cells []importexport.Cell) {
		if err := w.Write(cells); err != nil {
			t.Fatal(err)
		}
	}
	var top []importexport.Cell
	for _, h := range headers {
		top = append(top, importexport.TextCell(h))
	}
	write(top)
	for i := range n {
		row := map[string]importexport.Cell{}
		for j, v := range []string{
			fmt.Sprintf("复核-%04d", i), "2020-02-15 09:30", "WEB", "330106", "G02", "只是换乘", "王小明", syntheticID(i), fmt.Sprintf("138%08d", i), "红码", "2020-02-13 21:06", "HZ-ALIPAY", "RULE_BATCH",
		} {
			row[headers[j]] = importexport.TextCell(v)
		}
		row["申诉时间"] = importexport.Cell{Text: "2020-02-15T09:30:00", Kind: importexport.Date}
		row["手机号"] = importexport.Cell{Text: fmt.Sprintf("138%08d", i), Kind: importexport.Number}
		change(i, row)
		var cells []importexport.Cell
		for _, h := range headers {
			cells = append(cells, row[h])
		}
		write(cells)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// syntheticID is the i-th number of a division that was never assigned.
func syntheticID(i int) string {
	base := fmt.Sprintf("3301991990%02d%02d%03d", 1+i%12, 1+i%28, 100+i)
	return base + string(cases.IDCheckChar(base))
}

// Refused rows are corrected in a spreadsheet and imported alone: only they
// change anything, and so it is when the whole file is sent again.
func TestRefusedRowsAreCorrectedInASpreadsheet(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("a spreadsheet program takes seconds to start")
	}
	d := newDesk(t)
	const n = 12
	right := map[int]string{2: syntheticID(2), 5: syntheticID(5), 8: "2020-02-15"}
	file := filepath.Join(d.dir, "district.xlsx")
	spoil := func(i int, row map[string]importexport.Cell) {
		switch i {
		case 2:
			row["证件号码"] = importexport.Cell{Text: "3.30199199003041E+17", Kind: importexport.Number}
		case 5:
			row["证件号码"] = importexport.TextCell(strings.Replace(syntheticID(5), "3301", "33O1", 1))
		case 8:
			row["申诉时间"] = importexport.TextCell("2.15")
		}
	}
	district(t, file, n, spoil)
	got := d.imported(t, cli.ExitPartly, "--report", "refused.xlsx", file)
	if got.Stored != n-3 || got.Refused != 3 {
		t.Fatalf("first import: %+v", got)
	}
	before := d.standing(t)

	d.correct(t, "refused.xlsx", func(sheet string) string {
		for from, to := range map[string]string{
			"330199199003041000": right[2], strings.Replace(syntheticID(5), "3301", "33O1", 1): right[5], ">2.15<": ">" + right[8] + "<", "3.30199199003041E+17": right[2],
		} {
			sheet = strings.ReplaceAll(sheet, from, to)
		}
		return sheet
	})
	if got = d.imported(t, cli.ExitDone, "refused.xlsx"); got.Read != 3 || got.Stored != 3 || got.Amended+got.Unchanged+got.Refused != 0 {
		t.Fatalf("the corrected rows: %+v", got)
	}
	want := []string{"复核-0002", "复核-0005", "复核-0008"}
	if diff := cmp.Diff(want, d.changed(t, before)); diff != "" {
		t.Errorf("cases that changed: %s", diff)
	}

	before = d.standing(t)
	district(t, file, n, func(i int, row map[string]importexport.Cell) {
		switch i {
		case 8:
			row["申诉时间"] = importexport.TextCell(right[8])
		case 3:
			row["陈述"] = importexport.TextCell("补充说明")
		}
	})
	if got = d.imported(t, cli.ExitDone, file); got.Read != n || got.Unchanged != n-1 || got.Amended != 1 {
		t.Fatalf("the corrected file: %+v", got)
	}
	if diff := cmp.Diff([]string{"复核-0003"}, d.changed(t, before)); diff != "" {
		t.Errorf("cases that changed: %s", diff)
	}
	d.must(t, cli.ExitDone, "--user", "auditor", "audit", "verify")
}

type importedCounts struct{ Read, Stored, Amended, Unchanged, Refused int }

func (d *desk) imported(t *testing.T, want int, args ...string) (got importedCounts) {
	t.Helper()
	out := d.must(t, want, append([]string{"--user", "intake", "--json", "import"}, args...)...)
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	return got
}

// standing is the version of every case and of its snapshot, and how long the
// record is.
type standing struct {
	cases   map[string]string
	entries int
}

func (d *desk) standing(t *testing.T) (s standing) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(filepath.Join(d.dir, "o", "office.recourse"))+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow(`SELECT max(seq) FROM audit`).Scan(&s.entries); err != nil {
		t.Fatal(err)
	}
	rows, err := db.Query(`SELECT c.appeal_no, c.version || '/' || c.seq || '/' || group_concat(s.version || ':' || s.digest)
		FROM cases c JOIN snapshots s ON s.case_id = c.id GROUP BY c.id`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	s.cases = map[string]string{}
	for rows.Next() {
		var no, what string
		if err := rows.Scan(&no, &what); err != nil {
			t.Fatal(err)
		}
		s.cases[no] = what
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return s
}

// changed lists the cases that are not as they were, and fails if the record
// got more than the one entry of the delivery.
func (d *desk) changed(t *testing.T, was standing) []string {
	t.Helper()
	is := d.standing(t)
	if n := is.entries - was.entries; n != 1 {
		t.Errorf("the record has %d new entries, want the delivery's alone", n)
	}
	var nos []string
	for no, what := range is.cases {
		if was.cases[no] != what {
			nos = append(nos, no)
		}
	}
	slices.Sort(nos)
	return nos
}

// correct takes a workbook through a spreadsheet: into its own format, where
// the cells are changed, and back.
func (d *desk) correct(t *testing.T, name string, change func(string) string) {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("no spreadsheet program here")
	}
	convert := func(name, to string) {
		c := exec.Command(office, "-env:UserInstallation=file://"+filepath.Join(d.dir, "profile"), "--headless", "--convert-to", to, "--outdir", d.dir, filepath.Join(d.dir, name))
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("convert %s: %v: %s", name, err, out)
		}
	}
	flat := strings.TrimSuffix(name, ".xlsx") + ".fods"
	convert(name, "fods")
	raw, err := os.ReadFile(filepath.Join(d.dir, flat))
	if err != nil {
		t.Fatal(err)
	}
	changed := change(string(raw))
	if changed == string(raw) {
		t.Fatal("nothing was corrected")
	}
	if err := os.WriteFile(filepath.Join(d.dir, flat), []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	convert(flat, "xlsx")
}
