package storetest

import (
	"context"
	"testing"

	"recourse/cases"
	"recourse/cases/store"
	"recourse/cases/vault"
)

// testSignIn: name and passphrase are told apart for nobody.
func testSignIn(t *testing.T, w *world) {
	ctx := context.Background()
	st := w.another(t)
	if !st.Locked() {
		t.Error("an office is open before anybody signed in")
	}
	for name, try := range map[string][2]string{
		"a wrong passphrase": {"reviewer", "wrong passphrase"}, "no such name": {"nobody", Passphrase},
		"another letter case": {"Reviewer", Passphrase}, "no name": {"", Passphrase},
	} {
		_, err := st.SignIn(ctx, cases.UserID(try[0]), try[1])
		if r := refused(t, err, "sign_in"); len(r.Args) > 0 {
			t.Errorf("%s: the refusal tells %v", name, r.Args)
		}
	}
	se, err := st.SignIn(ctx, "reviewer", Passphrase)
	must(t, err)
	if st.Locked() || se.User().Name != "任一" {
		t.Errorf("signed in as %+v", se.User())
	}
	a, err := se.Draw("uphold 1")
	must(t, err)
	if b, err := w.in["supervisor"].Draw("uphold 1"); err != nil || a != b {
		t.Errorf("two seats draw %v and %v, %v", a, b, err)
	}
	se.SignOut()
	if !st.Locked() {
		t.Error("the last one out leaves the office open")
	}
}

// testPeople: who may add and change people, and what stays.
func testPeople(t *testing.T, w *world) {
	ctx := context.Background()
	admin := w.in["admin"]
	neu := store.NewUser{ID: "neu", Name: "新人", Roles: []cases.Role{cases.Reviewer}, Unit: "一组", Community: "330199001"}
	refused(t, w.in["supervisor"].AddUser(ctx, neu, Passphrase), "role")
	must(t, admin.AddUser(ctx, neu, Passphrase))
	refused(t, admin.AddUser(ctx, neu, Passphrase), "user_exists")
	for code, n := range map[string]store.NewUser{
		"user_name":       {ID: "Neu", Name: "x", Roles: neu.Roles},
		"user_shown_name": {ID: "x", Roles: neu.Roles},
		"user_roles":      {ID: "x", Name: "x", Roles: []cases.Role{"king"}},
	} {
		refused(t, admin.AddUser(ctx, n, Passphrase), code)
	}
	refused(t, admin.AddUser(ctx, store.NewUser{ID: "system", Name: "x", Roles: neu.Roles}, Passphrase), "user_name")
	refused(t, admin.AddUser(ctx, store.NewUser{ID: "x", Name: "x", Roles: neu.Roles}, "short"), "weak_passphrase")

	must(t, admin.Disable(ctx, "neu", true))
	_, err := w.st.SignIn(ctx, "neu", Passphrase)
	refused(t, err, "sign_in")
	must(t, admin.Disable(ctx, "neu", false))
	must(t, admin.SetRoles(ctx, "neu", []cases.Role{cases.Auditor}))
	must(t, admin.Describe(ctx, "neu", "新名", "二组", "330199002"))
	u, err := w.st.User(ctx, "neu")
	must(t, err)
	if u.Name != "新名" || !u.Has(cases.Auditor) || u.Has(cases.Reviewer) || u.Unit != "二组" || u.Disabled {
		t.Errorf("the person is %+v", u)
	}
	refused(t, admin.SetRoles(ctx, "admin", []cases.Role{cases.Auditor}), "last_administrator")
	refused(t, admin.Disable(ctx, "admin", true), "last_administrator")
	refused(t, admin.SetRoles(ctx, "ghost", neu.Roles), "no_user")
	users, err := w.st.Users(ctx)
	must(t, err)
	if len(users) != 8 || users[0].ID != "admin" {
		t.Errorf("%d people, first %q", len(users), users[0].ID)
	}
	w.whole(t)
}

// testDisabledActs: somebody disabled after signing in does nothing more.
func testDisabledActs(t *testing.T, w *world) {
	ctx := context.Background()
	must(t, w.in["admin"].Disable(ctx, "reviewer", true))
	c := w.change(t, 1, "reviewer", cases.MoveTake)
	c.Row.State, c.Row.Officer = cases.Assigned, "reviewer"
	refused(t, w.st.Apply(ctx, c), "role")
	must(t, w.in["admin"].Disable(ctx, "intake", true))
	_, err := w.st.ImportDelivery(ctx, w.delivery(), goods(nil), nil)
	refused(t, err, "disabled")
}

// testPassphrases: changing one's own keeps the key; a reset brings a new one
// and leaves old signatures valid.
func testPassphrases(t *testing.T, w *world) {
	ctx := context.Background()
	reviewer := w.in["reviewer"]
	content := []byte(`{"a":1}`)
	sig, err := reviewer.Sign("decision", content)
	must(t, err)
	refused(t, reviewer.ChangePassphrase(ctx, "wrong one", "another passphrase"), "sign_in")
	refused(t, reviewer.ChangePassphrase(ctx, Passphrase, "short"), "weak_passphrase")
	must(t, reviewer.ChangePassphrase(ctx, Passphrase, "another passphrase"))
	st := w.another(t)
	_, err = st.SignIn(ctx, "reviewer", Passphrase)
	refused(t, err, "sign_in")
	_, err = st.SignIn(ctx, "reviewer", "another passphrase")
	must(t, err)

	must(t, w.in["admin"].ResetPassphrase(ctx, "reviewer", "third passphrase"))
	keys, err := st.PublicKeys(ctx, "reviewer")
	must(t, err)
	if len(keys) != 2 || keys[0].Equal(keys[1]) {
		t.Errorf("%d keys after a reset", len(keys))
	}
	again, err := w.st.SignIn(ctx, "reviewer", "third passphrase")
	must(t, err)
	w.in["reviewer"] = again
	must(t, st.CheckSignature(ctx, "reviewer", "decision", content, sig))
	refused(t, st.CheckSignature(ctx, "reviewer", "signoff", content, sig), "bad_signature")
	refused(t, st.CheckSignature(ctx, "supervisor", "decision", content, sig), "bad_signature")
	w.take(t, 1, "reviewer")
	w.whole(t)
}

// testRecovery: when every passphrase is lost, the printed key lets an
// administrator back in, and the record says so.
func testRecovery(t *testing.T, w *world) {
	ctx := context.Background()
	text, err := w.in["admin"].NewRecoveryKey(ctx)
	must(t, err)
	_, err = w.in["reviewer"].NewRecoveryKey(ctx)
	refused(t, err, "role")
	st := w.another(t)
	_, err = st.Recover(ctx, text[:len(text)-1]+"!", "admin", "brand new one")
	refused(t, err, "recovery_mistyped")
	_, err = st.Recover(ctx, text, "reviewer", "brand new one")
	refused(t, err, "recovery_for_administrators")
	foreign, err := vault.NewOffice(zeros{})
	must(t, err)
	other, _, err := foreign.Recovery()
	must(t, err)
	_, err = st.Recover(ctx, other, "admin", "brand new one")
	refused(t, err, "recovery_wrong")
	se, err := st.Recover(ctx, text, "admin", "brand new one")
	must(t, err)
	must(t, se.AddUser(ctx, store.NewUser{ID: "late", Name: "后来", Roles: []cases.Role{cases.Reviewer}}, Passphrase))
	if _, err := st.FindCase(ctx, AppealNo(1)); err != nil {
		t.Errorf("the recovered office does not open its cases: %v", err)
	}
	w.whole(t)
}

// zeros is a source of randomness without any.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }
