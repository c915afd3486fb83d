package cases_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"recourse/cases"
)

var now = time.Date(2020, 2, 17, 1, 0, 0, 0, time.UTC)

// Every state that is not an end can be left, and every end but the merits'
// own is reached: nothing gets stuck and nothing is decoration.
func TestMovesLeaveNoDeadEnds(t *testing.T) {
	t.Parallel()
	leaves := map[cases.State]bool{}
	reached := map[cases.State]bool{}
	for _, r := range cases.Moves() {
		for _, from := range r.From {
			if len(r.To) > 0 {
				leaves[from] = true
			}
		}
		for _, to := range r.To {
			reached[to] = true
		}
	}
	for _, s := range cases.States() {
		if !s.Final() && !leaves[s] {
			t.Errorf("nothing leads out of %q", s)
		}
	}
	for _, s := range []cases.State{cases.Registered, cases.SecondLevel, cases.Decided, cases.Closed, cases.Withdrawn, cases.Lapsed} {
		if !reached[s] {
			t.Errorf("nothing leads to %q", s)
		}
	}
}

func TestOnlyNamedTurnsLeaveADecidedCaseForTheDesk(t *testing.T) {
	t.Parallel()
	for _, r := range cases.Moves() {
		if r.Move == cases.MoveReopen || r.Move == cases.MoveResume || r.Move == cases.MoveOptOut {
			continue
		}
		for _, from := range []cases.State{cases.Decided, cases.Closed} {
			for _, to := range r.To {
				if cases.Leads(r.Move, from, to) && to != cases.Closed && to != cases.Decided {
					t.Errorf("%s leads from %q back to %q", r.Move, from, to)
				}
			}
		}
	}
}

func TestAuditorsAndAdministratorsChangeNothing(t *testing.T) {
	t.Parallel()
	for _, r := range cases.Moves() {
		for _, role := range []cases.Role{cases.Auditor, cases.Administrator} {
			// Purging decides nothing, and takes a second person who is no administrator.
			if slices.Contains(r.Roles, role) && r.Move != cases.MovePurge {
				t.Errorf("%s is open to %s", r.Move, role)
			}
		}
	}
}

func TestSecondSignature(t *testing.T) {
	t.Parallel()
	red := func(s cases.Signals) *cases.File { return &cases.File{Row: cases.Row{Colour: cases.Red, Signals: s}} }
	sent := func(by cases.UserID, out cases.Disposition, why string, signed ...cases.SignOff) *cases.File {
		f := red(0)
		f.Officer, f.SignOffs = "tom", signed
		f.Decisions = []cases.Decision{{No: 1, DraftedBy: cases.Actor{ID: by}, SecondReview: why, Draft: cases.Draft{Disposition: out}}}
		return f
	}
	drafted := func(by cases.UserID, signed ...cases.SignOff) *cases.File {
		return sent(by, cases.Uphold, cases.SecondDishonesty, signed...)
	}
	twice := sent("tom", cases.Overturn, cases.SecondRelief)
	twice.Decisions = append(twice.Decisions, cases.Decision{No: 2, DraftedBy: cases.Actor{ID: "tom"}, SecondReview: cases.SecondAfresh, Draft: cases.Draft{Disposition: cases.Uphold}})
	earlier := sent("ann", cases.Overturn, cases.SecondRelief)
	earlier.Past = 1
	for _, tc := range []struct {
		name    string
		file    *cases.File
		draft   cases.Draft
		sampled bool
		why     string
		to      cases.State
	}{
		{"an overturn always", red(0), cases.Draft{Disposition: cases.Overturn}, false, "relief", cases.PendingSignoff},
		{"a plain uphold stands at once", red(0), cases.Draft{Disposition: cases.Uphold}, false, "", cases.Decided},
		{"a drawn uphold", red(0), cases.Draft{Disposition: cases.Uphold}, true, "sample", cases.PendingSignoff},
		{"red on one weak source", red(cases.SignalWeakSource), cases.Draft{Disposition: cases.Uphold}, false, "weak_source", cases.SecondLevel},
		{"red on an unknown step", red(cases.SignalUnknown), cases.Draft{Disposition: cases.Uphold}, false, "unknown_step", cases.SecondLevel},
		{"a finding of lying", red(0), cases.Draft{Disposition: cases.Uphold, DishonestyFinding: "proven"}, false, "dishonesty", cases.SecondLevel},
		{"a draft of somebody else taken over", drafted("ann"), cases.Draft{Disposition: cases.Uphold}, false, "afresh", cases.PendingSignoff},
		{"one that was passed up before", drafted("ann", cases.SignOff{DecisionNo: 1, Result: cases.Escalate}), cases.Draft{Disposition: cases.Uphold}, false, "afresh", cases.PendingSignoff},
		{"one's own draft again", drafted("tom"), cases.Draft{Disposition: cases.Uphold}, false, "", cases.Decided},
		{"one's own relief that was pulled back", sent("tom", cases.Overturn, cases.SecondRelief), cases.Draft{Disposition: cases.Uphold}, false, "afresh", cases.PendingSignoff},
		{"the same, sent once more", twice, cases.Draft{Disposition: cases.Uphold}, false, "afresh", cases.PendingSignoff},
		{"relief of an earlier round", earlier, cases.Draft{Disposition: cases.Uphold}, false, "", cases.Decided},
		{"relief that was sent back", sent("tom", cases.Overturn, cases.SecondRelief, cases.SignOff{DecisionNo: 1, Result: cases.Return}), cases.Draft{Disposition: cases.Uphold}, false, "", cases.Decided},
		{"a drawn relief", red(0), cases.Draft{Disposition: cases.Overturn}, true, "relief", cases.PendingSignoff},
		{"a draft that was sent back", drafted("ann", cases.SignOff{DecisionNo: 1, Result: cases.Return}), cases.Draft{Disposition: cases.Uphold}, false, "", cases.Decided},
		{"a refusal to admit", red(0), cases.Draft{Disposition: cases.NotAdmit}, false, "refusal", cases.PendingSignoff},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			why, to := cases.SecondSignature(tc.file, &tc.draft, tc.sampled)
			if why != tc.why || to != tc.to {
				t.Errorf("got %q, %q; want %q, %q", why, to, tc.why, tc.to)
			}
		})
	}
}

func TestMayApprove(t *testing.T) {
	t.Parallel()
	boss := cases.User{ID: "boss", Roles: []cases.Role{cases.Supervisor}}
	for _, tc := range []struct {
		name  string
		alter func(*cases.Ask)
		code  string
	}{
		{"yes", func(*cases.Ask) {}, ""},
		{"not by the drafter", func(a *cases.Ask) { a.File.Drafter = "boss" }, "four_eyes"},
		{"not by who allocated it", func(a *cases.Ask) { a.File.Allocator = "boss" }, "four_eyes_allocator"},
		{"not by who set the colour", func(a *cases.Ask) { a.File.Snapshot.Assignment.AssignedBy = "boss" }, "conflict"},
		{"not by who set a flag", func(a *cases.Ask) { a.File.Snapshot.Flags = []cases.Flag{{SetBy: "boss"}} }, "conflict"},
		{"not by a neighbour", func(a *cases.Ask) {
			a.User.Community, a.File.Snapshot.Resident.ResidenceStreet = "330106002001", "330106002"
		}, "conflict"},
		{"not another version", func(a *cases.Ask) { a.Digest = "old" }, "stale_digest"},
		{"not with the letter unread", func(a *cases.Ask) { a.LetterOpened = false }, "letter_not_opened"},
		{"not after the facts changed", func(a *cases.Ask) {
			a.File.Versions = append(a.File.Versions, cases.SnapshotVersion{No: 2, Digest: "new"})
		}, "amended_since"},
		{"not by a reviewer", func(a *cases.Ask) { a.User.Roles = []cases.Role{cases.Reviewer} }, "role"},
		{"not by somebody disabled", func(a *cases.Ask) { a.User.Disabled = true }, "role"},
		{"not before it was sent", func(a *cases.Ask) { a.File.State = cases.Drafted }, "state"},
		{"not at the second level by who returned it", func(a *cases.Ask) {
			a.File.State = cases.SecondLevel
			a.File.SignOffs = []cases.SignOff{{Signer: cases.Actor{ID: "boss"}, Result: cases.Escalate}}
		}, "involved"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			a := cases.Ask{User: boss, At: now, Digest: "d", LetterOpened: true, File: &cases.File{
				Row:       cases.Row{State: cases.PendingSignoff, Drafter: "officer", Officer: "officer"},
				Versions:  []cases.SnapshotVersion{{No: 1, Digest: "s"}},
				Decisions: []cases.Decision{{No: 1, Digest: "d", SnapshotDigest: "s", DraftedBy: cases.Actor{ID: "officer"}}},
			}}
			tc.alter(&a)
			wantRefusal(t, cases.May(cases.MoveApprove, a), tc.code)
		})
	}
}

func TestMissing(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name  string
		alter func(*cases.Draft)
		code  string
	}{
		{"nothing", func(*cases.Draft) {}, ""},
		{"a finding", func(d *cases.Draft) { d.Findings = d.Findings[:1] }, "no_finding"},
		{"a valid finding", func(d *cases.Draft) { d.Findings[0].Finding = "maybe" }, "bad_finding"},
		{"words for a finding", func(d *cases.Draft) { d.Findings[0].Text = " " }, "no_finding_text"},
		{"evidence that exists", func(d *cases.Draft) { d.Findings[0].Evidence = []string{"F9"} }, "unknown_evidence"},
		{"any evidence", func(d *cases.Draft) { d.Findings[0].Evidence, d.Findings[1].Evidence = nil, nil }, "no_evidence"},
		{"only the appeal's grounds", func(d *cases.Draft) {
			d.Findings = append(d.Findings, cases.Finding{Ground: "G18", Finding: cases.Proved, Text: "x"})
		}, "foreign_ground"},
		{"an outcome", func(d *cases.Draft) { d.Disposition = "punish" }, "no_disposition"},
		{"long enough reasons", func(d *cases.Draft) { d.Reasons = strings.Repeat("理", 49) }, "reasons_length"},
		{"short enough reasons", func(d *cases.Draft) { d.Reasons = strings.Repeat("理", 4001) }, "reasons_length"},
		{"a legal basis", func(d *cases.Draft) { d.LegalBasis = nil }, "no_legal_basis"},
		{"a language", func(d *cases.Draft) { d.LetterLanguage = "fr" }, "letter_language"},
		{"green for an overturn", func(d *cases.Draft) { d.NewColour = cases.Yellow }, "overturn_is_green"},
		{"a moment of effect", func(d *cases.Draft) { d.EffectiveAt = cases.Stamp{} }, "no_effective_at"},
		{"a return date for a remit", func(d *cases.Draft) { d.Disposition, d.CorrectInstruction = cases.Remit, "查" }, "no_return_date"},
		{"an authority for a transfer", func(d *cases.Draft) { d.Disposition = cases.TransferTo }, "no_transfer_to"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			f, d := complete()
			tc.alter(&d)
			missing := cases.Missing(f, &d)
			var err error
			if len(missing) > 0 {
				err = missing[0]
			}
			wantRefusal(t, err, tc.code)
		})
	}
}

func TestNoOutcomeIsWorse(t *testing.T) {
	t.Parallel()
	end := time.Date(2020, 2, 27, 13, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		name   string
		colour cases.Colour
		alter  func(*cases.Draft)
		code   string
	}{
		{"green is fine", cases.Red, func(*cases.Draft) {}, ""},
		{"yellow cannot become red", cases.Yellow, func(d *cases.Draft) {
			d.Disposition, d.NewColour, d.IsolationEnd = cases.Vary, cases.Red, cases.At(end)
		}, "worse_colour"},
		{"no longer term", cases.Red, func(d *cases.Draft) {
			d.Disposition, d.NewColour, d.IsolationEnd = cases.Vary, cases.Red, cases.At(end.Add(time.Hour))
		}, "worse_end"},
		{"no change that changes nothing", cases.Red, func(d *cases.Draft) {
			d.Disposition, d.NewColour, d.IsolationEnd = cases.Vary, cases.Red, cases.At(end)
		}, "vary_changes_nothing"},
		{"a shorter term is fine", cases.Red, func(d *cases.Draft) {
			d.Disposition, d.NewColour, d.IsolationEnd = cases.Vary, cases.Red, cases.At(end.Add(-time.Hour))
		}, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			f, d := complete()
			f.Colour, f.IsolationEnd, f.State, f.Officer = tc.colour, end, cases.InReview, "officer"
			tc.alter(&d)
			u := cases.User{ID: "officer", Roles: []cases.Role{cases.Reviewer}}
			wantRefusal(t, cases.May(cases.MoveDraft, cases.Ask{User: u, File: f, At: now, Draft: &d}), tc.code)
		})
	}
}

// complete returns a file with two grounds and a draft that lacks nothing.
func complete() (*cases.File, cases.Draft) {
	f := &cases.File{Row: cases.Row{Colour: cases.Red, Grounds: []cases.Ground{"G02", "G03"}, SnapshotVersion: 1}}
	f.Snapshot.Flags = []cases.Flag{{FlagID: "x"}}
	return f, cases.Draft{
		Disposition: cases.Overturn, NewColour: cases.Green, EffectiveAt: cases.At(now),
		Findings: []cases.Finding{
			{Ground: "G02", Finding: cases.Proved, Evidence: []string{"F1"}, Text: "只是换乘。"},
			{Ground: "G03", Finding: cases.Proved, Evidence: []string{"F1", "S"}, Text: "早于十四天。"},
		},
		LegalBasis: []string{"杭州健康码规则（2020年2月11日）"}, Reasons: strings.Repeat("理由", 30), LetterLanguage: "zh",
		SnapshotVersion: 1,
	}
}

func wantRefusal(t *testing.T, err error, code string) {
	t.Helper()
	if code == "" {
		if err != nil {
			t.Errorf("refused: %v", err)
		}
		return
	}
	if !errors.Is(err, cases.Refuse(code)) {
		t.Errorf("got %v, want refusal %q", err, code)
	}
}

// A proposal is confirmed by somebody else, exactly as proposed, with the
// letter that follows opened; it is turned down without it.
func TestMayConfirm(t *testing.T) {
	t.Parallel()
	boss := cases.User{ID: "boss", Roles: []cases.Role{cases.Supervisor}}
	for _, tc := range []struct {
		name  string
		alter func(*cases.Ask)
		code  string
	}{
		{"yes", func(*cases.Ask) {}, ""},
		{"not with the letter unread", func(a *cases.Ask) { a.LetterOpened = false }, "letter_not_opened"},
		{"no, with the letter unread", func(a *cases.Ask) { a.LetterOpened, a.Declines = false, true }, ""},
		{"not by its author", func(a *cases.Ask) { a.User.ID = "officer" }, "four_eyes_proposal"},
		{"not another text", func(a *cases.Ask) { a.Digest = "old" }, "stale_digest"},
		{"not before anything is proposed", func(a *cases.Ask) { a.File.Pending = "" }, "no_proposal"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			by := cases.Actor{ID: "officer"}
			for m, f := range map[cases.Move]cases.File{
				cases.MoveConfirm: {Row: cases.Row{State: cases.Closed, Pending: cases.PendingCorrection}, Corrections: []cases.Correction{{No: 1, By: by, Digest: "d"}}},
				cases.MoveRefuse:  {Row: cases.Row{State: cases.Received, Pending: cases.PendingAdmission}, Admissions: []cases.Admission{{No: 1, By: by, Digest: "d"}}},
			} {
				a := cases.Ask{User: boss, At: now, Digest: "d", LetterOpened: true, File: &f}
				tc.alter(&a)
				wantRefusal(t, cases.May(m, a), tc.code)
			}
		})
	}
}
