package signin_test

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/kittest"
	"recourse/app/gui/signin"
	"recourse/app/gui/theme"
	"recourse/cases"
)

const pass = "recourse-demo"

// porch is a door to an office that lies in memory.
type porch struct {
	name    string // of the office
	last    string
	broken  error
	made    *signin.NewOffice
	in      cases.UserID
	entered int
	logged  []error
}

func (p *porch) Last() string { return p.last }

func (p *porch) Open(_ context.Context, where string) (signin.Lobby, error) {
	if p.broken != nil {
		return signin.Lobby{}, p.broken
	}
	return signin.Lobby{Where: where, Name: cmp.Or(p.name, "西湖区健康码复核办公室"), Demo: true, Passphrase: pass, People: []cases.User{
		{ID: "reviewer", Name: "张敏", Roles: []cases.Role{cases.Reviewer}},
		{ID: "supervisor", Name: "李建国", Roles: []cases.Role{cases.Supervisor}},
		{ID: "gone", Name: "离职者", Disabled: true},
	}}, nil
}

func (p *porch) Sample(ctx context.Context, progress func(int64, int64)) (signin.Lobby, error) {
	progress(1, 1)
	return p.Open(ctx, "sample")
}

func (p *porch) Create(_ context.Context, n signin.NewOffice) (string, error) {
	p.made = &n
	return "K7QX2-9MWTA-T0QW2", nil
}

func (p *porch) SignIn(_ context.Context, user cases.UserID, passphrase string) error {
	if passphrase != pass {
		return cases.Refuse("sign_in")
	}
	p.in = user
	return nil
}

func knock(t *testing.T, p *porch) (*signin.Screen, *kittest.Host) {
	t.Helper()
	h := kittest.New(t)
	s := signin.New(signin.Options{
		Window: h.Window(), Look: h.Look, Runner: h.Runner(), Door: p,
		In: func() { p.entered++ }, Log: func(err error) { p.logged = append(p.logged, err) },
		Browse: func(create bool, chosen func(string)) {
			chosen(map[bool]string{true: "/new.recourse", false: "/old.recourse"}[create])
		},
	})
	h.Window().SetContent(s.Frame())
	return s, h
}

func enter(h *kittest.Host) { key(h, fyne.KeyReturn) }

func key(h *kittest.Host, name fyne.KeyName) {
	h.Window().Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
}

func TestTheWholeWayByKeyboard(t *testing.T) {
	p := &porch{}
	s, h := knock(t, p)
	s.Show()
	enter(h) // the sample office
	test.Type(h.Window().Canvas().Focused(), "wrong")
	enter(h)
	if p.entered != 0 || !strings.Contains(h.Text(), h.Words().T("signin.wrong")) {
		t.Fatalf("a wrong passphrase: entered %d", p.entered)
	}
	test.Type(h.Window().Canvas().Focused(), pass)
	enter(h)
	if p.entered != 1 || p.in != "reviewer" {
		t.Errorf("entered %d times as %q", p.entered, p.in)
	}
	if missing := h.Words().Missing(); len(missing) > 0 {
		t.Errorf("no sentence for %v", missing)
	}
}

func TestNothingTypedIsSaid(t *testing.T) {
	p := &porch{last: "/a.recourse"}
	s, h := knock(t, p)
	s.Show()
	h.Tap(t, "Sign in")
	if p.entered != 0 || !strings.Contains(h.Text(), h.Words().T("signin.need.pass")) {
		t.Error("an empty passphrase is not refused in words")
	}
}

func TestWhoIsNoLongerThereIsNotOffered(t *testing.T) {
	s, h := knock(t, &porch{last: "/a.recourse"})
	s.Show()
	who := kittest.All[*kit.Choice](h)[0]
	if len(who.Options) != 2 || who.Options[0].Label != "张敏 (reviewer) – Reviewer" {
		t.Errorf("offered %v", who.Options)
	}
}

func TestAnOfficeThatDoesNotOpenCanBeNamedAnew(t *testing.T) {
	p := &porch{last: "/gone.recourse", broken: errors.New("no such file")}
	s, h := knock(t, p)
	s.Show()
	if s.Model().Page != signin.PageOpen || len(p.logged) != 1 || strings.Contains(h.Text(), "no such file") {
		t.Fatalf("page %v, logged %v", s.Model().Page, p.logged)
	}
	p.broken = nil
	h.Tap(t, "Browse …")
	enter(h)
	if s.Model().Page != signin.PageSignIn || s.Model().Lobby.Where != "/old.recourse" {
		t.Errorf("page %v at %q", s.Model().Page, s.Model().Lobby.Where)
	}
}

func TestCreate(t *testing.T) {
	p := &porch{}
	s, h := knock(t, p)
	s.Show()
	h.Tap(t, "Create an office")
	t.Run("what is missing is said below each field", func(t *testing.T) {
		h.Tap(t, "Create the office")
		for _, k := range []string{"name", "authority", "division", "where", "admin", "person", "pass"} {
			if !strings.Contains(h.Text(), strings.SplitN(h.Words().T("create.bad."+k), " ", 2)[0]) {
				t.Errorf("nothing is said about %s", k)
			}
		}
		if p.made != nil {
			t.Error("an office was made of nothing")
		}
		if bad := h.Clipped(); len(bad) > 0 {
			t.Error(bad)
		}
	})
	t.Run("what was typed outlives a change of language", func(t *testing.T) {
		s.Model().Draft = good()
		h.Look.SetLang(i18n.ZH)
		if !strings.Contains(h.Text(), "西湖区人民政府") {
			t.Error("the authority is lost")
		}
		h.Look.SetLang(i18n.EN)
	})
	t.Run("the recovery key is shown until it is written down", func(t *testing.T) {
		h.Tap(t, "Create the office")
		if s.Model().Page != signin.PageRecovery || p.made == nil || s.Model().Draft.Passphrase != "" {
			t.Fatalf("page %v, draft %+v", s.Model().Page, s.Model().Draft)
		}
		key(h, fyne.KeyEscape)
		test.Type(h.Window().Canvas().Focused(), "wrong")
		enter(h)
		if p.entered != 0 {
			t.Error("entered without the key")
		}
		h.Window().Canvas().Focused().(*kit.Entry).SetText("t0qw2")
		enter(h)
		if p.entered != 1 || s.Model().Recovery != "" {
			t.Errorf("entered %d times, key %q", p.entered, s.Model().Recovery)
		}
	})
}

func TestALockedWindowAsksTheSamePerson(t *testing.T) {
	p := &porch{}
	s, h := knock(t, p)
	lobby, _ := p.Open(t.Context(), "x")
	s.Lock(lobby, "supervisor")
	who := kittest.All[*kit.Choice](h)[0]
	if who.Code() != "supervisor" || !who.Disabled() {
		t.Errorf("asks %q, can be changed: %v", who.Code(), !who.Disabled())
	}
	test.Type(h.Window().Canvas().Focused(), pass)
	enter(h)
	if p.in != "supervisor" || s.Model().Locked {
		t.Errorf("in: %q", p.in)
	}
	s.Leave(lobby)
	if s.Model().Locked || s.Model().User != "reviewer" {
		t.Errorf("after signing out: %+v", s.Model())
	}
}

func TestNothingIsCutInAnyLook(t *testing.T) {
	for _, page := range []signin.Page{signin.PageFirst, signin.PageOpen, signin.PageCreate, signin.PageRecovery, signin.PageSignIn} {
		for _, look := range []kit.Settings{{Lang: i18n.ZH, Mode: theme.Light, Scale: 1}, {Lang: i18n.EN, Mode: theme.Dark, Scale: 1.3}} {
			p := &porch{name: "浙江省杭州市西湖区新型冠状病毒肺炎疫情防控工作领导小组健康码申诉复核办公室"}
			s, h := knock(t, p)
			s.Show()
			s.Model().Page, s.Model().Recovery = page, "K7QX2-9MWTA-T0QW2"
			s.Model().Lobby, _ = p.Open(t.Context(), "x")
			h.Look.SetMode(look.Mode)
			h.Look.SetLang(look.Lang)
			h.Look.SetScale(look.Scale)
			if bad := h.Clipped(); len(bad) > 0 {
				t.Errorf("page %v in %+v: %v", page, look, bad)
			}
		}
	}
}
