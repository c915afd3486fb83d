package session_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"recourse/app/session"
	"recourse/cases"
	"recourse/cases/cluster"
	"recourse/importexport/simulate"
	"recourse/importexport/simulate/deliver"
)

// database starts a server of its own with one empty database.
func database(t *testing.T) string {
	t.Helper()
	c, err := cluster.Start(t.Context(), cluster.Options{Connections: 50})
	if errors.Is(err, cluster.ErrNoServer) && os.Getenv("RECOURSE_REQUIRE_POSTGRES") != "1" {
		t.Skipf("there is no server to compare with: %v", err)
	}
	must(t, err)
	t.Cleanup(func() { must(t, c.Stop()) })
	dsn, err := c.Create(t.Context(), "extracts", "")
	must(t, err)
	return dsn
}

// taken is what an office has of the extracts after it took them in.
type taken struct {
	report session.Imported
	files  map[string]*cases.File
}

// take makes an office of an address and takes the delivery in, twice.
func take(t *testing.T, address, dir string) taken {
	t.Helper()
	ctx := context.Background()
	at := time.Date(2020, 2, 20, 1, 0, 0, 0, time.UTC)
	s, _, err := session.Create(ctx, session.Options{Wall: func() time.Time { return at }}, session.NewOffice{
		Path: address, Name: "试用办", Authority: "试用机关", Division: "330106", Demo: true, DemoStart: at,
		Admin: session.NewPerson{ID: "admin", Name: "管理员", Roles: []cases.Role{cases.Administrator, cases.Intake, cases.Reviewer, cases.Auditor}}, Passphrase: "recourse-demo",
	})
	must(t, err)
	defer func() { must(t, s.Close(ctx)) }()
	out := taken{files: map[string]*cases.File{}}
	out.report, err = s.Import(ctx, session.ImportOptions{Paths: []string{dir}})
	must(t, err)
	again, err := s.Import(ctx, session.ImportOptions{Paths: []string{dir}})
	must(t, err)
	if again.Stored+again.Amended+again.Refused != 0 || again.Unchanged != out.report.Stored {
		t.Errorf("the same delivery again: %d stored, %d amended, %d refused, %d unchanged of %d", again.Stored, again.Amended, again.Refused, again.Unchanged, out.report.Stored)
	}
	ids, err := s.DeliveryCases(ctx, out.report.Delivery)
	must(t, err)
	for _, id := range ids {
		f, err := s.Desk().Case(ctx, id)
		must(t, err)
		out.files[f.AppealNo] = f
	}
	v, err := s.Verify(ctx, nil)
	must(t, err)
	if !v.Whole() {
		t.Errorf("the record is not whole: %+v", v.Findings)
	}
	return out
}

// The nine extracts of one delivery make the same cases, the same register and
// the same report in an office on a server as in one of a file.
func TestExtractsOnBothEngines(t *testing.T) {
	t.Parallel()
	o, err := simulate.New(simulate.Options{Appeals: 120, Residents: 160, Seed: 23, Division: "330106"})
	must(t, err)
	dir := filepath.Join(t.TempDir(), "extracts")
	names, err := deliver.Write(t.Context(), dir, o, deliver.Spec{Formats: []deliver.Format{deliver.Extracts}, Bare: true})
	must(t, err)
	if len(names) != 9 {
		t.Fatalf("%d extracts, want nine: %v", len(names), names)
	}
	dsn := database(t)
	file, server := take(t, filepath.Join(t.TempDir(), "o.recourse"), dir), take(t, dsn, dir)
	r := file.report.Report
	if len(file.files) < 5 || r.DetailsAttached < 50 || file.report.Registered < 20 || len(r.Nobodys) == 0 || r.Refused+r.DetailsRefused > 0 {
		t.Fatalf("%d cases, %d rows attached, %d in the register, %d batches of nobody's, %d refused", len(file.files), r.DetailsAttached, file.report.Registered, len(r.Nobodys), r.Refused)
	}
	if diff := cmp.Diff(*r, *server.report.Report); diff != "" || file.report.Registered != server.report.Registered || file.report.Alerts != server.report.Alerts {
		t.Errorf("the reports differ (-file +server), %d and %d in the register:\n%s", file.report.Registered, server.report.Registered, diff)
	}
	for no, f := range file.files {
		if diff := cmp.Diff(f, server.files[no], cmpopts.EquateEmpty(), cmpopts.IgnoreFields(cases.Row{}, "ID")); diff != "" {
			t.Errorf("case %s differs (-file +server):\n%s", no, diff)
		}
	}
	if len(server.files) != len(file.files) {
		t.Errorf("%d cases on the server, want %d", len(server.files), len(file.files))
	}
}
