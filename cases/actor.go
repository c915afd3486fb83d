package cases

import (
	"crypto/ed25519"
	"slices"
)

// UserID is a person's sign-in name. It is never changed and never reused.
type UserID string

// Role is what a person may do in the office.
type Role string

// The five roles. An auditor reads all and changes nothing; an administrator
// looks after people, keys and policies and decides nothing.
const (
	Intake        Role = "intake"
	Reviewer      Role = "reviewer"
	Supervisor    Role = "supervisor"
	Auditor       Role = "auditor"
	Administrator Role = "administrator"
)

// Roles lists the roles in order of the work.
func Roles() []Role { return []Role{Intake, Reviewer, Supervisor, Auditor, Administrator} }

// User is a person of the office as the directory shows it.
type User struct {
	ID        UserID
	Name      string // as it is shown and printed on records
	Roles     []Role
	Unit      string // the person's own work unit, for the conflict check
	Community string // where the person lives: street (9 digits) or community (12)
	Disabled  bool
	PublicKey ed25519.PublicKey
	Version   int64
}

// Has reports whether the person holds one of the roles.
func (u User) Has(roles ...Role) bool {
	return slices.ContainsFunc(roles, func(r Role) bool { return slices.Contains(u.Roles, r) })
}

// Actor is the person acting, with the roles they held at that moment.
func (u User) Actor() Actor { return Actor{ID: u.ID, Name: u.Name, Roles: u.Roles} }

// Actor names who does something. Every write carries one.
type Actor struct {
	ID    UserID `json:"id"`
	Name  string `json:"name"`
	Roles []Role `json:"roles"`
}

// System is the actor of what no person does, such as a timer.
func System() Actor { return Actor{ID: "system", Name: "system"} }

// Permission is an act that belongs to no single case.
type Permission string

// The permissions outside the table of moves.
const (
	MayImport   Permission = "import"
	MayExport   Permission = "export"
	MayRead     Permission = "read"
	MayUnmask   Permission = "unmask"
	MayManage   Permission = "manage_people"
	MayAudit    Permission = "audit"
	MayInsight  Permission = "insight"
	MayPolicies Permission = "policies"
	MayLetters  Permission = "letters"
	MayGroup    Permission = "group_order"
	MaySteer    Permission = "steer" // the order of the queue, and what raises an alert
	MayBackup   Permission = "backup"
	MayPurge    Permission = "purge"         // order a purge and carry it out
	MayWitness  Permission = "purge_witness" // agree to a purge that somebody else ordered
)

// permissions says which roles hold which permission.
func permissions(p Permission) []Role {
	switch p {
	case MayImport, MayExport, MayLetters:
		return []Role{Intake, Supervisor}
	case MayRead:
		return []Role{Intake, Reviewer, Supervisor, Auditor}
	case MayUnmask:
		return []Role{Reviewer, Supervisor}
	case MayManage, MayPolicies, MayPurge:
		return []Role{Administrator}
	case MayAudit:
		return []Role{Auditor, Administrator, Supervisor}
	case MayGroup, MaySteer:
		return []Role{Supervisor}
	case MayBackup:
		return []Role{Supervisor, Administrator}
	case MayInsight, MayWitness:
		return []Role{Supervisor, Auditor}
	}
	return nil
}

// Permit refuses when none of the actor's roles holds the permission.
func (u User) Permit(p Permission) error {
	roles := permissions(p)
	if u.Has(roles...) {
		return nil
	}
	return Refuse("role", "roles", joinRoles(roles), "act", string(p))
}
