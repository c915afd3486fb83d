package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"recourse/app/gui/i18n"
	"recourse/app/session"
	"recourse/cases"
	"recourse/review"
	"recourse/review/evidence"
)

// showFlags say which parts of a file are shown.
type showFlags struct {
	evidence, trace, record bool
	whole                   bool // personal data in full
	unmask                  string
}

func (e *env) showCommand() *cobra.Command {
	var f showFlags
	c := &cobra.Command{
		Use: "show CASE", Short: e.words.T("cli.show"), Args: needArgs(1, "args.case"),
	}
	c.RunE = e.with(func(ctx context.Context, s *session.Session, args []string) error {
		f.whole = c.Flags().Changed("unmask")
		return e.show(ctx, s, args[0], f)
	})
	c.Flags().BoolVar(&f.evidence, "evidence", false, "")
	c.Flags().BoolVar(&f.trace, "trace", false, "")
	c.Flags().BoolVar(&f.record, "record", false, "")
	c.Flags().StringVar(&f.unmask, "unmask", "", "")
	return c
}

func (e *env) show(ctx context.Context, s *session.Session, ref string, fl showFlags) error {
	id, err := s.Find(ctx, ref)
	if err != nil {
		return err
	}
	f, err := s.Desk().Open(ctx, id)
	if err == nil && fl.whole {
		f, err = s.Desk().Unmask(ctx, id, strings.TrimSpace(fl.unmask))
	}
	if err != nil {
		return err
	}
	a, err := s.Assess(f, review.Question{})
	if err != nil {
		return err
	}
	if !fl.whole {
		f.Snapshot = f.Snapshot.Masked()
	}
	record, err := s.Record(ctx, f.ID)
	if err != nil {
		return err
	}
	if e.json {
		return e.emit(fileView(f, a, record, s))
	}
	return e.showText(s, f, a, record, fl)
}

// wholeFile is what show --json prints.
type wholeFile struct {
	line
	Snapshot  cases.Snapshot           `json:"snapshot"`
	Evidence  []evidenceView           `json:"evidence"`
	Shows     []evidence.Said          `json:"shows"`        // what each flag shows, with its error
	Models    string                   `json:"error_models"` // version and digest of the models it was said with
	Replay    any                      `json:"replay"`
	NoReplay  string                   `json:"no_replay,omitempty"`
	Draft     *cases.Draft             `json:"draft"`
	Decisions []decisionView           `json:"decisions"`
	SignOffs  []cases.SignOff          `json:"signoffs"`
	Weighings []cases.Weighing         `json:"weighings"`
	Requests  []cases.InfoRequest      `json:"requests"`
	Answers   []cases.InfoAnswer       `json:"answers"`
	Notes     []cases.Note             `json:"notes"`
	Letters   []cases.Letter           `json:"letters"`
	Delivered []cases.Delivery         `json:"deliveries"`
	Sent      []cases.InstructionPaper `json:"instructions"`
	Acks      []cases.Ack              `json:"acks"`
	Ending    *cases.Ending            `json:"ending,omitempty"`
	Turns     turns                    `json:"turns"`
	Actions   []string                 `json:"actions"`
	Record    []session.Entry          `json:"record"`
}

type evidenceView struct {
	Ref  string `json:"ref"`
	Kind string `json:"kind"`
	Text string `json:"text"`
}

type decisionView struct {
	cases.Decision
	Digest string `json:"digest"`
}

func fileView(f *cases.File, a *review.Assessment, record []session.Entry, s *session.Session) wholeFile {
	v := wholeFile{
		line: caseLine(&f.Row, s.Now()), Snapshot: f.Snapshot, Draft: f.Draft, SignOffs: orEmpty(f.SignOffs),
		Weighings: orEmpty(f.Weighings), Requests: orEmpty(f.Requests), Answers: orEmpty(f.Answers), Notes: orEmpty(f.Notes),
		Letters: orEmpty(f.Letters), Delivered: orEmpty(f.Deliveries), Sent: orEmpty(f.Instructions), Acks: orEmpty(f.Acks),
		Ending: f.Ending, Record: orEmpty(record), Actions: []string{}, Decisions: []decisionView{},
		Shows: orEmpty(a.Statements), Models: a.Models.Version + " " + a.Models.Digest,
	}
	if a.Report != nil {
		v.Replay = a.Report
	}
	if a.NoReplay != nil && f.Purge == 0 {
		v.NoReplay = "no_policy"
	}
	for _, ev := range f.Snapshot.Evidence() {
		v.Evidence = append(v.Evidence, evidenceView{ev.Ref, ev.Kind(), ev.Text(&f.Snapshot)})
	}
	for _, d := range f.Decisions {
		v.Decisions = append(v.Decisions, decisionView{d, d.Digest})
	}
	v.Turns = turnsOf(f, s)
	for _, act := range review.Actions(s.User(), f, s.Now()) {
		if act.Open() {
			v.Actions = append(v.Actions, string(act.Move))
		}
	}
	return v
}

func (e *env) showText(s *session.Session, f *cases.File, a *review.Assessment, record []session.Entry, fl showFlags) error {
	w, p := e.words, &f.Snapshot
	fmt.Fprintln(e.Out, w.T("cli.show_head", "case", f.AppealNo, "name", p.Resident.Name, "id", p.Resident.DocNo, "colour", w.Colour(f.Colour),
		"issued", w.FullDateTime(f.IssuedAt), "state", w.State(f.State), "officer", dash(string(f.Officer))))
	if f.Purge != 0 {
		fmt.Fprintln(e.Out, w.T("cli.show_purged", "no", f.Purge))
	}
	fmt.Fprintln(e.Out, w.T("cli.show_times", "due", w.FullDateTime(f.DueAt), "left", w.Duration(f.IsolationLeft(s.Now()))))
	if lacks := p.Lacks(); len(lacks) > 0 {
		names := make([]string, len(lacks))
		for i, field := range lacks {
			names[i] = w.T("lacks." + field)
		}
		fmt.Fprintln(e.Out, w.T("cli.show_lacks", "fields", strings.Join(names, w.T("list.comma"))))
	}
	for _, g := range f.Grounds {
		fmt.Fprintf(e.Out, "  %s  %s\n", g, w.Ground(g))
	}
	if p.Appeal.Statement != "" {
		fmt.Fprintf(e.Out, "\n%s\n", p.Appeal.Statement)
	}
	if fl.evidence {
		fmt.Fprint(e.Out, "\n"+aligned(e.evidenceRows(p)))
		e.showStatements(s, a)
	}
	if a.Report != nil {
		fmt.Fprintln(e.Out)
		e.printColours(a.Report)
		if fl.trace {
			if err := e.printSteps(s.Rules(), a.Report.Steps); err != nil {
				return err
			}
		}
	} else if f.Purge == 0 {
		fmt.Fprintln(e.Out, "\n"+w.T("cli.no_replay", "why", e.whyNoReplay(&f.Row)))
	}
	e.showTurns(f, s)
	if f.Blind(s.User()) {
		fmt.Fprintln(e.Out, "\n"+w.T("refusal.first_view_needed"))
	} else {
		e.showDecision(f)
	}
	if fl.record {
		e.showRecord(record)
	}
	return nil
}

// showStatements says what each record shows, with its error.
func (e *env) showStatements(s *session.Session, a *review.Assessment) {
	for _, said := range a.Statements {
		fmt.Fprintln(e.Out, "\n  "+said.Ref)
		for _, n := range said.Notes {
			if text := e.words.Statement(n.Key, s.Rules().Localise(n.Args, string(e.words.Lang()))); text != "" {
				fmt.Fprintln(e.Out, "    "+text)
			}
		}
	}
}

func (e *env) showDecision(f *cases.File) {
	d := f.Decision()
	if d == nil {
		return
	}
	fmt.Fprintln(e.Out, "\n"+e.words.T("cli.show_decision", "outcome", e.words.Disposition(d.Disposition), "by", d.DraftedBy.Name, "digest", d.Digest))
	for _, x := range d.Findings {
		fmt.Fprintf(e.Out, "  %s  %s  [%s]  %s\n", x.Ground, e.words.Finding(x.Finding), strings.Join(x.Evidence, " "), x.Text)
	}
	fmt.Fprintln(e.Out, "\n"+d.Reasons)
}

func (e *env) showRecord(record []session.Entry) {
	rows := make([][]string, len(record))
	for i := range record {
		rows[i] = e.recordRow(&record[i])
		rows[i][0] = "  " + rows[i][0]
	}
	fmt.Fprint(e.Out, "\n"+aligned(rows))
}

// recordRow is an entry of the record: number, time, who, and what with its
// details in words. Digests are left to --json.
func (e *env) recordRow(r *session.Entry) []string {
	did := e.words.Did(i18n.Act{Who: r.Name, Action: r.Action, Detail: r.Detail, Name: r.NameOf})
	return []string{"#" + strconv.FormatInt(r.Seq, 10), e.words.FullDateTime(r.At), r.Name, did}
}

// trimmed prints a decimal without needless zeros.
func trimmed(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
