package store

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/cases"
)

// However rows resemble each other, and however many come at once, each is
// written as it is.
func TestBulkWritesEveryRowAsItIs(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := smallOffice(t).Store
	text := rapid.SampledFrom([]string{"", "", "", "red", "O'Brien", `a\b`, "浙", "a\nb", "$1", "?", "00"})
	number := rapid.SampledFrom([]int64{0, 0, 0, 1, -1, 1 << 62})
	rapid.Check(t, func(t *rapid.T) {
		tx, err := s.e.Begin(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Rollback()
		b, err := newBulk(ctx, s.newTxn(tx), casesTable())
		if err != nil {
			t.Fatal(err)
		}
		plain := rowValues(&cases.Row{State: cases.Registered}, &held{move: cases.MoveReceive, wrappedKey: []byte("k")})
		varied := rapid.SliceOfNDistinct(rapid.SampledFrom([]int{6, 7, 8, 13, 14, 19, 30, 36, 44}), 0, 4, rapid.ID).Draw(t, "varied")
		var want [][]any
		for range rapid.IntRange(1, 3).Draw(t, "calls") {
			var rows [][]any
			for range rapid.IntRange(1, 40).Draw(t, "rows") {
				row := append([]any{}, plain...)
				row[0], row[4] = int64(len(want)+1), fmt.Sprint("A", len(want))
				for _, i := range varied {
					switch row[i].(type) {
					case int64:
						row[i] = number.Draw(t, "number")
					case string:
						row[i] = text.Draw(t, "text")
					default:
						row[i] = rapid.SampledFrom([]any{nil, []byte("blind"), []byte{0}}).Draw(t, "bytes")
					}
				}
				rows, want = append(rows, row), append(want, row)
			}
			if err := b.insert(ctx, rows); err != nil {
				t.Fatal(err)
			}
		}
		if err := b.close(); err != nil {
			t.Fatal(err)
		}
		found, err := tx.QueryContext(ctx, casesTable().query("ORDER BY id"))
		if err != nil {
			t.Fatal(err)
		}
		defer found.Close()
		var got [][]any
		for found.Next() {
			row, err := scanRow(found.Scan, len(casesTable().cols))
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, row)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}
