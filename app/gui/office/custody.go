package office

import (
	"context"
	"errors"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/cases"
	"recourse/cases/retention"
)

// custodyPage is about what the office keeps: backups, and working copies
// whose time is over.
func (s *Screen) custodyPage() fyne.CanvasObject {
	now, err, came := s.model.Keeping()
	switch {
	case !came:
		return kit.Panel(kit.EmptyState("clock", s.t("unit.loading"), ""))
	case err != nil:
		return kit.Panel(kit.EmptyState("error", s.t("keeping.failed"), s.w().Problem(err),
			kit.NewButton(s.t("action.retry"), s.model.LoadKeeping).WithIcon("refresh")))
	}
	page := kit.Column(theme.Space(3))
	if job := s.model.Busy(); job != "" {
		page.Add(kit.Card(nil, kit.Row(theme.Space(3), kit.Icon("refresh", theme.Accent, 28), kit.Fill(kit.Strong(job)),
			kit.NewButton(s.t("office.stop"), s.model.StopKeeping).WithIcon("cross"))))
	}
	if now.Others > 0 {
		page.Add(kit.Banner(kit.Warning, s.t("keeping.copies.title"), s.t("cli.copies", "n", now.Others)))
	}
	page.Add(kit.TopRow(theme.Space(3), kit.Fill(s.backupCard(&now)), kit.Fill(s.retentionCard(&now))))
	return kit.Scroll(kit.Insets(0, theme.Space(3), theme.Space(4), 0, page)).Object()
}

// backupCard makes backups, makes offices of them, and lists them.
func (s *Screen) backupCard(now *Keeping) fyne.CanvasObject {
	do := kit.NewButton(s.t("keeping.backup"), s.askBackup).WithIcon("save").As(kit.Primary)
	back := kit.NewButton(s.t("keeping.restore"), s.askRestore).WithIcon("folder")
	s.offWhile(do, s.model.MayBackup())
	s.offWhile(back, nil)
	body := kit.Column(theme.Space(3), kit.Prose(s.t("keeping.backup.text")))
	if o := now.Origin; o != nil {
		body.Add(kit.Note(s.t("cli.copy_of", "file", o.File, "made", s.w().DateTime(o.Made), "height", o.Height,
			"at", s.w().DateTime(o.RestoredAt), "by", o.By)))
	}
	body.Add(kit.Flow(theme.Space(2), do, back))
	if len(now.Backups) == 0 {
		body.Add(kit.Note(s.t("cli.backup_none")))
		return kit.Card(kit.Heading(s.t("keeping.backups")), body)
	}
	last := now.Backups[0]
	body.Add(kit.Note(s.t("keeping.backup.last", "at", s.w().DateTime(last.At), "n", last.Height)))
	g := grid.New(&backupRows{now.Backups, s}, s.col("backup", "at", 130, 0.2, 0), s.col("backup", "file", 120, 1, 0),
		s.col("backup", "size", 80, 0.2, 1), s.col("backup", "by", 80, 0.3, 2))
	body.Add(kit.Fixed(0, theme.RowHeight()*float32(min(len(now.Backups), 8)+1), g))
	return kit.Card(kit.Heading(s.t("keeping.backups")), body)
}

// offWhile switches a button off for a reason, or while something runs.
func (s *Screen) offWhile(b *kit.Button, why error) {
	switch {
	case s.model.Busy() != "":
		b.DisableFor(s.t("keeping.busy"))
	case why != nil:
		b.DisableFor(s.w().Problem(why))
	}
}

type backupRows struct {
	list []Backup
	s    *Screen
}

func (r *backupRows) Len() int         { return len(r.list) }
func (r *backupRows) Key(at int) int64 { return int64(len(r.list) - at) }

func (r *backupRows) Fill(at int, cells []grid.Cell) {
	b, w := &r.list[at], r.s.w()
	cells[0] = grid.Cell{Text: w.DateTime(b.At), Tip: w.FullDateTime(b.At)}
	cells[1] = grid.Cell{Text: b.File, Tip: b.SHA256}
	cells[2] = grid.Cell{Text: w.Bytes(b.Bytes), Ink: theme.InkMuted}
	cells[3] = grid.Cell{Text: b.By, Ink: theme.InkMuted}
}

// askBackup asks for the folder; the file's name says the day and hour.
func (s *Screen) askBackup() {
	in := kit.NewPathField(s.host.Window(), s.t("keeping.folder"), s.t("exporter.folder.choose"), true)
	name := "recourse-" + s.host.Now().In(cases.Shanghai()).Format("20060102-150405") + ".backup"
	s.ask(question{
		title: s.t("keeping.backup"), yes: s.t("keeping.backup.do"), done: s.t("keeping.started"), first: in.Entry,
		act: func(end func(error)) {
			if strings.TrimSpace(in.Entry.Text) == "" {
				end(cases.Refuse("no_folder", "office", name))
				return
			}
			s.model.Backup(s.t("keeping.backup.job"), strings.TrimSpace(in.Entry.Text), name, s.ended(func(b Backup) string {
				return s.t("keeping.backup.done", "file", b.File, "cases", b.Cases, "letters", b.Letters, "height", b.Height, "bytes", s.w().Bytes(b.Bytes))
			}))
			end(nil)
		},
	}, kit.Prose(s.t("keeping.backup.name", "file", name)), in.Object())
}

// ended shows how a job of this page ended.
func (s *Screen) ended(words func(Backup) string) func(Backup, error) {
	return func(b Backup, err error) {
		switch {
		case errors.Is(err, context.Canceled):
			s.host.Toast(s.t("keeping.stopped"))
		case err != nil:
			s.host.Fail(err)
		default:
			s.host.Toast(words(b))
		}
	}
}

// askRestore asks for a backup, the file it is to become, and the passphrase.
func (s *Screen) askRestore() {
	from := kit.NewPathField(s.host.Window(), s.t("keeping.restore.from"), s.t("exporter.folder.choose"), false)
	to, pass := kit.NewEntry(""), kit.NewEntry("")
	pass.Password = true
	s.ask(question{
		title: s.t("keeping.restore"), yes: s.t("keeping.restore.do"), done: s.t("keeping.started"), first: from.Entry,
		act: func(end func(error)) {
			s.model.Restore(s.t("keeping.restore.job"), strings.TrimSpace(from.Entry.Text), strings.TrimSpace(to.Text), pass.Text, func(r Restored, err error) {
				s.ended(func(Backup) string {
					text := s.t("keeping.restore.done", "file", r.Office, "at", s.w().DateTime(r.At), "cases", r.Cases, "height", r.Height)
					if r.Behind > 0 {
						text += " " + s.t("keeping.restore.behind", "n", r.Behind)
					}
					return text
				})(r.Backup, err)
			})
			end(nil)
		},
	}, kit.Prose(s.t("keeping.restore.text")), from.Object(), kit.NewField(s.t("keeping.restore.to"), s.t("keeping.restore.to.hint"), to).Object(),
		kit.NewField(s.t("keeping.restore.pass"), "", pass).Object())
}

// retentionCard says what the rule lets go and what keeps the rest, and lists
// the purges.
func (s *Screen) retentionCard(now *Keeping) fyne.CanvasObject {
	rule := kit.NewButton(s.t("keeping.rule"), s.askRule).WithIcon("settings")
	order := kit.NewButton(s.t("keeping.order"), s.askOrder).WithIcon("octagon").As(kit.Danger)
	s.offWhile(rule, s.model.MayPurge())
	s.offWhile(order, s.orderable(now))
	body := kit.Column(theme.Space(3), kit.Prose(s.t("keeping.rule.text")), kit.Lead(s.ruleWords(now.Rule)), kit.Rule(),
		kit.Lead(s.t("keeping.due", "cases", now.Due, "people", now.People)))
	for _, why := range retention.Reasons() {
		if n := now.Kept[why]; n > 0 {
			body.Add(kit.Note(s.t("cli.purge_kept", "n", n, "why", s.t("retention."+string(why)))))
		}
	}
	body.Add(kit.Flow(theme.Space(2), order, rule))
	for i := range now.Purges {
		body.Add(kit.Rule())
		body.Add(s.purgeRow(&now.Purges[i]))
	}
	return kit.Card(kit.Heading(s.t("keeping.retention")), body)
}

// orderable says why no purge can be ordered now.
func (s *Screen) orderable(now *Keeping) error {
	if err := s.model.MayPurge(); err != nil {
		return err
	}
	for i := range now.Purges {
		if st := now.Purges[i].State; st == "ordered" || st == "witnessed" {
			return cases.Refuse("purge_waits")
		}
	}
	if now.Due+now.Deliveries == 0 {
		return cases.Refuse("purge_nothing")
	}
	return nil
}

func (s *Screen) ruleWords(r retention.Rule) string {
	if r.End.IsZero() {
		return s.t("retention.rule", "days", r.Days)
	}
	return s.t("retention.rule_end", "days", r.Days, "end", s.w().FullDate(r.End))
}

// purgeRow is one purge with what can be done about it.
func (s *Screen) purgeRow(p *Purge) fyne.CanvasObject {
	head := kit.Lead(s.t("keeping.purge", "no", p.No, "state", s.t("purge.state."+p.State)))
	text := s.t("keeping.purge.text", "cases", p.Cases, "deliveries", p.Deliveries, "by", p.OrderedBy, "at", s.w().DateTime(p.At))
	if p.Witness != "" {
		text += " " + s.t("keeping.purge.witness", "by", p.Witness)
	}
	acts := kit.Flow(theme.Space(2))
	button := func(key, icon string, why error, tap func()) *kit.Button {
		b := kit.NewButton(s.t(key), tap).WithIcon(icon)
		s.offWhile(b, why)
		acts.Add(b)
		return b
	}
	no, digest := p.No, p.Digest
	switch p.State {
	case "ordered":
		button("keeping.witness", "check", s.model.MayWitness(p), func() {
			s.askTurn("keeping.witness", no, func(ctx context.Context) error { return s.desk.WitnessPurge(ctx, no, digest) })
		})
		button("keeping.cancel", "cross", s.mayCancel(), func() {
			s.askTurn("keeping.cancel", no, func(ctx context.Context) error { return s.desk.CancelPurge(ctx, no) })
		})
	case "witnessed":
		button("keeping.carry", "octagon", s.model.MayPurge(), func() { s.askCarry(no) }).As(kit.Danger)
		button("keeping.cancel", "cross", s.mayCancel(), func() {
			s.askTurn("keeping.cancel", no, func(ctx context.Context) error { return s.desk.CancelPurge(ctx, no) })
		})
	case "done":
		button("keeping.certificate", "file", nil, func() { s.askCertificate(no) })
	}
	return kit.Column(theme.Space(2), head, kit.Note(text), acts)
}

func (s *Screen) mayCancel() error {
	if s.model.MayPurge() == nil {
		return nil
	}
	return s.model.MayWitness(&Purge{})
}

// askOrder asks whether what is due is to be ordered.
func (s *Screen) askOrder() {
	s.ask(question{title: s.t("keeping.order"), yes: s.t("keeping.order.do"), done: s.t("keeping.order.done"), danger: true,
		act: func(end func(error)) { s.model.Turn(s.desk.OrderPurge, end) },
	}, kit.Prose(s.t("keeping.order.text")))
}

// askTurn asks before a signature or a cancelling.
func (s *Screen) askTurn(key string, no int, act func(context.Context) error) {
	s.ask(question{title: s.t(key), yes: s.t(key + ".do"), done: s.t(key + ".done"),
		act: func(end func(error)) { s.model.Turn(act, end) },
	}, kit.Prose(s.t(key+".text", "no", no)))
}

// askCarry asks before anything is destroyed.
func (s *Screen) askCarry(no int) {
	s.ask(question{title: s.t("keeping.carry"), yes: s.t("keeping.carry.do"), done: s.t("keeping.started"), danger: true,
		act: func(end func(error)) {
			s.model.Carry(s.t("keeping.carry.job", "no", no), no, func(err error) {
				s.ended(func(Backup) string { return s.t("keeping.carry.done", "no", no) })(Backup{}, err)
			})
			end(nil)
		},
	}, kit.Prose(s.t("keeping.carry.text")))
}

// askCertificate writes the certificate into a folder.
func (s *Screen) askCertificate(no int) {
	in := kit.NewPathField(s.host.Window(), s.t("keeping.folder"), s.t("exporter.folder.choose"), true)
	name := "purge-" + strconv.Itoa(no) + ".txt"
	s.ask(question{title: s.t("keeping.certificate"), yes: s.t("keeping.certificate.do"), done: s.t("keeping.certificate.done", "file", name), first: in.Entry,
		act: func(end func(error)) {
			s.model.Turn(func(ctx context.Context) error {
				return s.desk.SaveCertificate(ctx, no, filepath.Join(strings.TrimSpace(in.Entry.Text), name))
			}, end)
		},
	}, kit.Prose(s.t("keeping.certificate.text")), in.Object())
}

// askRule asks for the days and for the end of the epidemic.
func (s *Screen) askRule() {
	now, _, _ := s.model.Keeping()
	days := kit.NewEntry("")
	days.SetText(strconv.Itoa(now.Rule.Days))
	end := kit.NewEntry("2020-06-30")
	if !now.Rule.End.IsZero() {
		end.SetText(now.Rule.End.In(cases.Shanghai()).Format(time.DateOnly))
	}
	s.ask(question{title: s.t("keeping.rule"), yes: s.t("keeping.rule.do"), done: s.t("keeping.rule.done"), first: days,
		act: func(done func(error)) {
			n, err := strconv.Atoi(strings.TrimSpace(days.Text))
			if err != nil {
				done(cases.Refuse("whole_number", "value", days.Text))
				return
			}
			r := retention.Rule{Days: n}
			if text := strings.TrimSpace(end.Text); text != "" {
				if r.End, err = time.ParseInLocation(time.DateOnly, text, cases.Shanghai()); err != nil {
					done(cases.Refuse("not_a_day", "value", text))
					return
				}
			}
			s.model.Turn(func(ctx context.Context) error { return s.desk.SetRetention(ctx, r) }, done)
		},
	}, kit.NewField(s.t("keeping.rule.days"), "", days).Object(), kit.NewField(s.t("keeping.rule.end"), s.t("keeping.rule.end.hint"), end).Object())
}
