package procedure

import (
	"context"
	"slices"
	"strconv"
	"time"

	"recourse/cases"
)

// Desk is what the turns ask of the person signed in; *review.Desk is one.
type Desk interface {
	Case(ctx context.Context, id cases.ID) (*cases.File, error)
	Merge(ctx context.Context, id, into cases.ID, reason string) (*cases.File, error)
	LiftConflict(ctx context.Context, id cases.ID, who cases.User, code, reason string) (*cases.File, error)
	Register(ctx context.Context, id cases.ID) (*cases.File, error)
	Deficient(ctx context.Context, id cases.ID, v cases.Deficiency) (*cases.File, error)
	Supply(ctx context.Context, id cases.ID, v cases.Supply) (*cases.File, error)
	Admit(ctx context.Context, id cases.ID, v cases.Admission) (*cases.File, error)
	Remind(ctx context.Context, id cases.ID, r cases.Reminder) (*cases.File, error)
	RecordExpiry(ctx context.Context, id cases.ID, wish string) (*cases.File, error)
	Lapse(ctx context.Context, id cases.ID, e cases.Ending) (*cases.File, error)
	Dismiss(ctx context.Context, id cases.ID, e cases.Ending) (*cases.File, error)
	Reinstate(ctx context.Context, id cases.ID, r cases.Reinstatement) (*cases.File, error)
	Resume(ctx context.Context, id cases.ID, v cases.Resumption) (*cases.File, error)
	Reopen(ctx context.Context, id cases.ID, v cases.Reopening) (*cases.File, error)
	OptOut(ctx context.Context, id cases.ID, v cases.Reopening) (*cases.File, error)
	Correct(ctx context.Context, id cases.ID, v cases.Correction) (*cases.File, error)
}

// Kind is how a field is filled in.
type Kind int

// The kinds of field.
const (
	Choice   Kind = iota // one of Codes, worded by Words + "." + code
	Line                 // one line
	Text                 // several lines
	When                 // a day and time
	Papers               // what is missing, each with what it is needed for
	Twins                // the other case of the same matter, and which goes on
	Conflict             // whose conflict, and which
)

// Field is one thing a turn asks for.
type Field struct {
	Name  string // its label is turn.field.<Name>
	Kind  Kind
	Codes []string
	Words string
}

// Values are what was filled in. A When is in Times.
type Values struct {
	Said  map[string]string
	Times map[string]time.Time

	Missing []string   // codes, of Papers
	Person  cases.User // of Conflict
}

// Turn is one line of the table.
type Turn struct {
	Name   string // its words are turn.<Name>
	Move   cases.Move
	Fields []Field
	Do     func(ctx context.Context, d Desk, f *cases.File, v Values) (*cases.File, error)
}

// Turns lists the turns in the order of the work.
func Turns() []Turn { return append(opening(), rounds()...) }

func text(name string) Field { return Field{Name: name, Kind: Text} }
func line(name string) Field { return Field{Name: name, Kind: Line} }
func when(name string) Field { return Field{Name: name, Kind: When} }

func choice(name, words string, codes ...string) Field {
	return Field{Name: name, Kind: Choice, Codes: codes, Words: words}
}

func channel() Field {
	return choice("channel", "case.channel", "WEB", "ALIPAY", "WECHAT", "NEWSAPP", "12345", "COMMUNITY", "PAPER")
}

func checked() Field {
	return choice("checked", "case.idcheck", "in_person", "callback", "portal_login", "signed_paper")
}

// opening are the turns before the merits, and the ends without them.
func opening() []Turn {
	return []Turn{
		{"register", cases.MoveRegister, nil, func(ctx context.Context, d Desk, f *cases.File, _ Values) (*cases.File, error) {
			return d.Register(ctx, f.ID)
		}},
		{"deficient", cases.MoveDeficient, []Field{{Name: "missing", Kind: Papers}},
			func(ctx context.Context, d Desk, f *cases.File, v Values) (*cases.File, error) {
				return d.Deficient(ctx, f.ID, cases.Deficiency{Missing: v.Missing, Text: v.Said["missing"]})
			}},
		{"supply", cases.MoveSupply, []Field{choice("came", "turn.came", "yes", "no"), when("came_at"), text("words")},
			func(ctx context.Context, d Desk, f *cases.File, v Values) (*cases.File, error) {
				got := cases.Supply{Received: v.Said["came"] == "yes", Text: v.Said["words"]}
				if got.Received {
					got.ReceivedAt = v.Times["came_at"]
				}
				return d.Supply(ctx, f.ID, got)
			}},
		{"admit", cases.MoveAdmit, []Field{choice("admission", "turn.admission", append(cases.AdmissionCodes(), "refuse")...), text("reason")},
			func(ctx context.Context, d Desk, f *cases.File, v Values) (*cases.File, error) {
				a := cases.Admission{Admitted: v.Said["admission"] != "refuse", Reason: v.Said["reason"]}
				if a.Admitted {
					a.Code = v.Said["admission"]
				}
				return d.Admit(ctx, f.ID, a)
			}},
		{"merge", cases.MoveMerge, []Field{{Name: "twin", Kind: Twins}, text("reason")}, merge},
		{"lift", cases.MoveLift, []Field{{Name: "conflict", Kind: Conflict}, text("reason")},
			func(ctx context.Context, d Desk, f *cases.File, v Values) (*cases.File, error) {
				return d.LiftConflict(ctx, f.ID, v.Person, v.Said["conflict"], v.Said["reason"])
			}},
		{"remind", cases.MoveRemind, []Field{text("words"), when("due")},
			func(ctx context.Context, d Desk, f *cases.File, v Values) (*cases.File, error) {
				return d.Remind(ctx, f.ID, cases.Reminder{Text: v.Said["words"], DueAt: v.Times["due"]})
			}},
		{"expire", cases.MoveRecord, []Field{choice("wish", "expiry", cases.ExpiryWishes()...)},
			func(ctx context.Context, d Desk, f *cases.File, v Values) (*cases.File, error) {
				return d.RecordExpiry(ctx, f.ID, v.Said["wish"])
			}},
		{"lapse", cases.MoveLapse, []Field{when("changed"), channel(), checked(), text("reason")},
			func(ctx context.Context, d Desk, f *cases.File, v Values) (*cases.File, error) {
				return d.Lapse(ctx, f.ID, cases.Ending{Date: cases.At(v.Times["changed"]), Channel: v.Said["channel"], Checked: v.Said["checked"], Reason: v.Said["reason"]})
			}},
		{"dismiss", cases.MoveDismiss, []Field{text("reason")}, func(ctx context.Context, d Desk, f *cases.File, v Values) (*cases.File, error) {
			return d.Dismiss(ctx, f.ID, cases.Ending{Reason: v.Said["reason"]})
		}},
		{"reinstate", cases.MoveReinstate, []Field{channel(), checked(), text("reason")},
			func(ctx context.Context, d Desk, f *cases.File, v Values) (*cases.File, error) {
				return d.Reinstate(ctx, f.ID, cases.Reinstatement{Channel: v.Said["channel"], Checked: v.Said["checked"], Reason: v.Said["reason"]})
			}},
	}
}

// rounds are the turns after a decision. What a second person signs, and the
// blind reading before it, belong to the sign-off screen.
func rounds() []Turn {
	return []Turn{
		{"resume", cases.MoveResume, []Field{choice("came", "turn.came", "yes", "no"), text("result")},
			func(ctx context.Context, d Desk, f *cases.File, v Values) (*cases.File, error) {
				return d.Resume(ctx, f.ID, cases.Resumption{Returned: v.Said["came"] == "yes", Result: v.Said["result"]})
			}},
		{"reopen", cases.MoveReopen, []Field{choice("ground", "reopening", cases.ReopenCodes()...), text("reason"), text("directions")},
			func(ctx context.Context, d Desk, f *cases.File, v Values) (*cases.File, error) {
				return d.Reopen(ctx, f.ID, cases.Reopening{Code: v.Said["ground"], Reason: v.Said["reason"], Directions: v.Said["directions"]})
			}},
		{"opt_out", cases.MoveOptOut, []Field{when("said"), channel(), checked(), text("reason")},
			func(ctx context.Context, d Desk, f *cases.File, v Values) (*cases.File, error) {
				return d.OptOut(ctx, f.ID, cases.Reopening{RequestedAt: cases.At(v.Times["said"]), Channel: v.Said["channel"], Checked: v.Said["checked"], Reason: v.Said["reason"]})
			}},
		{"correct", cases.MoveCorrect, []Field{choice("field", "correction", cases.CorrectionFields()...), line("was"), line("should"), text("reason")},
			func(ctx context.Context, d Desk, f *cases.File, v Values) (*cases.File, error) {
				return d.Correct(ctx, f.ID, cases.Correction{Field: v.Said["field"], Was: v.Said["was"], Now: v.Said["should"], Reason: v.Said["reason"]})
			}},
	}
}

// merge joins the case and its twin, and returns the case as it stands then.
func merge(ctx context.Context, d Desk, f *cases.File, v Values) (*cases.File, error) {
	twin, err := strconv.ParseInt(v.Said["twin"], 10, 64)
	if err != nil {
		return nil, cases.Refuse("no_master")
	}
	dup, into := f.ID, cases.ID(twin)
	if v.Said["master"] != v.Said["twin"] {
		dup, into = into, dup
	}
	if _, err := d.Merge(ctx, dup, into, v.Said["reason"]); err != nil {
		return nil, err
	}
	return d.Case(ctx, f.ID)
}

// Chooses reports whether a turn has to know more than its case.
func (t Turn) Chooses() bool {
	return slices.ContainsFunc(t.Fields, func(f Field) bool { return f.Kind == Twins || f.Kind == Conflict })
}
