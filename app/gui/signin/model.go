package signin

import (
	"context"
	"regexp"
	"strings"
	"unicode/utf8"

	"recourse/cases"
)

// Door opens offices. Package main hands one in.
type Door interface {
	// Last is the office opened last on this computer, "" for none.
	Last() string
	// Open opens an office, locked, and says who works in it.
	Open(ctx context.Context, where string) (Lobby, error)
	// Sample makes the sample office, if it is not there yet, and opens it.
	Sample(ctx context.Context, progress func(done, total int64)) (Lobby, error)
	// Create makes an office, opens it and gives its recovery key. The
	// creator is signed in.
	Create(ctx context.Context, n NewOffice) (recoveryKey string, err error)
	// SignIn unlocks the open office for a person. A wrong name or passphrase
	// is the refusal "sign_in".
	SignIn(ctx context.Context, user cases.UserID, passphrase string) error
}

// Lobby is an open, locked office.
type Lobby struct {
	Where  string
	Name   string
	People []cases.User // who can sign in
	Demo   bool
	// Passphrase is what the people of a sample office use; "" otherwise.
	Passphrase string
}

// NewOffice is what a creation asks for.
type NewOffice struct {
	Where, Name, Authority, Division string
	Admin                            cases.UserID
	Person                           string
	Passphrase, Again                string
}

// MinPassphrase is the least length of a passphrase, in characters.
const MinPassphrase = 12

var (
	adminForm    = regexp.MustCompile(`^[a-z][a-z0-9._-]{1,31}$`)
	divisionForm = regexp.MustCompile(`^[0-9]{6}$`)
)

// Check names the fields that are not filled as they must be, each with the
// key of the sentence that says how.
func (n NewOffice) Check() map[string]string {
	bad := map[string]string{}
	flag := func(field string, wrong bool) {
		if wrong {
			bad[field] = "create.bad." + field
		}
	}
	blank := func(s string) bool { return strings.TrimSpace(s) == "" }
	flag("name", blank(n.Name))
	flag("authority", blank(n.Authority))
	flag("division", !divisionForm.MatchString(n.Division))
	flag("where", blank(n.Where))
	flag("admin", !adminForm.MatchString(string(n.Admin)))
	flag("person", blank(n.Person))
	flag("pass", utf8.RuneCountInString(n.Passphrase) < MinPassphrase)
	flag("again", n.Passphrase != n.Again)
	return bad
}

// LastGroup is what a person types to show that the recovery key was written
// down: the part after the last hyphen or space.
func LastGroup(key string) string {
	parts := strings.FieldsFunc(key, func(r rune) bool { return r == '-' || r == ' ' })
	if len(parts) == 0 {
		return ""
	}
	return parts[len(parts)-1]
}

// Page is what the door shows.
type Page int

// The pages.
const (
	PageFirst    Page = iota // nothing was ever opened here
	PageOpen                 // which file or address
	PageCreate               // a new office
	PageRecovery             // its recovery key
	PageSignIn               // who and the passphrase
)

// Model is the door's state.
type Model struct {
	Page     Page
	Lobby    Lobby
	User     cases.UserID
	Locked   bool // the person comes back to a locked window
	Where    string
	Draft    NewOffice
	Recovery string
	Problem  string // a sentence across the page
	Busy     string // what is going on, "" for nothing
}

// Enter shows an open office's sign-in page. In a sample office the reviewer
// is chosen beforehand, because that is who most people want to be.
func (m *Model) Enter(l Lobby) {
	m.Lobby, m.Page, m.Problem = l, PageSignIn, ""
	if m.person(m.User) != nil {
		return
	}
	m.User = ""
	if l.Demo && m.person("reviewer") != nil {
		m.User = "reviewer"
	}
	if len(l.People) == 1 {
		m.User = l.People[0].ID
	}
}

func (m *Model) person(id cases.UserID) *cases.User {
	for i := range m.Lobby.People {
		if m.Lobby.People[i].ID == id {
			return &m.Lobby.People[i]
		}
	}
	return nil
}

// RecoveryConfirmed reports whether the typed text is the key's last group;
// capital and small letters are the same on paper.
func (m *Model) RecoveryConfirmed(typed string) bool {
	want := LastGroup(m.Recovery)
	return want != "" && strings.EqualFold(strings.TrimSpace(typed), want)
}
