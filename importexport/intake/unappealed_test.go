package intake_test

import (
	"context"
	"testing"

	"recourse/cases"
	"recourse/importexport/intake"
)

// lines are two people of one canonical delivery who never appealed, one of
// them green, and one without a time of issue.
const lines = `{"format":"recourse.case/1","resident":{"resident_id":"r1","name":"甲某","doc_type":"RESIDENT_ID","doc_no":"330199198503071231","phone":"13800000002"},"assignment":{"assignment_id":"c1","issuing_system":"HZ-ALIPAY","colour":"YELLOW","issued_at":"2020-02-14T06:05:00+08:00","origin":"DATA_PUSH","reason_code":"R50"},"flags":[{"flag_id":"f1","source_type":"CARRIER_TOWER","provider":"联通","observed_from":"2020-02-12T09:00:00+08:00","place_text":"临平","identity_link":"phone","batch":"YD-0213-A","phone":"13800000002"}]}
{"format":"recourse.case/1","resident":{"resident_id":"r2","name":"乙某","doc_type":"RESIDENT_ID","doc_no":"330199198503071231"},"assignment":{"assignment_id":"c2","issuing_system":"HZ-ALIPAY","colour":"GREEN","issued_at":"2020-02-14T06:05:00+08:00","origin":"DATA_PUSH"}}
{"format":"recourse.case/1","resident":{"resident_id":"r3","name":"丙某","doc_type":"RESIDENT_ID","doc_no":"330199198503071231"},"assignment":{"assignment_id":"c3","issuing_system":"HZ-ALIPAY","colour":"RED","origin":"DATA_PUSH"}}
`

// Lines without an appeal are no cases: those with a code that restricts
// somebody go to the register.
func TestLinesWithoutAnAppeal(t *testing.T) {
	t.Parallel()
	g := read(t, options(t), file("push.ndjson", lines))
	if len(g.drafts) != 0 || g.report.Read != 1 || g.report.Refused != 1 {
		t.Errorf("%d drafts, %d read, %d refused: %s", len(g.drafts), g.report.Read, g.report.Refused, g.codes())
	}
	var entries []intake.RegisterEntry
	for e, err := range g.delivery.Register(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, e)
	}
	if len(entries) != 1 {
		t.Fatalf("%d entries", len(entries))
	}
	e := entries[0]
	if e.Name != "甲某" || e.Batch != "YD-0213-A" || e.Source != cases.CarrierTower || e.Link != "phone" || e.Assignment.Colour != cases.Yellow {
		t.Errorf("got %+v", e)
	}
	if g.codes() != "missing" {
		t.Errorf("codes %s", g.codes())
	}
}
