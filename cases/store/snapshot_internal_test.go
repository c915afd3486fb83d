package store

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/jackc/pgx/v5/pgconn"
	"pgregory.net/rapid"

	"recourse/cases"
	"recourse/cases/store/engine"
)

// fullSnapshot has some of every entity, each with its provenance.
func fullSnapshot(t *rapid.T) *cases.Snapshot {
	text := func(label string) string { return rapid.StringOfN(rapid.Rune(), 0, 20, -1).Draw(t, label) }
	row := 0
	from := func() cases.Provenance {
		row++
		return cases.Provenance{ImportBatch: text("batch"), RowNo: row, RawJSON: text("raw"), ParseWarnings: []string{"w"}}
	}
	some := func(label string) int { return rapid.IntRange(0, 3).Draw(t, label) }
	s := &cases.Snapshot{Format: cases.Format}
	s.Appeal = cases.Appeal{AppealNo: "A-1", Statement: text("statement"), FiledAt: cases.Day(2020, 2, 15), Provenance: from()}
	s.Resident = cases.Resident{Name: text("name"), Provenance: from()}
	s.Assignment = cases.CodeAssignment{Colour: cases.Red, ColourRaw: text("colour"), Provenance: from()}
	for range some("documents") {
		s.Appeal.Documents = append(s.Appeal.Documents, cases.Document{Summary: text("summary"), Provenance: from()})
	}
	for range some("questionnaires") {
		s.Questionnaires = append(s.Questionnaires, cases.Questionnaire{Items: []cases.Answer{{AnswerRaw: text("answer")}}, Provenance: from()})
	}
	for range some("checkins") {
		s.CheckIns = append(s.CheckIns, cases.CheckIn{Note: text("note"), Provenance: from()})
	}
	if rapid.Bool().Draw(t, "trace") {
		s.RuleTrace = &cases.RuleTrace{TraceID: text("trace"), Steps: []cases.TraceStep{{RuleID: "R"}}, Provenance: from()}
	}
	for range some("flags") {
		s.Flags = append(s.Flags, cases.Flag{PlaceText: text("place"), Provenance: from()})
	}
	for range some("history") {
		s.History = append(s.History, cases.StatusChange{Cause: text("cause"), Provenance: from()})
	}
	for range some("others") {
		s.OtherAssignments = append(s.OtherAssignments, cases.CodeAssignment{ReasonText: text("reason"), Provenance: from()})
	}
	return s
}

func TestSnapshotEncoding(t *testing.T) {
	t.Parallel()
	t.Run("what is encoded is decoded, and nobody's snapshot is changed by it", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			s := fullSnapshot(t)
			e, err := encodeSnapshot(s)
			if r, ok := cases.AsRefusal(err); ok && r.Code == "nul_character" {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var got cases.Snapshot
			if err := decodeSnapshot(e.body, &got); err != nil {
				t.Fatal(err)
			}
			digest := e.digest
			e.done()
			if diff := cmp.Diff(*s, got, cmpopts.EquateEmpty()); diff != "" {
				t.Fatal(diff)
			}
			if again, err := ContentDigest(&got); err != nil || again != digest {
				t.Fatalf("digest %s, then %s, %v", digest, again, err)
			}
			provenances(s)[rapid.IntRange(0, len(provenances(s))-1).Draw(t, "which")].Sheet = "another"
			if again, _ := ContentDigest(s); again != digest {
				t.Fatal("provenance counts as content")
			}
			s.Appeal.Statement += "!"
			if again, _ := ContentDigest(s); again == digest {
				t.Fatal("content does not count")
			}
		})
	})
	t.Run("no entity with a provenance is forgotten", func(t *testing.T) {
		t.Parallel()
		s := &cases.Snapshot{}
		want := fillOne(reflect.ValueOf(s).Elem())
		if got := len(provenances(s)); got != want {
			t.Errorf("%d provenances are visited, a snapshot has %d", got, want)
		}
	})
	t.Run("broken UTF-8 is refused, not repaired", func(t *testing.T) {
		t.Parallel()
		_, err := encodeSnapshot(&cases.Snapshot{Resident: cases.Resident{Name: "\xff"}})
		if !errors.Is(err, cases.Refuse("bad_utf8")) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a cut or foreign body is an error", func(t *testing.T) {
		t.Parallel()
		e, err := encodeSnapshot(&cases.Snapshot{})
		if err != nil {
			t.Fatal(err)
		}
		defer e.done()
		for _, b := range []string{"", "{}", "{}[]", string(e.body[:len(e.body)-1]), "null null"} {
			if err := decodeSnapshot([]byte(b), new(cases.Snapshot)); err == nil {
				t.Errorf("%q decodes", b)
			}
		}
	})
}

// fillOne puts one element into every list of a value, and counts the
// provenances in it.
func fillOne(v reflect.Value) int {
	if v.Type() == reflect.TypeFor[cases.Provenance]() {
		return 1
	}
	n := 0
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[cases.Stamp]() {
			return 0
		}
		for i := range v.NumField() {
			n += fillOne(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		n += fillOne(v.Index(0))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		n += fillOne(v.Elem())
	}
	return n
}

// TestServerErrors: what a server's error codes mean for a person. The codes
// are those of the PostgreSQL manual, appendix A.
func TestServerErrors(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{
		"53100": "disk_full", "25006": "read_only", "42501": "read_only", "3D000": "no_office", "28P01": "server_sign_in",
		"28000": "server_sign_in", "XX001": "damaged", "XX002": "damaged", "40001": "busy", "40P01": "busy", "23503": "unknown_reference",
	} {
		err := engine.Meaning("postgres://user:secret@host/office", fmt.Errorf("save: %w", &pgconn.PgError{Code: code, Message: "m"}))
		if r, ok := cases.AsRefusal(err); !ok || r.Code != want {
			t.Errorf("%s: got %v, want %s", code, err, want)
		}
		if r, _ := cases.AsRefusal(err); r != nil && r.Args["office"] != "" && r.Args["office"] != "host/office" {
			t.Errorf("%s: the office is called %q", code, r.Args["office"])
		}
	}
	raised := engine.Meaning("postgres://h/o", &pgconn.PgError{Code: "P0001", Message: "recourse:case_settled"})
	if !errors.Is(raised, cases.Refuse("case_settled")) {
		t.Errorf("got %v", raised)
	}
	check := engine.Meaning("postgres://h/o", &pgconn.PgError{Code: "23514", ConstraintName: "four_eyes_allocator"})
	if !errors.Is(check, cases.Refuse("four_eyes_allocator")) {
		t.Errorf("got %v", check)
	}
	odd := &pgconn.PgError{Code: "42601"}
	if err := engine.Meaning("postgres://h/o", odd); err != error(odd) {
		t.Errorf("an unforeseen error becomes %v", err)
	}
}
