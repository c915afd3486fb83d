package guess_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"recourse/importexport"
	"recourse/importexport/guess"
)

func archive(t *testing.T, files map[string][]byte) *importexport.Source {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return importexport.BytesSource("d.zip", b.Bytes())
}

func TestRead(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	gbk, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte("编号,姓名\n\n1,王伟\n2,李娜\n"))
	if err != nil {
		t.Fatal(err)
	}
	t.Run("an archive's tables come with their names, lines of cases are passed over", func(t *testing.T) {
		src := archive(t, map[string][]byte{"街道.csv": gbk, "cases.ndjson": []byte(`{"format":"recourse.case/1"}` + "\n"), "__MACOSX/x": []byte("x")})
		tables, err := guess.Read(ctx, []*importexport.Source{src}, "", importexport.Limits{})
		if err != nil || len(tables) != 1 {
			t.Fatalf("%d tables, %v", len(tables), err)
		}
		table := tables[0]
		if table.Name() != "街道" || len(table.Rows) != 3 || table.Rows[1].Number != 3 || table.Rows[1].Cells[1].Text != "王伟" || table.More {
			t.Errorf("%q read as %+v", table.Name(), table)
		}
	})
	t.Run("a long table is read no further than is looked at", func(t *testing.T) {
		long := append([]byte("a,b\n"), bytes.Repeat([]byte("1,2\n"), 5000)...)
		tables, err := guess.Read(ctx, []*importexport.Source{importexport.BytesSource("l.csv", long)}, "", importexport.Limits{})
		if err != nil || len(tables[0].Rows) != guess.SampleRows || !tables[0].More {
			t.Errorf("%d rows, %v", len(tables[0].Rows), err)
		}
	})
	t.Run("what is no table is refused, and an archive that grows too large", func(t *testing.T) {
		_, err := guess.Read(ctx, []*importexport.Source{importexport.BytesSource("p.csv", []byte("%PDF-1.4"))}, "", importexport.Limits{})
		if !errors.Is(err, &importexport.Problem{Code: "pdf_file"}) {
			t.Error(err)
		}
		small := importexport.DefaultLimits()
		small.Member = 16
		if _, err := guess.Read(ctx, []*importexport.Source{archive(t, map[string][]byte{"a.csv": gbk})}, "", small); err == nil {
			t.Error("an archive beyond the limit is read")
		}
	})
}
