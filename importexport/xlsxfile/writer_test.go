package xlsxfile_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"recourse/importexport"
	"recourse/importexport/xlsxfile"
)

func write(t interface{ Fatal(...any) }, sheet xlsxfile.Sheet, rows [][]importexport.Cell) []byte {
	var b bytes.Buffer
	w, err := xlsxfile.NewWriter(&b, sheet)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func typedCell() *rapid.Generator[importexport.Cell] {
	return rapid.OneOf(
		rapid.Map(rapid.StringMatching(`[=+@'_x0041\r\n\t\x01&<>" \p{Han}＝\x{FFFD}\x{FFFE}\x{FFFF}]{1,9}`), text),
		rapid.Map(rapid.Int64(), func(n int64) importexport.Cell { return number(fmt.Sprint(n)) }),
		rapid.Map(rapid.Int64Range(0, 8e9), func(n int64) importexport.Cell {
			at := time.Date(1901, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(n) * time.Second)
			return importexport.Cell{Text: at.Format("2006-01-02T15:04:05"), Kind: importexport.Date}
		}),
		rapid.Map(rapid.IntRange(0, 50000), func(n int) importexport.Cell {
			return importexport.Cell{Text: time.Date(1901, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n).Format(time.DateOnly), Kind: importexport.Date}
		}),
		rapid.Just(importexport.Cell{Text: "TRUE", Kind: importexport.Bool}),
		rapid.Just(importexport.Cell{}),
	)
}

// Whatever is written comes back with its type.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.SliceOfN(typedCell(), 0, 5), 1, 6).Draw(t, "rows")
		content := write(t, xlsxfile.Sheet{Name: "裁量 & \"x\""}, rows)
		read, err := readAll(content)
		if err != nil {
			t.Fatal(err)
		}
		var back [][]importexport.Cell
		for _, r := range read {
			back = append(back, r.Cells)
		}
		for i, row := range rows {
			for len(row) > 0 && row[len(row)-1].Kind == importexport.Empty {
				row = row[:len(row)-1]
			}
			rows[i] = row
		}
		if diff := cmp.Diff(rows, back, cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
	})
}

// Excelize, standing for the programs of others, finds the range, the texts as
// texts and no formula.
func TestOthersReadIt(t *testing.T) {
	t.Parallel()
	rows := [][]importexport.Cell{
		{text("证件号码"), text("申诉时间")},
		{text("330199199001010011"), {Text: "2020-02-15", Kind: importexport.Date}},
		{text("=1+1"), {Text: "2020-02-15T13:05:00", Kind: importexport.Date}},
	}
	content := write(t, xlsxfile.Sheet{Name: "申诉", Rows: 3, Columns: 2, Header: true, Widths: []float64{22}}, rows)
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if d, err := f.GetSheetDimension("申诉"); err != nil || d != "A1:B3" {
		t.Errorf("dimension %q, %v", d, err)
	}
	got, err := f.GetRows("申诉")
	want := [][]string{{"证件号码", "申诉时间"}, {"330199199001010011", "2020-02-15"}, {"=1+1", "2020-02-15 13:05:00"}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if formula, err := f.GetCellFormula("申诉", "A3"); formula != "" || err != nil {
		t.Errorf("formula %q, %v", formula, err)
	}
}

func TestWriteRefusals(t *testing.T) {
	t.Parallel()
	t.Run("a text too long for a cell", func(t *testing.T) {
		t.Parallel()
		w, err := xlsxfile.NewWriter(io.Discard, xlsxfile.Sheet{Name: "S"})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Write([]importexport.Cell{text(strings.Repeat("长", 40_000))}); !errors.Is(err, xlsxfile.ErrUnwritable) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("other rows than announced", func(t *testing.T) {
		t.Parallel()
		w, err := xlsxfile.NewWriter(io.Discard, xlsxfile.Sheet{Name: "S", Rows: 2, Columns: 1})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); !errors.Is(err, xlsxfile.ErrUnwritable) {
			t.Errorf("error %v", err)
		}
	})
}

// full is a disk with room for so many bytes.
type full struct{ room int }

var errFull = errors.New("no space left")

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.room {
		return 0, errFull
	}
	f.room -= len(p)
	return len(p), nil
}

func TestAFullDisk(t *testing.T) {
	t.Parallel()
	row := make([]importexport.Cell, 100)
	for _, room := range []int{20_000, 200_000} {
		w, err := xlsxfile.NewWriter(&full{room}, xlsxfile.Sheet{Name: "S"})
		if err != nil {
			t.Fatal(err)
		}
		random, rows := rand.New(rand.NewPCG(1, 2)), 0
		for ; err == nil && rows < 5_000; rows++ {
			for i := range row {
				row[i] = text(strconv.FormatUint(random.Uint64(), 36))
			}
			err = w.Write(row)
		}
		if !errors.Is(err, errFull) || rows > 600 {
			t.Errorf("with room for %d bytes: %v after %d rows", room, err, rows)
		}
	}
	t.Run("is told at the end of a short sheet", func(t *testing.T) {
		w, err := xlsxfile.NewWriter(&full{100}, xlsxfile.Sheet{Name: "S"})
		if err == nil {
			err = errors.Join(w.Write([]importexport.Cell{text("甲")}), w.Close())
		}
		if !errors.Is(err, errFull) {
			t.Errorf("error %v", err)
		}
	})
}

func TestSameBytesEachTime(t *testing.T) {
	t.Parallel()
	rows := [][]importexport.Cell{{text("甲")}}
	if !bytes.Equal(write(t, xlsxfile.Sheet{Name: "S"}, rows), write(t, xlsxfile.Sheet{Name: "S"}, rows)) {
		t.Error("the same rows gave other bytes")
	}
}
