package letter_test

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"recourse/cases"
	"recourse/importexport/letter"
	"recourse/importexport/simulate"
)

// TestSampleOffice issues a letter for every scenario of the synthetic office,
// with the decision that a careful officer would draft. With RECOURSE_PICTURES
// set to a folder the letters stay there.
func TestSampleOffice(t *testing.T) {
	t.Parallel()
	p := open(t)
	made, err := simulate.New(simulate.Options{Appeals: 100, Seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range simulate.Scenarios() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, err := made.CaseOf(i, name)
			if err != nil {
				t.Fatal(err)
			}
			in := drafted(t, c, i)
			got, err := p.Issue(p.Decision(in), seal())
			if err != nil {
				t.Fatal(err)
			}
			if _, err := p.Verify(got.PDF, public()); err != nil {
				t.Error(err)
			}
			limit := 8 // four for each language
			if in.File.Snapshot.Resident.AccessibleFormat != "" {
				limit = 16 // large print
			}
			if got.Pages > limit {
				t.Errorf("%d pages", got.Pages)
			}
			if dir := os.Getenv("RECOURSE_PICTURES"); dir != "" {
				if err := os.WriteFile(filepath.Join(dir, "office-"+name+".pdf"), got.PDF, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// drafted is a made case as it stands when its draft was approved.
func drafted(t *testing.T, c simulate.Case, i int) letter.Case {
	t.Helper()
	d := cases.Decision{No: 1, IssuedColour: c.Snapshot.Assignment.Colour, SecondReview: "overturn", Draft: c.Draft, Digest: "d",
		DraftedBy: cases.Actor{ID: "reviewer", Roles: []cases.Role{cases.Reviewer}}, DraftedAt: at(18, 9, 0)}
	d.LetterLanguage = "both"
	f := &cases.File{Snapshot: c.Snapshot, Decisions: []cases.Decision{d}, SignOffs: []cases.SignOff{{No: 1, DecisionNo: 1, Digest: "d",
		Result: cases.Approve, SignedAt: at(18, 10, 0), Signer: cases.Actor{ID: "supervisor", Roles: []cases.Role{cases.Supervisor}}}}}
	return letter.Case{File: f, Office: office(t), Number: "杭健码复〔2020〕" + strconv.Itoa(i+1) + "号", IssuedAt: at(18, 11, 0)}
}
