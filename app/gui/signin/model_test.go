package signin_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/signin"
	"recourse/cases"
)

func good() signin.NewOffice {
	return signin.NewOffice{
		Where: "/tmp/a.recourse", Name: "西湖区健康码复核办公室", Authority: "西湖区人民政府", Division: "330106", Admin: "admin", Person: "张敏",
		Passphrase: "four words you know", Again: "four words you know",
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		change func(*signin.NewOffice)
		want   []string
	}{
		{"all is well", func(*signin.NewOffice) {}, nil},
		{"the name is blank", func(n *signin.NewOffice) { n.Name = "  " }, []string{"name"}},
		{"the division is too short", func(n *signin.NewOffice) { n.Division = "33010" }, []string{"division"}},
		{"the division is no number", func(n *signin.NewOffice) { n.Division = "33010a" }, []string{"division"}},
		{"the sign-in name has capitals", func(n *signin.NewOffice) { n.Admin = "Admin" }, []string{"admin"}},
		{"the passphrase is short, counted in characters", func(n *signin.NewOffice) {
			n.Passphrase, n.Again = "四个词语不够长哦", "四个词语不够长哦"
		}, []string{"pass"}},
		{"the passphrases differ", func(n *signin.NewOffice) { n.Again = "four words you knew" }, []string{"again"}},
		{"nothing is filled", func(n *signin.NewOffice) { *n = signin.NewOffice{} }, []string{"admin", "authority", "division", "name", "pass", "person", "where"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			n := good()
			tt.change(&n)
			if diff := cmp.Diff(tt.want, slices.Sorted(maps.Keys(n.Check()))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRecoveryIsConfirmedByItsLastGroup(t *testing.T) {
	t.Parallel()
	m := signin.Model{Recovery: "K7QX2-9MWTA-T0QW2"}
	for typed, want := range map[string]bool{"T0QW2": true, " t0qw2 ": true, "9MWTA": false, "": false} {
		if m.RecoveryConfirmed(typed) != want {
			t.Errorf("%q: want %v", typed, want)
		}
	}
	if (&signin.Model{}).RecoveryConfirmed("") {
		t.Error("without a key nothing is confirmed")
	}
}

func TestEnterChoosesThePerson(t *testing.T) {
	t.Parallel()
	people := []cases.User{{ID: "admin"}, {ID: "reviewer"}}
	for _, tt := range []struct {
		name  string
		lobby signin.Lobby
		was   cases.UserID
		want  cases.UserID
	}{
		{"nobody in an office of several", signin.Lobby{People: people}, "", ""},
		{"the reviewer in a sample office", signin.Lobby{People: people, Demo: true}, "", "reviewer"},
		{"the one there is", signin.Lobby{People: people[:1]}, "", "admin"},
		{"who was there before", signin.Lobby{People: people, Demo: true}, "admin", "admin"},
		{"not somebody of another office", signin.Lobby{People: people}, "li", ""},
	} {
		m := signin.Model{User: tt.was}
		m.Enter(tt.lobby)
		if m.User != tt.want || m.Page != signin.PageSignIn {
			t.Errorf("%s: got %q", tt.name, m.User)
		}
	}
}
