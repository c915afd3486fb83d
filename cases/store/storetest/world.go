package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"

	"recourse/cases"
	"recourse/cases/store"
	"recourse/cases/vault"
)

// Engine is what differs between the databases.
type Engine struct {
	// Empty returns the address of a place for a new office.
	Empty func(t *testing.T) string
	// Clone copies an office that nobody has open and returns its address.
	Clone func(t *testing.T, dsn string) string
	// Raw opens the tables behind the store's back.
	Raw func(t *testing.T, dsn string) *sql.DB
	// Disarm switches off every guard of a table, as somebody with full rights
	// on the database could.
	Disarm func(t *testing.T, db *sql.DB, table string)
	// File lists the files that hold an office, where they can be read.
	File func(dsn string) []string
}

// Passphrase is everybody's in the sample office.
const Passphrase = "recourse-demo"

// Now is when the sample office works: Monday 17 February 2020, 09:00.
func Now() time.Time { return time.Date(2020, 2, 17, 9, 0, 0, 0, cases.Shanghai()) }

// Options open a store at the sample office's time.
func Options() store.Options {
	return store.Options{Clock: func(store.Office) cases.Clock { return cases.Fixed(Now()) }}
}

// world is a test's own copy of the sample office.
type world struct {
	e   Engine
	dsn string
	st  *store.Store
	in  map[cases.UserID]*store.Session
}

// people of the sample office.
func people() []store.NewUser {
	return []store.NewUser{
		{ID: "intake", Name: "金晓", Roles: []cases.Role{cases.Intake}},
		{ID: "reviewer", Name: "任一", Roles: []cases.Role{cases.Reviewer}},
		{ID: "reviewer2", Name: "任二", Roles: []cases.Role{cases.Reviewer}},
		{ID: "supervisor", Name: "苏一", Roles: []cases.Role{cases.Supervisor}},
		{ID: "supervisor2", Name: "苏二", Roles: []cases.Role{cases.Supervisor}},
		{ID: "auditor", Name: "沈计", Roles: []cases.Role{cases.Auditor}},
	}
}

// Build makes the sample office at dsn: people of every role, n cases.
func Build(t testing.TB, dsn string, n int) {
	t.Helper()
	ctx := context.Background()
	spec := store.Spec{Name: "样本区申诉办", Authority: "样本区防控办", Division: "330199", Demo: true, DemoStart: Now(), Params: vault.CheapParams()}
	c, err := store.Create(ctx, dsn, Options(), spec, store.NewUser{ID: "admin", Name: "管理", Roles: []cases.Role{cases.Administrator}}, Passphrase)
	must(t, err)
	for _, p := range people() {
		must(t, c.Session.AddUser(ctx, p, Passphrase))
	}
	intake, err := c.Store.SignIn(ctx, "intake", Passphrase)
	must(t, err)
	_, err = c.Store.ImportDelivery(ctx, store.Delivery{ActionID: "sample", Name: "sample.ndjson", By: intake.User().Actor(), At: Now()},
		store.Goods{Cases: Cases(n)}, nil)
	must(t, err)
	must(t, c.Store.Close(ctx))
}

// open gives a test its own copy of the sample office, with everybody signed in.
func open(t *testing.T, e Engine, sample string) *world {
	t.Helper()
	w := &world{e: e, dsn: e.Clone(t, sample)}
	w.st = w.another(t)
	w.in = w.signIn(t, w.st)
	return w
}

// another opens the same office a second time, as another program would.
func (w *world) another(t *testing.T) *store.Store {
	t.Helper()
	st, err := store.Open(context.Background(), w.dsn, Options())
	must(t, err)
	t.Cleanup(func() { st.Close(context.Background()) })
	return st
}

func (w *world) signIn(t *testing.T, st *store.Store) map[cases.UserID]*store.Session {
	t.Helper()
	in := make(map[cases.UserID]*store.Session)
	for _, p := range append(people(), store.NewUser{ID: "admin"}) {
		se, err := st.SignIn(context.Background(), p.ID, Passphrase)
		must(t, err)
		in[p.ID] = se
	}
	return in
}

func (w *world) raw(t *testing.T) *sql.DB {
	t.Helper()
	db := w.e.Raw(t, w.dsn)
	t.Cleanup(func() { db.Close() })
	return db
}

// Cases yields n synthetic cases, the same in every run.
func Cases(n int) iter.Seq2[store.Incoming, error] {
	return func(yield func(store.Incoming, error) bool) {
		for i := range n {
			if !yield(Incoming(i), nil) {
				return
			}
		}
	}
}

// Incoming is the i-th synthetic case as a delivery brings it.
func Incoming(i int) store.Incoming {
	s := Snapshot(i)
	row := cases.NewRow(s, cases.Calendar{}, Now())
	row.State = cases.Registered
	return store.Incoming{Snapshot: s, Row: row, Card: cases.CardOf(s), Marks: s.Marks(row.Rules)}
}

// Snapshot is the i-th synthetic case.
func Snapshot(i int) *cases.Snapshot {
	day := func(d, h int) cases.Stamp { return cases.At(time.Date(2020, 2, d, h, i%60, 0, 0, cases.Shanghai())) }
	from := cases.Provenance{ImportBatch: "sample", Sheet: "appeals", RowNo: i + 2}
	return &cases.Snapshot{
		Format: cases.Format,
		Appeal: cases.Appeal{
			AppealID: fmt.Sprintf("a-%d", i), AppealNo: AppealNo(i), FiledAt: day(15, 10), Channel: "WEB",
			HandlingDivision: "330199", Grounds: []cases.Ground{"G02", "G05"}, Urgency: cases.Normal,
			Statement: fmt.Sprintf("我二月没有离开过家，第%d号申诉。", i), Provenance: from,
		},
		Resident: cases.Resident{
			ResidentID: fmt.Sprintf("r-%d", i), Name: fmt.Sprintf("样本%d", i), DocType: cases.DocResidentID,
			DocNo: DocNo(i), Phone: Phone(i), ResidenceDivision: "330199", Provenance: from,
		},
		Assignment: cases.CodeAssignment{
			AssignmentID: fmt.Sprintf("c-%d", i), IssuingSystem: "HZ-ALIPAY", Colour: cases.Red, IssuedAt: day(14, 8),
			Origin: "DATA_PUSH", ReasonCode: "R-LOC", RuleSetID: "HZ-2020-02", RuleSetVer: "1", Provenance: from,
		},
		Flags: []cases.Flag{{
			FlagID: fmt.Sprintf("f-%d", i), SourceType: cases.CarrierTower, Provider: "移动", ObservedFrom: day(10, 9),
			PlaceText: "样本镇", IdentityLink: "by phone", Batch: fmt.Sprintf("B-%d", i%7), Provenance: from,
		}},
	}
}

// AppealNo is the number of the i-th synthetic appeal.
func AppealNo(i int) string { return fmt.Sprintf("SY-2020-%06d", i) }

// DocNo is the synthetic resident ID of the i-th case: unassigned division
// 330199, right check character.
func DocNo(i int) string {
	digits := fmt.Sprintf("330199%04d%02d%02d%03d", 1950+i/1000%50, 1+i%12, 1+i%28, i%1000)
	return digits + string(cases.IDCheckChar(digits))
}

// Phone is the synthetic telephone number of the i-th case.
func Phone(i int) string { return fmt.Sprintf("199%08d", i) }

// actions numbers the action ids of a test binary.
var actions atomic.Int64

func newAction() string { return fmt.Sprintf("test-%d-%x", actions.Add(1), rand.Uint64()) }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
