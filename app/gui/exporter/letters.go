package exporter

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// letterStates are the three lists of the letters' tab.
func letterStates() []cases.Notice { return []cases.Notice{cases.Rendered, cases.Issued, cases.Failed} }

// lettersForm is what is to be done with the letters of the state shown.
func (s *Screen) lettersForm() *form {
	if s.model.Forms[Letters].Show == cases.Rendered {
		return s.issueForm()
	}
	return s.deliveryForm()
}

// shownLetters are the letters of the state shown, and their cases.
func (s *Screen) shownLetters() ([]Letter, []cases.ID) {
	list := s.model.Letters(s.model.Forms[Letters].Show)
	all := make([]cases.ID, len(list))
	for i := range list {
		all[i] = list[i].Case
	}
	return list, all
}

// lettersList lists the letters of one state.
func (s *Screen) lettersList() fyne.CanvasObject {
	show := s.model.Forms[Letters].Show
	var body fyne.CanvasObject
	switch list, _ := s.shownLetters(); {
	case len(list) == 0:
		s.letters, s.grids[Letters] = nil, nil
		body = kit.EmptyState("letter", s.t("exporter.letters.none."+string(show)), s.t("exporter.letters.none.text"))
	case s.letters == nil:
		t := &table[Letter]{list: list, key: func(l []Letter, at int) int64 { return int64(l[at].Case) }, fill: s.fillLetter}
		t.grid = grid.New(t, s.letterColumns(show)...)
		t.grid.OnOpen = func(at int) { s.open(t.list[at].Case) }
		s.letters, body = t, t.grid
		s.keepMarks(Letters, t.grid, s.forms[Letters])
	default:
		s.letters.show(list)
		body = s.letters.grid
	}
	return kit.Framed(s.letterChips(show), nil, body)
}

// letterChips choose the state; their figures follow the office.
func (s *Screen) letterChips(show cases.Notice) fyne.CanvasObject {
	row, first := kit.Flow(theme.Space(2)), s.chips == nil
	if first {
		s.chips = map[cases.Notice]*kit.Toggle{}
	}
	for _, state := range letterStates() {
		label := s.t("exporter.letters."+string(state)) + "  " + s.w().Number(int64(len(s.model.Letters(state))))
		if first {
			s.chips[state] = kit.NewToggle(label, state == show, func(bool) {
				s.model.Forms[Letters].Show, s.model.Forms[Letters].Marked = state, nil
				s.build(Letters)
			})
		}
		s.chips[state].Label = label
		s.chips[state].Refresh()
		row.Add(s.chips[state])
	}
	return row
}

// issueForm writes letters into a folder.
func (s *Screen) issueForm() *form {
	f := s.newForm(Letters, s.t("exporter.issue"))
	in := &s.model.Forms[Letters]
	name := kit.Column(0, f.name())
	name.Hidden = !in.Merge
	merge := kit.NewToggle(s.t("exporter.merge"), in.Merge, func(on bool) {
		in.Merge, name.Hidden = on, !on
		f.update()
	})
	large := kit.NewToggle(s.t("exporter.large"), in.Large, func(on bool) { in.Large = on })
	address := kit.NewToggle(s.t("exporter.address"), in.ByAddress, func(on bool) { in.ByAddress = on })
	f.parts = append(f.parts, kit.Note(s.t("exporter.issue.text")), f.folder(), kit.Row(0, large), kit.Row(0, merge), name,
		kit.Row(0, address), kit.Note(s.t("exporter.address.why")))
	delays := kit.Column(theme.Space(4), s.delayFields(f)...)
	f.parts = append(f.parts, delays)
	f.fresh = func() {
		list, _ := s.shownLetters()
		delays.Hidden = !slices.ContainsFunc(list, func(l Letter) bool { return l.Kind == late })
	}
	f.fresh()
	chosen := func() []cases.ID {
		_, all := s.shownLetters()
		all, _ = s.model.issuable(s.marked(Letters, all))
		return all
	}
	f.button("letter", func() string {
		n := len(chosen())
		if s.marks(Letters) > 0 {
			return s.t("exporter.issue.marked", "n", n)
		}
		return s.t("exporter.issue.all", "n", n)
	}, func() string {
		switch _, all := s.shownLetters(); {
		case len(all) == 0:
			return s.t("exporter.letters.none.rendered")
		case len(chosen()) == 0:
			return s.t("exporter.need.delay")
		}
		return ""
	}, func() {
		_, all := s.shownLetters()
		s.model.IssueLetters(s.t("exporter.job.letters"), s.marked(Letters, all))
	})
	return f
}

// delayFields ask why an answer comes later and when: without that the notices
// of delay stay where they are.
func (s *Screen) delayFields(f *form) []fyne.CanvasObject {
	in := &s.model.Forms[Letters]
	why := kit.NewReasonEntry(s.t("exporter.delay.hint"), 2)
	why.SetText(in.Reason)
	why.OnChanged = func(text string) { in.Reason = text; f.update() }
	until := kit.NewDateField(s.t("exporter.delay.until"), s.t("exporter.when.wrong"), true)
	until.Set(in.Until)
	check := until.Entry.OnChanged
	until.Entry.OnChanged = func(text string) {
		check(text)
		if at, ok := until.Value(); ok {
			in.Until = at
		} else {
			in.Until = time.Time{}
		}
		f.update()
	}
	return []fyne.CanvasObject{kit.Rule(), kit.Note(s.t("exporter.delay.text")), kit.NewField(s.t("exporter.delay.why"), "", why).Object(), until.Object()}
}

// deliveryForm records how marked letters reached the residents.
func (s *Screen) deliveryForm() *form {
	f := s.newForm(Letters, s.t("exporter.deliver"))
	f.noFile = true
	d := &delivery{s: s, f: f}
	var options []kit.Option
	for _, m := range Methods() {
		options = append(options, kit.Option{Code: m, Label: s.t("exporter.method." + m)})
	}
	in := &s.model.Forms[Letters]
	d.method = kit.NewChoice(s.t("exporter.method.choose"), options, func(code string) { in.Method = code; f.update() })
	d.method.Set(in.Method)
	d.when = kit.NewDateField(s.t("exporter.when"), s.t("exporter.when.wrong"), true)
	d.when.Set(s.host.Now())
	if in.When != "" {
		d.when.Entry.SetText(in.When)
	}
	check := d.when.Entry.OnChanged
	d.when.Entry.OnChanged = func(text string) { in.When = text; check(text); f.update() }
	d.receipt, d.failure = entry(s.t("exporter.receiptno.hint"), &in.Receipt, f), entry(s.t("exporter.failure.hint"), &in.Failure, f)
	d.reached, d.missed = kit.Column(theme.Space(4)), kit.Column(0)
	d.reached.Add(d.when.Object())
	d.reached.Add(kit.NewField(s.t("exporter.receiptno"), "", d.receipt).Object())
	d.missed.Add(kit.NewField(s.t("exporter.failure"), "", d.failure).Object())
	d.how = kit.NewChoice("", []kit.Option{{Code: "yes", Label: s.t("exporter.reached")}, {Code: "no", Label: s.t("exporter.missed")}}, nil)
	d.how.Set(map[bool]string{false: "yes", true: "no"}[in.Missed])
	d.turn(d.how.Code())
	d.how.OnChange = d.turn
	f.parts = append(f.parts, kit.Note(s.t("exporter.deliver.text")), kit.NewField(s.t("exporter.method"), "", d.method).Object(),
		kit.NewField(s.t("exporter.outcome"), "", d.how).Object(), d.reached, d.missed)
	f.button("check", func() string { return s.t("exporter.deliver.do", "n", s.marks(Letters)) }, d.off, d.record)
	return f
}

// delivery is what is filled in about a delivery.
type delivery struct {
	s                *Screen
	f                *form
	method, how      *kit.Choice
	when             *kit.DateField
	receipt, failure *kit.Entry
	reached, missed  *fyne.Container
}

// entry is a field that writes into the form.
func entry(hint string, keep *string, f *form) *kit.Entry {
	e := kit.NewEntry(hint)
	e.SetText(*keep)
	e.OnChanged = func(text string) { *keep = text; f.update() }
	return e
}

// turn shows the fields of one outcome.
func (d *delivery) turn(code string) {
	d.s.model.Forms[Letters].Missed = code == "no"
	d.reached.Hidden, d.missed.Hidden = code == "no", code != "no"
	d.f.update()
}

func (d *delivery) off() string {
	t := d.s.t
	at, ok := d.when.Value()
	failed := d.how.Code() == "no"
	switch {
	case d.s.marks(Letters) == 0:
		return t("exporter.need.marks")
	case d.method.Code() == "":
		return t("exporter.need.method")
	case failed && strings.TrimSpace(d.failure.Text) == "":
		return t("exporter.need.failure")
	case !failed && (!ok || at.IsZero()):
		return t("exporter.when.wrong")
	}
	return ""
}

func (d *delivery) record() {
	v := cases.Delivery{Method: d.method.Code()}
	if d.how.Code() == "no" {
		v.Failure = strings.TrimSpace(d.failure.Text)
	} else {
		at, _ := d.when.Value()
		v.DeliveredAt, v.Receipt = cases.At(at), strings.TrimSpace(d.receipt.Text)
	}
	_, all := d.s.shownLetters()
	d.s.model.RecordDelivery(d.s.t("exporter.job.deliveries"), d.s.marked(Letters, all), v)
}

func (s *Screen) letterColumns(show cases.Notice) []grid.Column {
	cols := []grid.Column{
		s.col("letter", "appeal", 184, 0.5, 0), s.col("letter", "resident", 64, 0.3, 6), s.col("letter", "kind", 96, 0.6, 3),
		s.col("letter", "language", 80, 0.3, 4),
	}
	if show == cases.Rendered {
		return append(cols, s.col("letter", "decided", 100, 0.3, 0))
	}
	pages := s.col("letter", "pages", 56, 0, 5)
	pages.Align = fyne.TextAlignTrailing
	cols = append(cols, pages, s.col("letter", "docno", 184, 0.5, 1), s.col("letter", "since", 84, 0.3, 0))
	if show == cases.Failed {
		cols = append(cols, s.col("letter", "failure", 130, 1.2, 0))
	}
	return cols
}

func (s *Screen) fillLetter(l *Letter, cells []grid.Cell) {
	w := s.w()
	since := grid.Cell{Text: w.Duration(s.host.Now().Sub(l.Since)), Tip: w.FullDateTime(l.Since)}
	cells[0] = grid.Cell{Text: l.AppealNo}
	cells[1] = grid.Cell{Text: l.Resident}
	cells[2] = grid.Cell{Text: w.Or("exporter.kind."+l.Kind, l.Kind)}
	cells[3] = grid.Cell{Text: w.Or("exporter.language."+l.Language, l.Language), Ink: theme.InkMuted}
	if l.State == cases.Rendered {
		cells[4] = since
		return
	}
	cells[4] = grid.Cell{Text: w.Number(int64(l.Pages)), Ink: theme.InkMuted}
	cells[5], cells[6] = grid.Cell{Text: l.DocNo}, since
	if l.State == cases.Failed {
		cells[7] = grid.Cell{Text: l.Failure, Icon: "warning", Ink: theme.WarnInk}
	}
}
