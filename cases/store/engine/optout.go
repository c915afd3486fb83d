package engine

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/pressly/goose/v3"
)

// optOutMigration lets a case that a group order decided be heard again because
// its resident does not want the order (version 6). Like any other second
// round it bars everybody who decided or signed before.
func (e *Engine) optOutMigration() *goose.Migration {
	return goose.NewGoMigration(6, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
		list := optOutGuards()
		for _, g := range list {
			for _, text := range e.d.drop(g) {
				if _, err := tx.ExecContext(ctx, text); err != nil {
					return fmt.Errorf("guard %s: %w", g.name, err)
				}
			}
		}
		return e.raise(ctx, tx, list)
	}}, nil)
}

// optOutGuards are the guards of version 3 that know the further round.
func optOutGuards() []guard {
	var list []guard
	_, come := guardsV3()
	for _, g := range come {
		switch g.name {
		case "cases_settled":
			g.when = strings.Replace(g.when, "'reopen', ", "'reopen', 'opt_out', ", 1)
		case "cases_heard":
			g.when = strings.Replace(g.when, "NEW.move = 'reopen'", "NEW.move IN ('reopen', 'opt_out')", 1)
		default:
			continue
		}
		list = append(list, g)
	}
	return list
}
