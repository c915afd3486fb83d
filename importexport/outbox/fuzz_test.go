package outbox_test

import (
	"context"
	"errors"
	"testing"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/outbox"
)

// Whatever an issuing system answers, an answer is about an instruction that
// is out, says yes or no, and no is said with a reason.
func FuzzReadAnswers(f *testing.F) {
	for _, seed := range []string{
		"idempotency_key,appeal_no,result,reason,seen_green_at\nK1,A1,ack,,2020-02-18 10:00\n", "回执编号,申诉编号,结果,原因\nK1,A1,拒绝,查无此人\n",
		`{"format":"recourse.ack/1","idempotency_key":"K1","result":"nack","reason":"x"}` + "\n", `{"idempotency_key":"K1","result":"ack"}` + "\n" + `{"idempotency_key":"K1","result":"nack","reason":"y"}` + "\n",
		"{}\n", "a,b\n1,2\n", "idempotency_key,result\nK1,\"ack\n", "\xff\xfe",
	} {
		f.Add([]byte(seed))
	}
	pending := func(key, appealNo string) (cases.ID, string, bool) {
		return 7, "K1", key == "K1" || key == "" && appealNo == "A1"
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		answers, problems, err := outbox.ReadAnswers(context.Background(), importexport.BytesSource("x", content), importexport.DefaultLimits(), pending)
		var p *importexport.Problem
		if err != nil && !errors.As(err, &p) {
			t.Fatalf("an error that is no problem: %v", err)
		}
		for _, a := range answers {
			if a.CaseID != 7 || a.Row < 1 {
				t.Fatalf("answer %+v", a)
			}
		}
		for _, p := range problems {
			if p.Code == "" || p.Row < 1 {
				t.Fatalf("problem %+v", p)
			}
		}
	})
}
