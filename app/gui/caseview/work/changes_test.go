package work_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/caseview/casetest"
	"recourse/app/gui/caseview/work"
	"recourse/cases"
)

func TestChanges(t *testing.T) {
	t.Parallel()
	day := cases.At(time.Date(2020, 2, 17, 11, 0, 0, 0, cases.Shanghai()))
	for _, tt := range []struct {
		name   string
		change func(*cases.Snapshot)
		want   []work.Change
	}{
		{"nothing", func(*cases.Snapshot) {}, nil},
		{"another row of another file says the same", func(s *cases.Snapshot) {
			s.Appeal.RowNo, s.Flags[0].SourceFileSHA256, s.Flags[0].ImportedAt = 99, "ab", day
		}, nil},
		{"the statement", func(s *cases.Snapshot) { s.Appeal.Statement = "我补充一点。" },
			[]work.Change{{Part: "appeal", Field: "statement", Before: "原话", After: "我补充一点。"}}},
		{"the grounds", func(s *cases.Snapshot) { s.Appeal.Grounds = []cases.Ground{"G02"} },
			[]work.Change{{Part: "appeal", Field: "grounds", Before: []cases.Ground{"G02", "G03"}, After: []cases.Ground{"G02"}}}},
		{"a place", func(s *cases.Snapshot) { s.Flags[0].PlaceText = "孝感市" },
			[]work.Change{{Part: "flag", Ref: "F1", Field: "place_text", Before: "武汉站", After: "孝感市"}}},
		{"a record is withdrawn and another one comes", func(s *cases.Snapshot) {
			s.Flags[0] = cases.Flag{FlagID: "new", PlaceText: "黄冈市"}
		}, []work.Change{{Part: "flag", Ref: "F1", After: "黄冈市"}, {Part: "flag", Ref: "F1", Before: "武汉站"}}},
		{"a paper comes", func(s *cases.Snapshot) {
			s.Appeal.Documents = append(s.Appeal.Documents, cases.Document{DocID: "d2", Title: "车票"})
		}, []work.Change{{Part: "document", Ref: "D2", After: "车票"}}},
		{"an answer", func(s *cases.Snapshot) { s.Questionnaires[0].Items[0].AnswerRaw = "否" },
			[]work.Change{{Part: "answer", Ref: "Q1.IN_CITY", Field: "answer_raw", Before: "是", After: "否"}}},
		{"the colour and its end", func(s *cases.Snapshot) { s.Assignment.Colour, s.Assignment.ValidUntil = cases.Yellow, day },
			[]work.Change{{Part: "assignment", Ref: "A", Field: "colour", Before: cases.Red, After: cases.Yellow},
				{Part: "assignment", Ref: "A", Field: "valid_until", After: day}}},
		{"a check-in is corrected", func(s *cases.Snapshot) { s.CheckIns[0].Status = "abnormal" },
			[]work.Change{{Part: "checkin", Ref: "C1", Field: "status", Before: "normal", After: "abnormal"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			before, after := sample(), sample()
			tt.change(&after)
			if diff := cmp.Diff(tt.want, work.Changes(&before, &after), cmp.Comparer(cases.Stamp.Equal)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func sample() cases.Snapshot {
	return cases.Snapshot{
		Appeal:         cases.Appeal{Statement: "原话", Grounds: []cases.Ground{"G02", "G03"}, Documents: []cases.Document{{DocID: "d1", Title: "证明"}}},
		Assignment:     cases.CodeAssignment{Colour: cases.Red},
		Questionnaires: []cases.Questionnaire{{SubmissionID: "s1", Items: []cases.Answer{{ItemCode: "IN_CITY", AnswerRaw: "是"}}}},
		Flags:          []cases.Flag{{FlagID: "f1", PlaceText: "武汉站"}},
		CheckIns:       []cases.CheckIn{{Status: "normal"}},
	}
}

// A source that gives no ids is matched by place, so that a corrected row is a
// correction and not two strangers.
func TestChangesWithoutIDs(t *testing.T) {
	t.Parallel()
	made := casetest.Made(t, "transit-wuhan", 1).Snapshot
	before, after := made, made
	before.Flags = []cases.Flag{{PlaceText: "武汉站"}}
	after.Flags = []cases.Flag{{PlaceText: "汉口站"}}
	want := []work.Change{{Part: "flag", Ref: "F1", Field: "place_text", Before: "武汉站", After: "汉口站"}}
	if diff := cmp.Diff(want, work.Changes(&before, &after)); diff != "" {
		t.Error(diff)
	}
}
