package exporter

import (
	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/importexport"
	"recourse/importexport/outbox"
)

// form is the right side of a tab: what leaves, how, what for and where to,
// with one button. While it works it shows the progress instead.
type form struct {
	s     *Screen
	tab   Tab
	parts []fyne.CanvasObject
	do    *kit.Button
	label func() string // of the button
	off   func() string // why it cannot be done, "" when it can
	path  *kit.Paragraph
	bar   *kit.Progress
	count *kit.Text
	box   *fyne.Container
	busy  bool   // it shows the progress
	last  *Done  // how its last work ended, as far as it says so
	fresh func() // brings its options up to the office

	noFile bool // nothing is written: no folder and no purpose are needed
}

func (s *Screen) newForm(t Tab, title string, parts ...fyne.CanvasObject) *form {
	f := &form{s: s, tab: t, path: kit.Note(""), fresh: func() {}}
	f.parts = append([]fyne.CanvasObject{kit.Strong(title)}, parts...)
	s.forms[t] = f
	return f
}

// object puts the form together.
func (f *form) object() fyne.CanvasObject {
	f.busy, f.last = f.runs(), f.s.model.Last(f.tab)
	if f.busy {
		return f.working()
	}
	f.box = kit.Column(theme.Space(4), f.parts[0])
	if last := f.last; last != nil && f.noFile == (last.Tab == Letters && last.Issued == nil) {
		f.box.Add(f.s.lastNote(last))
	}
	for _, o := range append(f.parts[1:], f.do) {
		f.box.Add(o)
	}
	f.update()
	return f.box
}

// runs reports whether the work of this form is under way.
func (f *form) runs() bool {
	t, busy := f.s.model.Busy()
	return busy && t == f.tab
}

// stands reports whether the form shows what it has to: no work began or ended
// since it was put together.
func (f *form) stands() bool { return f.busy == f.runs() && f.last == f.s.model.Last(f.tab) }

// working shows how far it is and how to stop it.
func (f *form) working() fyne.CanvasObject {
	f.bar, f.count = kit.NewProgress(), kit.Muted("")
	stop := kit.NewButton(f.s.t("exporter.stop"), f.s.model.Cancel).WithIcon("cross").WithTip("Ctrl+.")
	f.move()
	return kit.Column(theme.Space(4), kit.Strong(f.s.t("exporter.work."+tabName(f.tab))), f.bar, f.count,
		kit.Note(f.s.t("exporter.work."+tabName(f.tab)+".text")), kit.Row(0, stop))
}

func (f *form) move() {
	if f.bar == nil {
		return
	}
	done, total := f.s.model.Progress()
	if total > 0 {
		f.bar.Set(float64(done) / float64(total))
	}
	text := f.s.t("exporter.work.begin")
	if total > 0 {
		text = f.s.t("exporter.work.count", "done", done, "total", total)
	}
	f.count.Set(text)
}

// update brings the button and the path up to what is filled in.
func (f *form) update() {
	if f.do == nil || f.box == nil {
		return
	}
	f.path.Set(f.s.target(f.tab))
	f.do.SetLabel(f.label())
	why := f.off()
	if why == "" {
		if m := f.s.model.Missing(f.tab); m != "" && !f.noFile {
			why = f.s.t("exporter.need." + m)
		}
	}
	if _, busy := f.s.model.Busy(); busy {
		why = f.s.t("exporter.off.busy")
	} else if _, err := f.s.model.Came(f.tab); err != nil {
		why = f.s.w().Problem(err)
	}
	if why != "" {
		f.do.DisableFor(why)
	} else {
		f.do.Enable()
	}
	f.box.Refresh()
}

// target is where the file will stand, "" while that is not known.
func (s *Screen) target(t Tab) string {
	if f := s.model.Forms[t]; f.Folder == "" || f.Name == "" || f.Format == "" {
		return ""
	}
	return s.t("exporter.target", "path", s.model.File(t))
}

// choice is a field with options that writes into the form.
func (f *form) choice(key, at string, options []kit.Option, set func(code string)) fyne.CanvasObject {
	c := kit.NewChoice(f.s.t("exporter."+key+".choose"), options, func(code string) {
		set(code)
		f.update()
	})
	c.Set(at)
	return kit.NewField(f.s.t("exporter."+key+".label"), "", c).Object()
}

func (f *form) format() fyne.CanvasObject {
	in := &f.s.model.Forms[f.tab]
	var options []kit.Option
	for _, x := range []importexport.Format{importexport.NDJSON, importexport.CSV, importexport.XLSX} {
		options = append(options, kit.Option{Code: string(x), Label: f.s.t("exporter.format." + string(x))})
	}
	return f.choice("format", string(in.Format), options, func(code string) { in.Format = importexport.Format(code) })
}

// purpose asks what for; nothing is chosen beforehand.
func (f *form) purpose(changed func()) fyne.CanvasObject {
	in := &f.s.model.Forms[f.tab]
	var options []kit.Option
	for _, p := range outbox.Purposes() {
		options = append(options, kit.Option{Code: string(p), Label: f.s.t("exporter.purpose." + string(p))})
	}
	return f.choice("purpose", string(in.Purpose), options, func(code string) {
		in.Purpose = outbox.Purpose(code)
		if changed != nil {
			changed()
		}
	})
}

func (f *form) folder() fyne.CanvasObject {
	in := &f.s.model.Forms[f.tab]
	p := kit.NewPathField(f.s.host.Window(), f.s.t("exporter.folder"), f.s.t("exporter.folder.choose"), true)
	p.Entry.PlaceHolder = f.s.t("exporter.folder.hint")
	p.Entry.SetText(in.Folder)
	p.Entry.OnChanged = func(text string) { in.Folder = text; f.update() }
	return p.Object()
}

func (f *form) name() fyne.CanvasObject {
	in := &f.s.model.Forms[f.tab]
	e := kit.NewEntry("")
	e.SetText(in.Name)
	e.OnChanged = func(text string) { in.Name = text; f.update() }
	return kit.NewField(f.s.t("exporter.name"), "", e).Object()
}

// button sets what the form does.
func (f *form) button(icon string, label, off func() string, tap func()) {
	f.label, f.off = label, off
	f.do = kit.NewButton(label(), tap).As(kit.Primary).WithIcon(icon)
}

// lastNote says how the last work of the tab ended.
func (s *Screen) lastNote(d *Done) fyne.CanvasObject {
	switch {
	case d.Cancelled() && d.Issued != nil && d.Issued.Letters > 0:
		return note(kit.Info, s.t("exporter.stopped"), s.t("exporter.stopped.letters", "n", d.Issued.Letters))
	case d.Cancelled():
		return note(kit.Info, s.t("exporter.stopped"), s.t("exporter.stopped.text"))
	case d.Err != nil:
		return note(kit.Failure, s.t("exporter.notdone"), s.w().Problem(d.Err))
	case d.Receipt != nil:
		return s.receiptNote(d.Receipt)
	case d.Issued != nil:
		text := s.t("exporter.issued.text", "pages", d.Issued.Pages)
		if d.Issued.Merged != "" {
			text += "\n" + s.t("exporter.issued.merged", "file", d.Issued.Merged)
		}
		return note(kit.Success, s.t("exporter.issued", "n", d.Issued.Letters, "pages", d.Issued.Pages), text)
	}
	return note(kit.Success, s.t("exporter.delivered", "n", d.Delivered), "")
}

func note(tone kit.Tone, title, text string) fyne.CanvasObject {
	ink, soft := tone.Tokens()
	body := kit.Column(theme.Space(1), kit.Prose(title).In(ink))
	if text != "" {
		body.Add(kit.Note(text).In(theme.Ink))
	}
	return kit.On(kit.Rounded(soft, ""), kit.Pad(theme.Space(3), body))
}

// receiptNote is the receipt of what was just written.
func (s *Screen) receiptNote(r *outbox.Receipt) fyne.CanvasObject {
	ink, soft := kit.Success.Tokens()
	id := kit.Selectable(r.SHA256)
	id.TextStyle.Monospace = true
	body := kit.Column(theme.Space(1.5), kit.Prose(s.t("exporter.receipt.title", "id", r.ReceiptID)).In(ink),
		kit.Note(s.t("exporter.receipt.text", "file", r.File, "n", r.Rows, "size", s.w().Bytes(r.Bytes))).In(theme.Ink),
		kit.Note("SHA-256").In(theme.InkMuted), id)
	return kit.On(kit.Rounded(soft, ""), kit.Pad(theme.Space(3), body))
}
