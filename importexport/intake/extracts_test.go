package intake_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/intake"
	"recourse/importexport/simulate"
	"recourse/importexport/simulate/deliver"
)

// shipped are all profiles of the product.
func shipped(t testing.TB) intake.Options {
	t.Helper()
	files, err := filepath.Glob("../../assets/profiles/*.yaml")
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	var opts intake.Options
	for _, f := range files {
		content, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		p, err := importexport.ParseProfile(content)
		if err != nil {
			t.Fatal(err)
		}
		opts.Profiles = append(opts.Profiles, p)
	}
	return opts
}

func synthetic(t testing.TB) *simulate.Office {
	t.Helper()
	o, err := simulate.New(simulate.Options{Appeals: 200, Residents: 230, Seed: 11})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// written is the office as extracts: the files by name, and the folder.
func written(t testing.TB, o *simulate.Office, spec deliver.Spec) (string, map[string]string) {
	t.Helper()
	dir := t.TempDir()
	spec.Formats = []deliver.Format{deliver.Extracts}
	names, err := deliver.Write(t.Context(), dir, o, spec)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, name := range names {
		content, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(content)
	}
	return dir, files
}

func folder(t testing.TB, dir string) []*importexport.Source {
	t.Helper()
	sources, err := importexport.OpenSources([]string{dir}, importexport.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { importexport.CloseSources(sources) })
	return sources
}

// The extracts of an office make the cases that its canonical file makes, as
// far as extracts carry them, whether they come as a folder or as an archive.
func TestExtractsMakeTheSameCases(t *testing.T) {
	t.Parallel()
	o := synthetic(t)
	dir, files := written(t, o, deliver.Spec{Bare: true})
	g := read(t, shipped(t), folder(t, dir)...)
	calls := map[string]*cases.Snapshot{}
	for i := range o.Options().Appeals {
		s := o.Case(i).Snapshot
		if s.Appeal.Channel == "12345" {
			calls["RX"+s.Appeal.AppealID[2:]] = &s
		}
	}
	if len(calls) < 10 || len(g.drafts) != len(calls) || g.report.Refused > 0 || g.report.DetailsRefused > 0 {
		t.Fatalf("%d cases of %d calls, %d and %d rows refused: %s", len(g.drafts), len(calls), g.report.Refused, g.report.DetailsRefused, g.codes())
	}
	for _, d := range g.drafts {
		if diff := cmp.Diff(carried(calls[d.Snapshot.Appeal.AppealNo]), carried(d.Snapshot)); diff != "" {
			t.Errorf("%s: %s", d.Snapshot.Appeal.AppealNo, diff)
		}
	}
	t.Run("as an archive", func(t *testing.T) {
		t.Parallel()
		again := read(t, shipped(t), zipped(t, files))
		if diff := cmp.Diff(snapshots(g), snapshots(again)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("every table names the profile that read it", func(t *testing.T) {
		t.Parallel()
		want := map[string]string{
			"赋码提取": "code-extract", "问卷": "questionnaire-extract", "运营商名单": "carrier-list", "客票": "ticket-list", "卡点": "checkpoint-list",
			"楼栋登记": "building-register", "网购": "purchase-list", "打卡": "checkin-extract", "热线工单": "hotline-tickets",
		}
		for _, f := range g.report.Files {
			name := strings.TrimSuffix(strings.TrimPrefix(f.Name, "extract_"), ".csv")
			if got := f.Tables[0].Profile; got != want[name] {
				t.Errorf("%s was read by %s", f.Name, got)
			}
		}
	})
	t.Run("evidence for nobody is counted, and who did not appeal is registered", func(t *testing.T) {
		t.Parallel()
		var foreign int64
		for _, n := range g.report.Nobodys {
			foreign += n.Count
		}
		if foreign == 0 || foreign > g.report.DetailsForeign {
			t.Errorf("%d of %d rows of nobody are counted by source", foreign, g.report.DetailsForeign)
		}
		checkRegister(t, o, g)
	})
}

// snapshots are the cases of a delivery with where their rows stood.
func snapshots(g got) []*cases.Snapshot {
	var out []*cases.Snapshot
	for _, d := range g.drafts {
		out = append(out, d.Snapshot)
	}
	slices.SortFunc(out, func(a, b *cases.Snapshot) int { return strings.Compare(a.Appeal.AppealNo, b.Appeal.AppealNo) })
	return out
}

func checkRegister(t *testing.T, o *simulate.Office, g got) {
	t.Helper()
	appealed := map[string]bool{}
	for _, d := range g.drafts {
		appealed[d.Snapshot.Resident.DocNo] = true
	}
	want := map[string]cases.Colour{}
	for i := range o.Options().Residents {
		s := o.Case(i).Snapshot
		if !appealed[s.Resident.DocNo] && s.Assignment.Colour.Disputable() {
			want[s.Resident.DocNo] = s.Assignment.Colour
		}
	}
	have := map[string]cases.Colour{}
	linked := 0
	for e, err := range g.delivery.Register(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		have[e.DocNo] = e.Assignment.Colour
		if e.Source == cases.CarrierTower && e.Link == "phone" {
			linked++
		}
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Error(diff)
	}
	if linked == 0 {
		t.Error("no entry names the list that it may rest on")
	}
}

// facts is what extracts carry of a case.
type facts struct {
	Filed, Statement, Grounds    string
	Name, DocNo, Phone, Division string
	Colour, Reason, Origin       string
	Issued                       string
	Forms                        map[string]string // submission and item -> normal form
	CheckIns, Flags              []string
}

// carried takes out of a case what extracts can say of it. The hotline's
// tickets name no division, so that of the home stands in.
func carried(s *cases.Snapshot) facts {
	a, r, c := &s.Appeal, &s.Resident, &s.Assignment
	f := facts{
		Filed: minute(a.FiledAt), Statement: a.Statement, Name: r.Name, DocNo: r.DocNo, Phone: r.Phone, Division: r.ResidenceDivision,
		Colour: string(c.Colour), Reason: c.ReasonText, Origin: "DATA_PUSH", Issued: minute(c.IssuedAt), Forms: map[string]string{},
	}
	for _, g := range a.Grounds {
		f.Grounds += string(g) + " "
	}
	if c.Origin == "SELF_REPORT" {
		f.Origin = c.Origin
	}
	for _, q := range s.Questionnaires {
		for _, item := range q.Items {
			switch code := item.ItemCode; {
			case code == "KEY_AREA_14D" && item.AnswerNorm == "true", code == "IN_CITY", code == "CONTACT_14D", code == "TEMP",
				code == "SYMPTOM_COUGH" && item.AnswerNorm == "true", code == "SYMPTOM_NASAL" && item.AnswerNorm == "true":
				f.Forms[q.SubmissionID+" "+code] = item.AnswerNorm
			}
		}
	}
	for _, ci := range s.CheckIns {
		f.CheckIns = append(f.CheckIns, ci.Date.String()+" "+ci.Status)
	}
	for i := range s.Flags {
		if text := said(&s.Flags[i]); text != "" {
			f.Flags = append(f.Flags, text)
		}
	}
	slices.Sort(f.Flags)
	slices.Sort(f.CheckIns)
	return f
}

// said is what an extract can say of a record; there is none for some kinds.
func said(f *cases.Flag) string {
	at := minute(f.ObservedFrom)
	switch f.SourceType {
	case cases.CarrierTower:
		at += " " + f.Batch
	case cases.TravelTicket:
		at += " " + f.Detail.Train + " " + f.Detail.Status
	case cases.BuildingRegister:
		at = minute(f.RecordedAt)
	case cases.CheckpointScan, cases.PurchaseRecord:
	default:
		return ""
	}
	return string(f.SourceType) + " " + at + " " + f.PlaceText
}

func minute(s cases.Stamp) string {
	if s.WholeDay() {
		return s.String()
	}
	return s.Earliest().In(cases.Shanghai()).Format("2006-01-02 15:04")
}
