package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"

	"recourse/app/session"
	"recourse/cases"
	"recourse/review"
)

// groupFlags pick the people of a group order.
type groupFlags struct {
	by, value, from, until, colour string
}

func (f *groupFlags) flags(c *cobra.Command) *cobra.Command {
	fl := c.Flags()
	fl.StringVar(&f.by, "by", "batch", "")
	fl.StringVar(&f.value, "value", "", "")
	fl.StringVar(&f.from, "from", "", "")
	fl.StringVar(&f.until, "until", "", "")
	fl.StringVar(&f.colour, "colour", string(cases.Green), "")
	return c
}

func (f *groupFlags) criterion() (c cases.Criterion, err error) {
	c = cases.Criterion{By: cases.GroupBy(f.by), Value: strings.TrimSpace(f.value)}
	for flag, to := range map[string]*time.Time{"--from": &c.From, "--until": &c.Until} {
		if text := map[string]string{"--from": f.from, "--until": f.until}[flag]; text != "" {
			if *to, err = moment(text, flag); err != nil {
				return c, err
			}
		}
	}
	return c, c.Check()
}

func (e *env) groupCommand() *cobra.Command {
	c := &cobra.Command{Use: "group", Short: e.words.T("cli.group"), Args: noArgs, RunE: func(c *cobra.Command, _ []string) error { return c.Help() }}
	c.AddCommand(e.groupPreviewCommand(), e.groupOrderCommand(), e.groupListCommand(), e.groupShowCommand(),
		e.groupSignCommand(), e.groupUndoCommand(), e.groupApplyCommand(), e.groupRecallCommand(),
		e.groupReopenCommand(), e.groupOptOutCommand())
	return c
}

func (e *env) groupPreviewCommand() *cobra.Command {
	var f groupFlags
	return f.flags(&cobra.Command{
		Use: "preview", Args: noArgs, Short: e.words.T("cli.group.preview"),
		RunE: e.with(func(ctx context.Context, s *session.Session, _ []string) error {
			c, err := f.criterion()
			if err != nil {
				return err
			}
			p, err := s.Groups().Preview(ctx, c, cases.Colour(strings.ToUpper(f.colour)), nil)
			if err != nil {
				return err
			}
			return e.printPreview(p)
		}),
	})
}

func (e *env) printPreview(p *review.GroupPreview) error {
	if e.json {
		return e.emit(map[string]any{
			"by": p.By, "value": p.Value, "members": orEmpty(p.Members), "left": orEmpty(p.Left), "decided": p.Decided,
			"refused": orEmpty(p.Refused), "unappealed": p.Unappealed, "unappealed_unknown": p.Unknown(),
		})
	}
	decided := 0
	for _, n := range p.Decided {
		decided += n
	}
	w, key := e.words, "group.preview"
	if p.Unknown() {
		key += ".unknown"
	}
	fmt.Fprintln(e.Out, w.T(key, "members", len(p.Members), "left", len(p.Left), "decided", decided, "unappealed", p.Unappealed))
	for _, m := range p.Members {
		fmt.Fprintf(e.Out, "  %s\n", m.AppealNo)
	}
	for _, l := range p.Left {
		fmt.Fprintf(e.Out, "  %s  %s\n", l.AppealNo, e.stays(l))
	}
	if len(p.Refused) > 0 {
		fmt.Fprintln(e.Out, w.T("group.refused", "n", len(p.Refused)))
	}
	return nil
}

// orderFile is a group order as somebody writes it.
type orderFile struct {
	Finding        string      `yaml:"finding"`
	Reasons        string      `yaml:"reasons"`
	LegalBasis     []string    `yaml:"legal_basis"`
	EffectiveAt    cases.Stamp `yaml:"effective_at"`
	LetterLanguage string      `yaml:"letter_language"`
	UndoMinutes    *int        `yaml:"undo_minutes"`
	StayOpen       []stayOpen  `yaml:"stay_open"`
}

// stayOpen is a case that its author leaves open, and why.
type stayOpen struct {
	Case   string `yaml:"case"`
	Reason string `yaml:"reason"`
}

// leave finds the cases that stay open by choice.
func leave(ctx context.Context, s *session.Session, list []stayOpen) (map[cases.ID]string, error) {
	out := map[cases.ID]string{}
	for _, x := range list {
		id, err := s.Find(ctx, x.Case)
		if err != nil {
			return nil, err
		}
		out[id] = strings.TrimSpace(x.Reason)
	}
	return out, nil
}

func (e *env) groupOrderCommand() *cobra.Command {
	var f groupFlags
	var file string
	c := f.flags(&cobra.Command{
		Use: "order --file ORDER.yaml", Args: noArgs, Short: e.words.T("cli.group.order"),
		RunE: e.with(func(ctx context.Context, s *session.Session, _ []string) error { return e.groupOrder(ctx, s, &f, file) }),
	})
	c.Flags().StringVar(&file, "file", "", "")
	return c
}

func (e *env) groupOrder(ctx context.Context, s *session.Session, f *groupFlags, file string) error {
	if file == "" {
		return usage("usage.order_file")
	}
	c, err := f.criterion()
	if err != nil {
		return err
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	in := orderFile{LetterLanguage: cases.OwnLanguage}
	if err := yaml.UnmarshalWithOptions(raw, &in, yaml.Strict()); err != nil {
		return usage("usage.order_yaml", "why", strings.TrimSpace(strings.SplitN(err.Error(), "\n", 2)[0]))
	}
	except, err := leave(ctx, s, in.StayOpen)
	if err != nil {
		return err
	}
	o := cases.GroupOrder{
		Criterion: c, Finding: strings.TrimSpace(in.Finding), Reasons: strings.TrimSpace(in.Reasons), LegalBasis: in.LegalBasis,
		NewColour: cases.Colour(strings.ToUpper(f.colour)), EffectiveAt: in.EffectiveAt, LetterLanguage: in.LetterLanguage, UndoFor: cases.GroupWindow,
	}
	if in.UndoMinutes != nil {
		o.UndoFor = time.Duration(*in.UndoMinutes) * time.Minute
	}
	g, err := s.Groups().Order(ctx, o, except, nil)
	if err != nil {
		return err
	}
	return e.printGroup(ctx, s, g, false)
}

func (e *env) groupListCommand() *cobra.Command {
	return &cobra.Command{
		Use: "list", Args: noArgs, Short: e.words.T("cli.group.list"),
		RunE: e.with(func(ctx context.Context, s *session.Session, _ []string) error {
			if err := e.carryOutDue(ctx, s); err != nil {
				return err
			}
			list, err := s.GroupList(ctx)
			if err != nil {
				return err
			}
			for i := range list {
				if err := e.printGroup(ctx, s, &list[i], false); err != nil {
					return err
				}
			}
			if len(list) == 0 && !e.json {
				fmt.Fprintln(e.Out, e.words.T("group.none"))
			}
			return nil
		}),
	}
}

// onGroup builds a command about one order that prints where it stands
// afterwards.
func (e *env) onGroup(name string, whole bool, act func(ctx context.Context, s *session.Session, no int) (*cases.GroupRecord, error)) *cobra.Command {
	return &cobra.Command{
		Use: name + " N", Short: e.words.T("cli.group." + name), Args: needArgs(1, "args.group"),
		RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error {
			no, err := groupNo(args[0])
			if err != nil {
				return err
			}
			g, err := act(ctx, s, no)
			if err != nil {
				return err
			}
			if err := e.printGroup(ctx, s, g, whole); err != nil || !whole {
				return err
			}
			return e.printOutcome(ctx, s, g)
		}),
	}
}

func groupNo(text string) (int, error) {
	var no int
	if _, err := fmt.Sscanf(text, "%d", &no); err != nil || no < 1 {
		return 0, usage("usage.group_no", "value", text)
	}
	return no, nil
}

func (e *env) groupShowCommand() *cobra.Command {
	return e.onGroup("show", true, func(ctx context.Context, s *session.Session, no int) (*cases.GroupRecord, error) {
		return s.Group(ctx, no)
	})
}

// groupSignCommand signs what was read: the digest that show printed.
func (e *env) groupSignCommand() *cobra.Command {
	var digest string
	c := e.onGroup("sign", false, func(ctx context.Context, s *session.Session, no int) (*cases.GroupRecord, error) {
		g, err := s.Group(ctx, no)
		if err != nil {
			return nil, err
		}
		const enough = 12
		r := review.Reading{Digest: digest}
		if digest != "" {
			r.LetterOpened = s.Now()
		}
		if len(digest) >= enough && strings.HasPrefix(g.Digest, strings.ToLower(digest)) {
			r.Digest = g.Digest
		}
		return s.Groups().Sign(ctx, no, r)
	})
	c.Flags().StringVar(&digest, "digest", "", "")
	return c
}

func (e *env) groupUndoCommand() *cobra.Command {
	var reason string
	c := e.onGroup("undo", false, func(ctx context.Context, s *session.Session, no int) (*cases.GroupRecord, error) {
		return s.Groups().Undo(ctx, no, strings.TrimSpace(reason))
	})
	c.Flags().StringVar(&reason, "reason", "", "")
	return c
}

func (e *env) groupApplyCommand() *cobra.Command {
	return e.onGroup("apply", false, func(ctx context.Context, s *session.Session, no int) (*cases.GroupRecord, error) {
		return s.Groups().CarryOut(ctx, no, nil)
	})
}

func (e *env) groupRecallCommand() *cobra.Command {
	var f exportFlags
	var o session.ExportOrder
	c := &cobra.Command{
		Use: "recall N --out FILE --purpose P", Args: needArgs(1, "args.group"), Short: e.words.T("cli.group.recall"),
		RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error {
			no, err := groupNo(args[0])
			if err != nil {
				return err
			}
			if err := f.order(&o); err != nil {
				return err
			}
			r, err := s.Recall(ctx, no, o)
			if err != nil {
				return err
			}
			return e.print(r, e.words.T("cli.exported", "rows", r.Rows, "file", r.File, "sha256", r.SHA256, "receipt", r.ReceiptID))
		}),
	}
	fl := c.Flags()
	fl.StringVar(&o.File, "out", "", "")
	fl.StringVar(&f.format, "format", "csv", "")
	fl.StringVar(&f.purpose, "purpose", "", "")
	fl.StringVar(&o.Unmask, "unmask", "", "")
	return c
}

// carryOutDue carries out what is due before something is listed or sent, and
// says so.
func (e *env) carryOutDue(ctx context.Context, s *session.Session) error {
	list, err := s.CarryOutDue(ctx, nil)
	for i := range list {
		g := &list[i]
		e.note("group.carried", "no", g.No, "carried", g.Carried, "left", len(g.Skipped))
	}
	return err
}

func (e *env) groupReopenCommand() *cobra.Command {
	var refs []string
	c := &cobra.Command{
		Use: "reopen N", Args: needArgs(1, "args.group"), Short: e.words.T("cli.group.reopen"),
		RunE: e.with(func(ctx context.Context, s *session.Session, args []string) error {
			no, err := groupNo(args[0])
			if err != nil {
				return err
			}
			var ids []cases.ID
			if len(refs) > 0 {
				if ids, err = e.ids(ctx, s, refs); err != nil {
					return err
				}
			}
			r, err := s.Groups().ReopenUpheld(ctx, no, ids, nil)
			if r == nil {
				return err
			}
			return errors.Join(err, e.printReopened(r))
		}),
	}
	c.Flags().StringSliceVar(&refs, "case", nil, "")
	return c
}

// printReopened lists what is heard again and what is not; a command that
// reopened nothing failed.
func (e *env) printReopened(r *review.GroupReopened) error {
	for _, m := range r.Opened {
		if err := e.print(m, e.words.T("group.reopened", "case", m.AppealNo)); err != nil {
			return err
		}
	}
	for _, l := range r.Left {
		e.note("group.not_reopened", "case", l.AppealNo, "why", sentence(e.words, cases.Refuse(l.Why)))
	}
	if len(r.Left) > 0 {
		return &partly{e.words.T("group.some_not_reopened", "n", len(r.Left))}
	}
	return nil
}

// groupOptOutCommand records that a resident does not want an order's decision.
func (e *env) groupOptOutCommand() *cobra.Command {
	var v cases.Reopening
	var said string
	c := e.onCase("optout CASE", "cli.group.optout", func(ctx context.Context, s *session.Session, id cases.ID) (*cases.File, error) {
		at, err := optional(said, "--said")
		if err != nil {
			return nil, err
		}
		if !at.IsZero() {
			v.RequestedAt = cases.At(at)
		}
		v.Reason = strings.TrimSpace(v.Reason)
		return s.Desk().OptOut(ctx, id, v)
	})
	fl := c.Flags()
	fl.StringVar(&v.Channel, "channel", "", "")
	fl.StringVar(&v.Checked, "checked", "", "")
	fl.StringVar(&v.Reason, "reason", "", "")
	fl.StringVar(&said, "said", "", "")
	return c
}

// printGroup prints an order: one line, or the whole of it as it is signed.
func (e *env) printGroup(ctx context.Context, s *session.Session, g *cases.GroupRecord, whole bool) error {
	state := string(g.State)
	if g.Due(s.Now()) {
		state = "due"
	}
	if e.json {
		out := map[string]any{
			"no": g.No, "by": g.By, "value": g.Value, "state": state, "members": len(g.Members), "left": len(g.Left), "decided": g.Decided,
			"unappealed": g.Unappealed, "carried": g.Carried, "skipped": len(g.Skipped), "digest": g.Digest, "ordered_by": g.OrderedBy.ID,
			"undo_until": stamp(g.UndoUntil),
		}
		if whole {
			out["order"] = g.GroupOrder
			o, err := s.GroupOutcome(ctx, g)
			if err != nil {
				return err
			}
			out["opted_out"], out["upheld"] = orEmpty(o.OptedOut), orEmpty(o.Upheld)
		}
		return e.emit(out)
	}
	w := e.words
	fmt.Fprintln(e.Out, w.T("group.line", "no", g.No, "by", w.T("insight.by."+string(g.By)), "value", g.Value, "state", w.T("group.state."+state),
		"members", len(g.Members), "carried", g.Carried, "left", len(g.Left)+len(g.Skipped), "unappealed", g.Unappealed))
	var err error
	if g.State == cases.GroupSigned {
		_, err = fmt.Fprintf(e.Out, "  %s\n", w.T("group.until", "until", w.DateTime(g.UndoUntil)))
	}
	if whole {
		err = errors.Join(err, e.printOrder(g))
	}
	return err
}

// printOutcome prints what became of an order beyond its members.
func (e *env) printOutcome(ctx context.Context, s *session.Session, g *cases.GroupRecord) error {
	out, err := s.GroupOutcome(ctx, g)
	if err != nil || e.json {
		return err
	}
	for _, m := range out.OptedOut {
		fmt.Fprintf(e.Out, "    %s  %s\n", m.AppealNo, e.words.T("group.opted_out"))
	}
	if len(out.Upheld) > 0 {
		fmt.Fprintf(e.Out, "  %s\n", e.words.T("group.upheld", "n", len(out.Upheld), "no", g.No))
	}
	return nil
}

// stays says why a case stays open.
func (e *env) stays(l cases.GroupLeft) string {
	why := e.words.T("group.left." + l.Why)
	if l.Note != "" {
		why += e.words.T("group.left.note", "note", l.Note)
	}
	return e.words.T("group.left", "why", why)
}

// printOrder prints what the second supervisor signs.
func (e *env) printOrder(g *cases.GroupRecord) error {
	w := e.words
	for _, line := range []string{
		w.T("group.by", "who", g.OrderedBy.Name, "at", w.DateTime(g.OrderedAt)),
		w.T("group.finding") + "  " + g.Finding, w.T("group.reasons") + "  " + g.Reasons,
		w.T("group.basis") + "  " + strings.Join(g.LegalBasis, w.T("list.comma")), w.T("group.colour") + "  " + w.Colour(g.NewColour),
	} {
		fmt.Fprintf(e.Out, "  %s\n", line)
	}
	for _, m := range g.Members {
		fmt.Fprintf(e.Out, "    %s\n", m.AppealNo)
	}
	for _, l := range g.Left {
		fmt.Fprintf(e.Out, "    %s  %s\n", l.AppealNo, e.stays(l))
	}
	_, err := fmt.Fprintf(e.Out, "  %s  %s\n", w.T("group.digest"), g.Digest)
	return err
}
