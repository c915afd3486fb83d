package store

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/cases"
)

// Rows read as one packed text are the rows read column by column; one with the
// mark in a value is found out, whatever stands around it.
func TestPackedRowsAreTheRows(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"", "", "red", "G01,G02", "王", "a\x1eb", "0", "-1", hotMark, "x" + hotMark + "9"})
		number := rapid.OneOf(rapid.SampledFrom([]int64{0, 0, 1, -1}), rapid.Int64())
		plain := newRowScan(false)
		var packed []string
		marked := false
		for i, v := range rowValues(&cases.Row{}, &held{})[:hotColumns] {
			switch v.(type) {
			case int64:
				plain.vals[i] = number.Draw(t, "number")
			default:
				text := word.Draw(t, "text")
				plain.vals[i], marked = text, marked || strings.Contains(text, hotMark)
			}
			packed = append(packed, fmt.Sprint(plain.vals[i]))
		}
		want := plain.done()
		l := &lists{rules: map[string][]string{}, grounds: map[string][]cases.Ground{}}
		for range 2 { // the second time from what is remembered
			got, whole := unpackRow(strings.Join(packed, hotMark), l)
			if whole == marked {
				t.Fatalf("whole is %v for a row with the mark in a value: %v", whole, marked)
			}
			if marked {
				if got.ID != want.ID || got.Seq != want.Seq {
					t.Fatalf("case %d at %d is found as %d at %d", want.ID, want.Seq, got.ID, got.Seq)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("unpacked (-want +got):\n%s", diff)
			}
		}
	})
}
