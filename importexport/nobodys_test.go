package importexport_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/importexport"
)

func TestLargestNobodys(t *testing.T) {
	t.Parallel()
	r := importexport.Report{}
	for i := range 13 {
		r.Nobodys = append(r.Nobodys, importexport.Nobodys{Source: "CARRIER", Batch: fmt.Sprint(i), Count: int64(i%7 + 1)})
	}
	before := fmt.Sprint(r.Nobodys)
	list, others, rows := r.LargestNobodys(3)
	want := []importexport.Nobodys{{Source: "CARRIER", Batch: "6", Count: 7}, {Source: "CARRIER", Batch: "5", Count: 6}, {Source: "CARRIER", Batch: "12", Count: 6}}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Errorf("the largest come first (-want +got):\n%s", diff)
	}
	if others != 10 || rows != 49-19 {
		t.Errorf("%d others with %d rows, want 10 with 30", others, rows)
	}
	if list, others, rows = r.LargestNobodys(13); len(list) != 13 || others != 0 || rows != 0 {
		t.Errorf("room for all gives %d, %d others with %d rows", len(list), others, rows)
	}
	if now := fmt.Sprint(r.Nobodys); now != before {
		t.Error("the report itself keeps its order")
	}
}
