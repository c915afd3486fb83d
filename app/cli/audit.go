package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"recourse/app/session"
	"recourse/cases"
)

func (e *env) auditCommand() *cobra.Command {
	c := &cobra.Command{Use: "audit", Short: e.words.T("cli.audit"), RunE: needSub}
	var after int64
	log := &cobra.Command{Use: "log", Args: noArgs, Short: e.words.T("cli.audit_log"),
		RunE: e.with(func(ctx context.Context, s *session.Session, _ []string) error { return e.auditLog(ctx, s, after) })}
	log.Flags().Int64Var(&after, "after", 0, "")
	c.AddCommand(
		&cobra.Command{Use: "verify", Args: noArgs, Short: e.words.T("cli.audit_verify"), RunE: e.with(e.auditVerify)},
		log,
		&cobra.Command{Use: "checkpoint", Args: noArgs, Short: e.words.T("cli.audit_checkpoint"), RunE: e.with(e.auditCheckpoint)},
	)
	return c
}

// auditVerify prints what does not fit and ends as damaged if anything does
// not.
func (e *env) auditVerify(ctx context.Context, s *session.Session, _ []string) error {
	v, err := s.Verify(ctx, nil)
	if err != nil {
		return err
	}
	findings := make([]map[string]string, 0, len(v.Findings))
	for _, f := range v.Findings {
		findings = append(findings, map[string]string{"row": f.Row, "why": f.Why})
	}
	if e.json {
		err = e.emit(map[string]any{"whole": v.Whole(), "entries": v.Entries, "rows": v.Rows, "root": fmt.Sprintf("%x", v.Root[:]), "findings": findings})
	} else {
		for _, f := range v.Findings {
			fmt.Fprintln(e.Out, e.words.T("cli.audit_finding", "row", f.Row, "why", e.words.T("misfit."+f.Why)))
		}
		if v.Whole() {
			fmt.Fprintln(e.Out, e.words.T("cli.audit_whole", "entries", v.Entries, "rows", v.Rows))
		}
	}
	if err == nil && !v.Whole() {
		return cases.Refuse("damaged_row", "row", v.Findings[0].Row)
	}
	return err
}

func (e *env) auditLog(ctx context.Context, s *session.Session, after int64) error {
	log, err := s.AuditLog(ctx, after)
	if err != nil {
		return err
	}
	for entry, err := range log {
		if err != nil {
			return err
		}
		row := append(e.recordRow(&entry), entry.AppealNo)
		row[len(row)-1], row[len(row)-2] = row[len(row)-2], row[len(row)-1] // what it says comes last
		if err := e.print(entry, strings.TrimRight(strings.Join(row, "  "), " ")); err != nil {
			return err
		}
	}
	return nil
}

func (e *env) auditCheckpoint(ctx context.Context, s *session.Session, _ []string) error {
	note, err := s.Checkpoint(ctx)
	if err != nil {
		return err
	}
	return e.print(map[string]string{"checkpoint": note}, note)
}
