package review_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"recourse/assets"
	"recourse/cases"
	"recourse/cases/store"
	"recourse/cases/vault"
	"recourse/review"
)

// office is a real office on a SQLite file, with a desk for every person. Its
// clock stands still until a test moves it.
type office struct {
	st    *store.Store
	desks map[cases.UserID]*review.Desk
	users map[cases.UserID]cases.User
	mu    sync.Mutex
	now   time.Time
	acts  int
	draws bool // decisions are drawn as in an office in earnest; else none is
}

// lot are somebody's keys with which an office draws, or does not.
type lot struct {
	review.Keys
	o *office
}

func (l lot) Draw(label string) (float64, error) {
	if !l.o.draws {
		return 1, nil
	}
	return l.Keys.Draw(label)
}

// people of the test office; "boss" lives where the resident of snapshot does.
func people() []store.NewUser {
	return []store.NewUser{
		{ID: "clerk", Name: "赵敏", Roles: []cases.Role{cases.Intake}},
		{ID: "ann", Name: "王丽", Roles: []cases.Role{cases.Reviewer}},
		{ID: "ben", Name: "李强", Roles: []cases.Role{cases.Reviewer}},
		{ID: "sue", Name: "周红", Roles: []cases.Role{cases.Supervisor}},
		{ID: "tom", Name: "吴刚", Roles: []cases.Role{cases.Supervisor}},
		{ID: "neighbour", Name: "郑华", Roles: []cases.Role{cases.Supervisor}, Community: "330106002"},
		{ID: "auditor", Name: "孙平", Roles: []cases.Role{cases.Auditor}},
	}
}

// shelf is the shipped library, loaded once for all tests.
var shelf = sync.OnceValues(func() (*review.Library, error) {
	packs, err := assets.Policies()
	if err != nil {
		return nil, err
	}
	regions, err := assets.Regions()
	if err != nil {
		return nil, err
	}
	models, err := assets.Evidence()
	if err != nil {
		return nil, err
	}
	return review.OpenLibrary(packs, regions, models)
})

const pass = "passphrase-for-tests"

func newOffice(t testing.TB) *office {
	t.Helper()
	ctx := context.Background()
	lib, err := shelf()
	must(t, err)
	cal, err := cases.ParseCalendar(assets.Calendar())
	must(t, err)
	o := &office{desks: map[cases.UserID]*review.Desk{}, users: map[cases.UserID]cases.User{}, now: instant(t, "2020-02-17T09:00:00+08:00")}
	opt := store.Options{Clock: func(store.Office) cases.Clock { return o.clock }}
	spec := store.Spec{Name: "测试办公室", Authority: "测试机关", Division: "330106", Demo: true, DemoStart: o.now, Params: vault.CheapParams()}
	made, err := store.Create(ctx, filepath.Join(t.TempDir(), "office.recourse"), opt, spec,
		store.NewUser{ID: "admin", Name: "管理员", Roles: []cases.Role{cases.Administrator}}, pass)
	must(t, err)
	o.st = made.Store
	t.Cleanup(func() { must(t, o.st.Close(ctx)) })
	for _, p := range people() {
		must(t, made.Session.AddUser(ctx, p, pass))
		keys, err := o.st.SignIn(ctx, p.ID, pass)
		must(t, err)
		o.users[p.ID] = keys.User()
		o.desks[p.ID] = review.Sit(keys.User(), review.Setting{
			Store: o.st, Keys: lot{keys, o}, Replay: lib, Calendar: cal, Clock: o.clock, NewID: o.actionID,
		})
	}
	return o
}

func (o *office) clock() time.Time { o.mu.Lock(); defer o.mu.Unlock(); return o.now }

func (o *office) actionID() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.acts++
	return fmt.Sprintf("act-%06d", o.acts)
}

// pass lets time go by.
func (o *office) wait(d time.Duration) { o.mu.Lock(); o.now = o.now.Add(d); o.mu.Unlock() }

// receive imports one snapshot and returns its case.
func (o *office) receive(t testing.TB, s *cases.Snapshot) *cases.File {
	t.Helper()
	lib, err := shelf()
	must(t, err)
	cal, err := cases.ParseCalendar(assets.Calendar())
	must(t, err)
	r, err := review.Receive(s, lib, cal, o.now)
	must(t, err)
	in := store.Incoming{Snapshot: s, Row: r.Row, Card: r.Card, Marks: r.Marks}
	rep, err := o.st.ImportDelivery(context.Background(),
		store.Delivery{ActionID: o.actionID(), Name: "test", By: o.users["clerk"].Actor(), At: o.now},
		store.Goods{Cases: func(yield func(store.Incoming, error) bool) { yield(in, nil) }}, nil)
	must(t, err)
	if len(rep.Refused) > 0 {
		t.Fatalf("refused: %v", rep.Refused[0].Why)
	}
	f, err := o.st.FindCase(context.Background(), s.Appeal.AppealNo)
	must(t, err)
	return f
}

// snapshot is worked case (a): transit in Wuhan on 20 January, red on 13
// February, appealed on the 15th.
func snapshot(no string) *cases.Snapshot {
	dwell := 42
	return &cases.Snapshot{
		Format: cases.Format,
		Appeal: cases.Appeal{
			AppealID: "ap-" + no, AppealNo: no, FiledAt: at("2020-02-15T10:20:00+08:00"), Channel: "WEB", HandlingDivision: "330106",
			Grounds: []cases.Ground{"G02", "G03"}, Statement: "我只是在武汉站换乘，没有出站。",
			Documents: []cases.Document{{DocID: "d1", Type: "ticket", Title: "火车票"}},
		},
		Resident: cases.Resident{ResidentID: "r-" + no, Name: "王小明", DocType: "01", DocNo: "330199199001010011", DocStatus: cases.DocOK,
			Phone: "13800001234", ResidenceDivision: "330106", ResidenceStreet: "330106002"},
		Assignment: cases.CodeAssignment{AssignmentID: "as-" + no, IssuingSystem: "HZ-ALIPAY", Colour: cases.Red,
			IssuedAt: at("2020-02-13T21:06:00+08:00"), ValidUntil: at("2020-02-27T21:06:00+08:00"), Origin: "RULE_BATCH",
			ReasonCode: "R40", RuleSetID: "HZ-2020-02", RuleSetVer: "2020-02-17.recon1"},
		Flags: []cases.Flag{{FlagID: "f1", SourceType: cases.CarrierTower, Provider: "运营商A", ObservedFrom: at("2020-01-20T13:10:00+08:00"),
			ObservedTo: at("2020-01-20T13:52:00+08:00"), PlaceText: "武汉", Division: "420100", AccuracyRadiusM: 2000, DwellMin: &dwell, IdentityLink: "by phone"}},
	}
}

// overturn is a complete decision for snapshot.
func overturn() cases.Draft {
	return cases.Draft{
		Disposition: cases.Overturn, NewColour: cases.Green, EffectiveAt: at("2020-02-17T18:00:00+08:00"), LetterLanguage: "zh",
		Findings: []cases.Finding{
			{Ground: "G02", Finding: cases.Proved, Evidence: []string{"F1", "D1"}, Text: "在武汉站换乘四十二分钟，没有出站。"},
			{Ground: "G03", Finding: cases.Proved, Evidence: []string{"F1"}, Text: "从一月二十日到二月十三日已有二十四天。"},
		},
		LegalBasis: []string{"杭州市新冠肺炎疫情防控指挥部通告（2020年2月11日）"},
		Reasons:    strings.Repeat("我们采信车票，因为它与基站时间吻合。", 4),
	}
}

// uphold is a complete decision the other way.
func uphold() cases.Draft {
	d := overturn()
	d.Disposition, d.NewColour, d.EffectiveAt = cases.Uphold, "", cases.Stamp{}
	return d
}

func at(s string) cases.Stamp {
	st, err := cases.ParseStamp(s)
	if err != nil {
		panic(err)
	}
	return st
}

func instant(t testing.TB, s string) time.Time {
	t.Helper()
	v, err := time.Parse(time.RFC3339, s)
	must(t, err)
	return v
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
