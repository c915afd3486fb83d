package cli

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"recourse/app/session"
	"recourse/cases"
)

// integrityCommand proves that no case is stuck, or names those that are.
func (e *env) integrityCommand() *cobra.Command {
	return &cobra.Command{
		Use: "integrity", Short: e.words.T("cli.integrity"), Args: noArgs,
		RunE: e.with(func(ctx context.Context, s *session.Session, _ []string) error {
			list, err := s.Integrity(ctx)
			if err != nil {
				return err
			}
			rows := make([][]string, len(list))
			for i, x := range list {
				if e.json {
					if err := e.emit(x); err != nil {
						return err
					}
				}
				rows[i] = []string{
					x.AppealNo, e.words.State(x.State), e.words.T("stuck." + x.What), e.words.FullDateTime(x.Since),
					cmp.Or(string(x.Owner), e.words.Or("role."+string(x.Role), string(x.Role))), x.Remedy,
				}
			}
			switch {
			case len(list) == 0 && e.json:
				return nil
			case len(list) == 0:
				_, err := fmt.Fprintln(e.Out, e.words.T("cli.integrity_whole"))
				return err
			case !e.json:
				head := []string{
					e.words.T("cli.head_case"), e.words.T("cli.head_state"), e.words.T("cli.head_stuck"), e.words.T("cli.head_since"),
					e.words.T("cli.head_owner"), e.words.T("cli.head_remedy"),
				}
				if err := e.table(head, rows); err != nil {
					return err
				}
			}
			return &partly{e.words.T("cli.integrity_stuck", "n", len(list))}
		}),
	}
}

// duplicatesCommand lists what may be one matter appealed twice.
func (e *env) duplicatesCommand() *cobra.Command {
	return &cobra.Command{
		Use: "duplicates", Short: e.words.T("cli.duplicates"), Args: noArgs,
		RunE: e.with(func(ctx context.Context, s *session.Session, _ []string) error {
			list, err := s.Twins(ctx)
			if err != nil {
				return err
			}
			for _, t := range list {
				v := map[string]any{"case": t.Other, "appeal_no": t.Nos[1], "into": t.Into, "into_appeal_no": t.Nos[0]}
				if err := e.print(v, e.words.T("cli.twin", "case", t.Nos[1], "into", t.Nos[0], "filed", e.words.FullDateTime(t.Filed[0]))); err != nil {
					return err
				}
			}
			if len(list) == 0 && !e.json {
				_, err = fmt.Fprintln(e.Out, e.words.T("cli.no_twins"))
			}
			return err
		}),
	}
}

// expireCommand records that terms ended while cases were pending: of the
// cases named, or of all that are due for it.
func (e *env) expireCommand() *cobra.Command {
	var all bool
	var wish string
	c := &cobra.Command{
		Use: "expire CASE...", Short: e.words.T("cli.expire"),
		RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error {
			ids, err := e.toExpire(ctx, s, args, all)
			if err != nil {
				return err
			}
			for _, id := range ids {
				f, err := s.Desk().RecordExpiry(ctx, id, wish)
				if err != nil {
					return err
				}
				if err := e.printStanding(s, f); err != nil {
					return err
				}
			}
			e.note("cli.expired", "n", len(ids))
			return nil
		}),
	}
	c.Flags().BoolVar(&all, "all", false, "")
	c.Flags().StringVar(&wish, "wish", "unknown", "")
	return c
}

func (e *env) toExpire(ctx context.Context, s *session.Session, args []string, all bool) ([]cases.ID, error) {
	if all == (len(args) > 0) {
		return nil, usage("usage.expire")
	}
	if all {
		return s.Expired(ctx)
	}
	ids := make([]cases.ID, len(args))
	for i, a := range args {
		id, err := s.Find(ctx, a)
		if err != nil {
			return nil, err
		}
		ids[i] = id
	}
	return ids, nil
}

func (e *env) lapseCommand() *cobra.Command {
	return e.ending("lapse CASE", "cli.lapse", func(ctx context.Context, s *session.Session, id cases.ID, v cases.Ending) (*cases.File, error) {
		return s.Desk().Lapse(ctx, id, v)
	})
}

func (e *env) withdrawCommand() *cobra.Command {
	return e.ending("withdraw CASE", "cli.withdraw", func(ctx context.Context, s *session.Session, id cases.ID, v cases.Ending) (*cases.File, error) {
		return s.Desk().Withdraw(ctx, id, v)
	})
}

// ending is a command that ends a case on something somebody said on a day.
func (e *env) ending(use, key string, act func(context.Context, *session.Session, cases.ID, cases.Ending) (*cases.File, error)) *cobra.Command {
	var v cases.Ending
	var date string
	c := e.onCase(use, key, func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		day, err := cases.ParseStamp(date)
		if err != nil {
			return nil, usage("usage.day", "flag", "--date", "value", date)
		}
		v.Date = day
		return act(ctx, s, id, v)
	})
	c.Flags().StringVar(&date, "date", "", "")
	c.Flags().StringVar(&v.Channel, "channel", "", "")
	c.Flags().StringVar(&v.Checked, "checked", "", "")
	c.Flags().StringVar(&v.Reason, "reason", "", "")
	return c
}

func (e *env) dismissCommand() *cobra.Command {
	var v cases.Ending
	c := e.onCase("dismiss CASE", "cli.dismiss", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		return s.Desk().Dismiss(ctx, id, v)
	})
	c.Flags().StringVar(&v.Reason, "reason", "", "")
	return c
}

func (e *env) reinstateCommand() *cobra.Command {
	var v cases.Reinstatement
	c := e.onCase("reinstate CASE", "cli.reinstate", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		return s.Desk().Reinstate(ctx, id, v)
	})
	c.Flags().StringVar(&v.Channel, "channel", "", "")
	c.Flags().StringVar(&v.Checked, "checked", "", "")
	c.Flags().StringVar(&v.Reason, "reason", "", "")
	return c
}

// windowCommand shows or sets how long after the measure an appeal is in time.
func (e *env) windowCommand() *cobra.Command {
	return &cobra.Command{
		Use: "window [DAYS]", Short: e.words.T("cli.window"), Args: cobra.MaximumNArgs(1),
		RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error {
			if len(args) == 1 {
				days, err := strconv.Atoi(args[0])
				if err != nil {
					return usage("usage.window", "value", args[0])
				}
				if err := s.SetLateWindow(ctx, days); err != nil {
					return err
				}
			}
			days, err := s.LateWindow(ctx)
			if err != nil {
				return err
			}
			return e.print(map[string]int{"days": days}, e.words.T("cli.window_is", "n", days))
		}),
	}
}

// alerts tells what a delivery means for cases that are there already.
func (e *env) alerts(r session.Imported) {
	for _, no := range r.Held {
		e.note("cli.held", "case", no)
	}
	for _, t := range r.Twins {
		e.note("cli.twin", "case", t.Nos[1], "into", t.Nos[0], "filed", e.words.FullDateTime(t.Filed[0]))
	}
}

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
		err = e.emit(map[string]any{"whole": v.Whole(), "entries": v.Entries, "rows": v.Rows, "root": fmt.Sprintf("%x", v.Root[:]), "findings": findings, "backwards": v.Backwards})
	} else {
		for _, f := range v.Findings {
			fmt.Fprintln(e.Out, e.words.T("cli.audit_finding", "row", f.Row, "why", e.words.T("misfit."+f.Why)))
		}
		if v.Whole() {
			fmt.Fprintln(e.Out, e.words.T("cli.audit_whole", "entries", v.Entries, "rows", v.Rows))
		}
		if v.Backwards > 0 {
			fmt.Fprintln(e.Out, e.words.T("cli.audit_backwards", "n", v.Backwards, "seq", v.FirstBackwards))
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
