package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"recourse/app/gui/i18n"
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
	fl.StringVar(&f.what, "what", "decisions", "")
	fl.StringVar(&f.format, "format", "ndjson", "")
	fl.StringVar(&o.File, "out", "", "")
	fl.StringVar(&f.purpose, "purpose", "", "")
	fl.StringVar(&o.Unmask, "unmask", "", "")
	fl.StringVar(&f.approver, "approver", "", "")
	fl.StringSliceVar(&f.refs, "case", nil, "")
	fl.StringSliceVar(&f.list.states, "state", nil, "")
	fl.StringVar(&f.list.view, "view", "", "")
	return c
}

func (e *env) export(ctx context.Context, s *session.Session, f exportFlags, o session.ExportOrder) error {
	if err := f.order(&o); err != nil {
		return err
	}
	if len(f.refs) > 0 {
		ids, err := e.ids(ctx, s, f.refs)
		if err != nil {
			return err
		}
		o.Cases = ids
	}
	o.Words, o.Said = e.words.Both, e.entryBoth
	r, err := e.exportWhat(ctx, s, f, o)
	if err != nil {
		return err
	}
	return e.print(r, e.words.T("cli.exported", "rows", r.Rows, "file", r.File, "sha256", r.SHA256, "receipt", r.ReceiptID))
}

// order reads where to and what for into an order.
func (f *exportFlags) order(o *session.ExportOrder) error {
	if o.File == "" {
		return usage("usage.out")
	}
	formats := map[string]importexport.Format{"ndjson": importexport.NDJSON, "csv": importexport.CSV, "xlsx": importexport.XLSX}
	format, ok := formats[f.format]
	if !ok {
		return oneOf("--format", f.format, []string{"ndjson", "csv", "xlsx"})
	}
	o.Format, o.Approver = format, cases.UserID(f.approver)
	o.Purpose = outbox.Purpose(strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(strings.TrimSpace(f.purpose))))
	if !slices.Contains(outbox.Purposes(), o.Purpose) {
		return oneOf("--purpose", f.purpose, outbox.Purposes())
	}
	return nil
}

func (e *env) exportWhat(ctx context.Context, s *session.Session, f exportFlags, o session.ExportOrder) (outbox.Receipt, error) {
	switch f.what {
	case "decisions":
		return s.ExportDecisions(ctx, o)
	case "audit":
		return s.ExportAudit(ctx, o)
	case "cases":
		filter, by, err := f.list.filter(ctx, s)
		if err != nil {
			return outbox.Receipt{}, err
		}
		return s.ExportCases(ctx, filter, by, o)
	}
	return outbox.Receipt{}, oneOf("--what", f.what, []string{"decisions", "cases", "audit"})
}

// entryBoth is an entry of the record as a sentence in both languages.
func (e *env) entryBoth(r session.Entry) string {
	act := i18n.Act{Who: r.Name, Action: r.Action, Detail: r.Detail, Name: r.NameOf}
	return e.words.In(i18n.ZH).Did(act) + " / " + e.words.In(i18n.EN).Did(act)
}

func (e *env) ackCommand() *cobra.Command {
	return &cobra.Command{
		Use: "ack FILE", Args: needArgs(1, "args.file"), Short: e.words.T("cli.ack"),
		RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error { return e.ack(ctx, s, args[0]) }),
	}
}

func (e *env) ack(ctx context.Context, s *session.Session, file string) error {
	a, err := s.Acknowledge(ctx, file, nil)
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
		for _, p := range a.Problems {
			fmt.Fprintf(e.Out, "  %s  %s\n", place(p), problemSentence(e.words, p))
		}
	}
	if err == nil && len(a.Problems) > 0 {
		return &partly{e.words.T("cli.import_refused", "n", len(a.Problems))}
	}
	return err
}
