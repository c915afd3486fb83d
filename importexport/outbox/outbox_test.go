package outbox_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/csvfile"
	"recourse/importexport/outbox"
	"recourse/importexport/xlsxfile"
)

func noon() time.Time { return time.Date(2020, 2, 17, 12, 0, 0, 0, cases.Shanghai()) }

func by() cases.Actor {
	return cases.Actor{ID: "intake", Name: "收件员", Roles: []cases.Role{cases.Intake}}
}

// decided is a file with an approved decision whose free text looks like a
// formula.
func decided(n int, d cases.Disposition) *cases.File {
	f := &cases.File{Row: cases.Row{ID: cases.ID(n), AppealNo: fmt.Sprintf("A%d", n), State: cases.Decided, Instruction: cases.Queued}}
	decision := cases.Decision{
		No: 1, AppealNo: f.AppealNo, AppealID: fmt.Sprintf("ID%d", n), AssignmentID: "C1", IssuingSystem: "HZ-ALIPAY", Digest: fmt.Sprintf("%064d", n),
		Draft:     cases.Draft{Disposition: d, EffectiveAt: cases.At(noon()), HoldUntil: cases.Day(2020, 3, 2), CorrectInstruction: "=HYPERLINK(\"x\")，\n第二行"},
		DraftedBy: cases.Actor{ID: "reviewer"}, DraftedAt: noon(), AuthorSignature: []byte("s1"),
	}
	f.Decisions = append(f.Decisions, decision)
	f.SignOffs = append(f.SignOffs, cases.SignOff{
		No: 1, DecisionNo: 1, Digest: decision.Digest, Result: cases.Approve, Signer: cases.Actor{ID: "supervisor"}, SignedAt: noon(), Signature: []byte("s2"),
	})
	return f
}

func instructions(t *testing.T, n int) []outbox.Instruction {
	t.Helper()
	var list []outbox.Instruction
	for i := range n {
		instruction, err := outbox.NewInstruction(decided(i+1, cases.Overturn), "recourse\n7\nabc=\n")
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, instruction)
	}
	return list
}

func order(f importexport.Format) outbox.Order {
	return outbox.Order{Format: f, Purpose: outbox.ForAppeal, By: by(), At: noon()}
}

func TestNewInstruction(t *testing.T) {
	t.Parallel()
	i := instructions(t, 1)[0]
	if i.NewColour != cases.Green || len(i.Signatures) != 2 || i.Signatures[1].Signer != "supervisor" || i.CaseID() != 1 || len(i.IdempotencyKey) != 32 {
		t.Errorf("instruction %+v", i)
	}
	if again := instructions(t, 2); again[0].IdempotencyKey != i.IdempotencyKey || again[1].IdempotencyKey == i.IdempotencyKey {
		t.Error("the key must be that of the decision and of no other")
	}
	t.Run("not without an approval", func(t *testing.T) {
		t.Parallel()
		f := decided(1, cases.Overturn)
		f.SignOffs[0].Digest = "another"
		if _, err := outbox.NewInstruction(f, ""); !errors.Is(err, cases.Refuse("export.not_decided")) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("not when nothing is asked", func(t *testing.T) {
		t.Parallel()
		f := decided(1, cases.Uphold)
		f.Instruction = cases.NotNeeded
		if _, err := outbox.NewInstruction(f, ""); !errors.Is(err, cases.Refuse("export.not_needed")) {
			t.Errorf("error %v", err)
		}
	})
}

// rows reads a table back.
func rows(t *testing.T, path string) [][]string {
	t.Helper()
	return sheet(t, path, 0)
}

// sheet reads a sheet of a file back.
func sheet(t *testing.T, path string, n int) [][]string {
	t.Helper()
	src, err := importexport.OpenSource(path)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	limits := importexport.DefaultLimits()
	var r importexport.Reader
	if strings.HasSuffix(path, ".xlsx") {
		r, err = xlsxfile.Open(context.Background(), src, limits)
	} else {
		r, err = csvfile.Open(src, csvfile.Options{Limits: limits})
	}
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for row, err := range r.Rows(context.Background(), n) {
		if err != nil || row.Problem != nil {
			t.Fatal(err, row)
		}
		var cells []string
		for _, c := range row.Cells {
			if c.Formula {
				t.Errorf("a formula left: %q", c.Text)
			}
			cells = append(cells, c.Text)
		}
		out = append(out, cells)
	}
	return out
}

func TestInstructionsSurviveTheRoundTrip(t *testing.T) {
	t.Parallel()
	list := instructions(t, 3)
	for _, f := range []importexport.Format{importexport.CSV, importexport.XLSX} {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "out."+string(f))
			receipt, err := outbox.WriteInstructions(context.Background(), path, list, order(f))
			if err != nil {
				t.Fatal(err)
			}
			got := rows(t, path)
			if len(got) != 4 || receipt.Rows != 3 || !strings.HasPrefix(got[0][0], "幂等键") {
				t.Fatalf("%d rows, receipt %+v", len(got), receipt)
			}
			at := "2020-02-17 12:00:00"
			if f == importexport.XLSX {
				at = "2020-02-17T12:00:00"
			}
			want := []string{
				list[0].IdempotencyKey, "A1", "ID1", "C1", "HZ-ALIPAY", "overturn", "GREEN", at, "", "2020-03-02",
				"=HYPERLINK(\"x\")，\n第二行", "", "1", list[0].DecisionDigest, "reviewer", at, "czE=", "supervisor",
				at, "czI=", "recourse\n7\nabc=",
			}
			if diff := cmp.Diff(want, got[1]); diff != "" {
				t.Error(diff)
			}
			content, err := os.ReadFile(path)
			if sum := sha256.Sum256(content); err != nil || hex.EncodeToString(sum[:]) != receipt.SHA256 || receipt.Bytes != int64(len(content)) {
				t.Errorf("the receipt does not fit the file: %v %+v", err, receipt)
			}
		})
	}
}

func TestInstructionsAsLines(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "out.ndjson")
	if _, err := outbox.WriteInstructions(context.Background(), path, instructions(t, 2), order(importexport.NDJSON)); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil || strings.Count(string(content), "\n") != 2 || !strings.Contains(string(content), `"format":"recourse.decision/1"`) {
		t.Errorf("%v %s", err, content)
	}
}

func TestOrdersThatAreRefused(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(*outbox.Order)
		code   string
	}{
		"no purpose":     {func(o *outbox.Order) { o.Purpose = "" }, "export.no_purpose"},
		"unknown format": {func(o *outbox.Order) { o.Format = "pdf" }, "export.bad_format"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := order(importexport.CSV)
			test.change(&o)
			path := filepath.Join(t.TempDir(), "x.csv")
			if _, err := outbox.WriteInstructions(context.Background(), path, instructions(t, 1), o); !errors.Is(err, cases.Refuse(test.code)) {
				t.Errorf("error %v", err)
			}
		})
	}
}

func lines(n int) func(func(outbox.CaseLine, error) bool) {
	return func(yield func(outbox.CaseLine, error) bool) {
		for i := range n {
			line := outbox.CaseLine{
				Row:  cases.Row{ID: cases.ID(i + 1), AppealNo: fmt.Sprint("A", i+1), State: cases.Registered, FiledAt: noon(), Grounds: []cases.Ground{"G01", "G02"}},
				Card: cases.Card{Name: "王小明", DocNo: "330199199001010011", Phone: "13800000001", Statement: "秘密"},
			}
			if !yield(line, nil) {
				return
			}
		}
	}
}

func TestListsAreMaskedAndMarked(t *testing.T) {
	t.Parallel()
	for _, f := range []importexport.Format{importexport.CSV, importexport.XLSX, importexport.NDJSON} {
		path := filepath.Join(t.TempDir(), "list."+string(f))
		receipt, err := outbox.WriteCases(context.Background(), path, lines(2), order(f))
		if err != nil {
			t.Fatal(err)
		}
		if !receipt.Masked || receipt.Rows != 2 || !cmp.Equal(receipt.AppealNos, []string{"A1", "A2"}) {
			t.Errorf("receipt %+v", receipt)
		}
		if f == importexport.NDJSON {
			content, err := os.ReadFile(path)
			if err != nil || strings.Contains(string(content), "13800000001") || !strings.Contains(string(content), receipt.Watermark) {
				t.Errorf("%v %s", err, content)
			}
			continue
		}
		for _, row := range rows(t, path)[1:] {
			if row[2] != "王**" || row[3] != "330199********0011" || row[4] != "138****0001" || row[len(row)-1] != receipt.Watermark {
				t.Errorf("row %v", row)
			}
		}
	}
}

func TestUnmaskedLists(t *testing.T) {
	t.Parallel()
	o := order(importexport.CSV)
	o.Unmask = "核对电话"
	t.Run("one case with a reason", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "x.csv")
		if r, err := outbox.WriteCases(context.Background(), path, lines(1), o); err != nil || r.Masked || rows(t, path)[1][2] != "王小明" {
			t.Errorf("%v %+v", err, r)
		}
	})
	t.Run("several cases need a second person", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		path := filepath.Join(dir, "x.csv")
		if _, err := outbox.WriteCases(context.Background(), path, lines(2), o); !errors.Is(err, cases.Refuse("export.no_approver")) {
			t.Errorf("error %v", err)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("a refused list left %v, %v", left, err)
		}
		approved := o
		approved.Approver = "supervisor"
		if _, err := outbox.WriteCases(context.Background(), path, lines(2), approved); err != nil {
			t.Error(err)
		}
	})
}

func TestCancelledExportLeavesTheOldFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "x.csv")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := outbox.WriteCases(ctx, path, lines(2), order(importexport.CSV)); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	content, err := os.ReadFile(path)
	if err != nil || string(content) != "old" {
		t.Errorf("%q, %v", content, err)
	}
	if list, err := os.ReadDir(dir); len(list) != 1 || err != nil {
		t.Errorf("left behind: %v, %v", list, err)
	}
}

func TestAnswers(t *testing.T) {
	t.Parallel()
	list := instructions(t, 5)
	pending := outbox.PendingOf(list)
	key := func(i int) string { return list[i].IdempotencyKey }
	table := "幂等键,申诉编号,执行结果,原因,转绿时间\n" +
		key(0) + ",A1,已执行,,2020-02-17 18:05\n" +
		",A2,拒绝,该码已失效,\n" +
		key(0) + ",A1,ack,,\n" +
		"deadbeef,,ack,,\n" +
		key(2) + ",A9,ack,,\n" +
		key(2) + ",,maybe,,\n" +
		key(2) + ",,nack,,\n" +
		key(3) + ",,ack,,yesterday\n" +
		key(4) + ",,ack,,\n" +
		key(4) + ",,nack,不存在,\n"
	lines := `{"idempotency_key":"` + key(0) + `","result":"ack","seen_green_at":"2020-02-17T18:05:00+08:00"}
{"appeal_no":"A2","result":"nack","reason":"该码已失效"}
{"appeal_no":"A3","result":"ack","colour":"x"}
`
	green := cases.At(time.Date(2020, 2, 17, 18, 5, 0, 0, cases.Shanghai()))
	for _, test := range []struct{ name, content, codes string }{
		{"t.csv", table, "ack_unmatched ack_unmatched ack_unclear ack_without_reason bad_date ack_contradicts"},
		{"t.ndjson", lines, "unknown_field"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			answers, problems, err := outbox.ReadAnswers(context.Background(), importexport.BytesSource(test.name, []byte(test.content)), importexport.DefaultLimits(), pending)
			if err != nil {
				t.Fatal(err)
			}
			var codes []string
			for _, p := range problems {
				codes = append(codes, string(p.Code))
			}
			if got := strings.Join(codes, " "); got != test.codes {
				t.Errorf("problems %s", got)
			}
			want := []cases.Ack{
				{IdempotencyKey: key(0), Accepted: true, SeenGreenAt: green}, {IdempotencyKey: key(1), Reason: "该码已失效"},
			}
			var got []cases.Ack
			for _, a := range answers {
				got = append(got, a.Ack)
			}
			if diff := cmp.Diff(want, got); diff != "" || answers[1].CaseID != 2 {
				t.Error(diff)
			}
		})
	}
	t.Run("a file without the headers", func(t *testing.T) {
		t.Parallel()
		_, _, err := outbox.ReadAnswers(context.Background(), importexport.BytesSource("x", []byte("a,b\n1,2\n")), importexport.DefaultLimits(), pending)
		if !errors.Is(err, &importexport.Problem{Code: "unknown_table"}) {
			t.Errorf("error %v", err)
		}
	})
}

// Every refusal has its sentence in both languages.
func TestRefusalsHaveWords(t *testing.T) {
	t.Parallel()
	for _, language := range []string{"zh", "en"} {
		content, err := os.ReadFile("../../assets/locales/" + language + "/importexport.json")
		if err != nil {
			t.Fatal(err)
		}
		for _, code := range []string{"no_purpose", "no_reason", "no_approver", "bad_format", "not_decided", "not_needed", "nothing"} {
			if !strings.Contains(string(content), `"refusal.export.`+code+`"`) {
				t.Errorf("%s: no words for export.%s", language, code)
			}
		}
	}
}
