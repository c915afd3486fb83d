package intake_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/importexport"
	"recourse/importexport/intake"
)

func TestMapping(t *testing.T) {
	t.Parallel()
	src := file("申诉.csv", "申诉编号,申诉时间（北京时间）,ＰＨＯＮＥ,备注\nA-1,2020-02-15 10:00,13800000000,x\n")
	d, err := intake.Open(context.Background(), []*importexport.Source{src}, options(t))
	if err != nil {
		t.Fatal(err)
	}
	want := []intake.TableMapping{{File: "申诉.csv", Table: "appeals", Profile: "canonical", Columns: []intake.ColumnMapping{
		{Letter: "A", Header: "申诉编号", Field: "appeal.appeal_no", Basis: intake.ByName},
		{Letter: "B", Header: "申诉时间（北京时间）", Field: "appeal.filed_at", Basis: intake.BySpelling},
		{Letter: "C", Header: "ＰＨＯＮＥ", Field: "resident.phone", Basis: intake.BySpelling},
		{Letter: "D", Header: "备注", Basis: intake.NotInAnyMap},
		{Field: "resident.doc_type", Basis: intake.ByDefault, Default: "01"},
	}}}
	if diff := cmp.Diff(want, d.Mapping()); diff != "" {
		t.Errorf("every column has its meaning and the reason for it (-want +got):\n%s", diff)
	}
}
