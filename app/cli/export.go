package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"recourse/app/session"
	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/outbox"
)

// exportFlags say what is exported.
type exportFlags struct {
	what, format, purpose, approver string
	refs                            []string
	list                            listFlags
}

func (e *env) exportCommand() *cobra.Command {
	var f exportFlags
	var o session.ExportOrder
	c := &cobra.Command{
		Use: "export --what decisions|cases|audit", Args: noArgs, Short: e.words.T("cli.export"),
		RunE: e.with(func(ctx context.Context, s *session.Session, _ []string) error { return e.export(ctx, s, f, o) }),
	}
	fl := c.Flags()
	fl.StringVar(&f.what, "what", "decisions", "decisions, cases or audit")
	fl.StringVar(&f.format, "format", "ndjson", "ndjson, csv or xlsx")
	fl.StringVar(&o.File, "out", "", "file to write")
	fl.StringVar(&f.purpose, "purpose", "", "epidemic_control, appeal, audit or data_subject_copy")
	fl.StringVar(&o.Unmask, "unmask", "", "personal data in full, for this reason")
	fl.StringVar(&f.approver, "approver", "", "who approved unmasked data of more than one case")
	fl.StringSliceVar(&f.refs, "case", nil, "only these cases")
	fl.StringSliceVar(&f.list.states, "state", nil, "for --what cases: only these states")
	fl.StringVar(&f.list.view, "view", "", "for --what cases: a saved view")
	return c
}

func (e *env) export(ctx context.Context, s *session.Session, f exportFlags, o session.ExportOrder) error {
	if o.File == "" {
		return usagef("use --out FILE")
	}
	formats := map[string]importexport.Format{"ndjson": importexport.NDJSON, "csv": importexport.CSV, "xlsx": importexport.XLSX}
	format, ok := formats[f.format]
	if !ok {
		return usagef("--format %q: use ndjson, csv or xlsx", f.format)
	}
	o.Format, o.Approver = format, cases.UserID(f.approver)
	o.Purpose = outbox.Purpose(strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(strings.TrimSpace(f.purpose))))
	if !slices.Contains(outbox.Purposes(), o.Purpose) {
		return usagef("--purpose %q: use one of %v", f.purpose, outbox.Purposes())
	}
	if len(f.refs) > 0 {
		ids, err := e.ids(ctx, s, f.refs)
		if err != nil {
			return err
		}
		o.Cases = ids
	}
	r, err := e.exportWhat(ctx, s, f, o)
	if err != nil {
		return err
	}
	return e.print(r, e.words.T("cli.exported", "rows", r.Rows, "file", r.File, "sha256", r.SHA256, "receipt", r.ReceiptID))
}

func (e *env) exportWhat(ctx context.Context, s *session.Session, f exportFlags, o session.ExportOrder) (outbox.Receipt, error) {
	switch f.what {
	case "decisions":
		return s.ExportDecisions(ctx, o)
	case "audit":
		return s.ExportAudit(ctx, o)
	case "cases":
		filter, by, err := f.list.filter(s)
		if err != nil {
			return outbox.Receipt{}, err
		}
		return s.ExportCases(ctx, filter, by, o)
	}
	return outbox.Receipt{}, usagef("--what %q: use decisions, cases or audit", f.what)
}

func (e *env) ackCommand() *cobra.Command {
	return &cobra.Command{
		Use: "ack FILE", Args: needArgs(1, "one file"), Short: e.words.T("cli.ack"),
		RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error { return e.ack(ctx, s, args[0]) }),
	}
}

func (e *env) ack(ctx context.Context, s *session.Session, file string) error {
	a, err := s.Acknowledge(ctx, file)
	if err != nil {
		return err
	}
	problems := make([]problemJSON, 0, len(a.Problems))
	for _, p := range a.Problems {
		problems = append(problems, problemJSON{p.File, p.Sheet, p.Row, p.Column, p.Value, string(p.Code),
			e.problemWords(p.MessageKey(), p.Words()), e.problemWords(p.RemedyKey(), p.Words())})
	}
	if e.json {
		err = e.emit(map[string]any{"read": a.Read, "accepted": a.Accepted, "rejected": a.Rejected, "unchanged": a.Unchanged,
			"refused": len(a.Problems), "closed": orEmpty(a.Closed), "problems": problems})
	} else {
		fmt.Fprintln(e.Out, e.words.T("cli.ack_done", "read", a.Read, "accepted", a.Accepted, "rejected", a.Rejected, "unchanged", a.Unchanged, "refused", len(a.Problems)))
		for i, p := range a.Problems {
			fmt.Fprintf(e.Out, "  %s  %s %s\n", place(p), problems[i].Message, problems[i].Remedy)
		}
	}
	if err == nil && len(a.Problems) > 0 {
		return &partly{e.words.T("cli.import_refused", "n", len(a.Problems))}
	}
	return err
}
