package review

import (
	"context"

	"recourse/cases"
)

// Register admits a received case to review.
func (d *Desk) Register(ctx context.Context, id cases.ID) (*cases.File, error) {
	return d.act(ctx, id, cases.MoveRegister, func(f *cases.File, c *cases.Change) error {
		c.Row.State = cases.Registered
		return nil
	})
}

// Admissible reports whether a fresh snapshot can be registered at once: it
// disputes a colour that restricts somebody, names a ground and says something
// in words or papers. Anything else waits for a person; nothing is ever found
// inadmissible by the import itself.
func Admissible(s *cases.Snapshot) bool {
	said := s.Appeal.Statement != "" || len(s.Appeal.Documents) > 0
	return s.Assignment.Colour.Disputable() && len(s.Appeal.Grounds) > 0 && said
}
