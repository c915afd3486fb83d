package exporter_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/exporter"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/kit/kittest"
	"recourse/cases"
	"recourse/importexport/outbox"
)

// grow adds something to every list of the office, as somebody else would.
func (d *desk) grow() {
	d.instructions = append(d.instructions,
		exporter.Instruction{Case: 105, AppealNo: "杭西健申〔2020〕105号", Disposition: cases.Overturn, NewColour: cases.Green, State: cases.Queued, Since: at(17, 11)})
	d.letters = append(d.letters, exporter.Letter{Case: 207, AppealNo: "杭西健申〔2020〕207号", Kind: "decision", State: cases.Rendered, Since: at(17, 11)})
	d.receipts = append([]exporter.Taken{{ID: "X100", At: at(17, 11), What: "cases"}}, d.receipts...)
	d.views = append(d.views, exporter.View{Name: "mine", N: 3})
	d.preview.Rows++
}

// folderOf finds the field for the folder.
func folderOf(t *testing.T, h *kittest.Host) *kit.Entry {
	t.Helper()
	for _, e := range kittest.All[*kit.Entry](h) {
		if e.PlaceHolder == "/media/usb" {
			return e
		}
	}
	t.Fatal("no field for the folder")
	return nil
}

// TestScreenLeavesTheTypistAlone changes the office after every letter that is
// typed: the keyboard stays in the field, and every letter arrives.
func TestScreenLeavesTheTypistAlone(t *testing.T) {
	const path = "/media/usb/二月"
	for part, label := range map[string]string{"instructions": "Export all", "letters": "Issue all", "lists": "Export"} {
		t.Run(part, func(t *testing.T) {
			d := sample()
			h, s := show(t, d, part)
			if part != "letters" {
				choose(t, h, string(outbox.ForAudit))
			}
			c := h.Window().Canvas()
			field := folderOf(t, h)
			c.Focus(field)
			for _, r := range path {
				c.Focused().TypedRune(r)
				d.grow()
				s.Refresh()
				if c.Focused() != fyne.Focusable(field) || !kit.Standing(field) {
					t.Fatalf("after %q the keyboard is on %T, not in the field", r, c.Focused())
				}
			}
			field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
			d.grow()
			s.Refresh()
			if field.Text != path || field.CursorColumn != 0 {
				t.Errorf("the field has %q with the caret at %d", field.Text, field.CursorColumn)
			}
			if folderOf(t, h) != field {
				t.Error("the field is the one on the screen")
			}
			h.Wants(t, label)
		})
	}
}

func TestScreenFollowsTheOffice(t *testing.T) {
	d := sample()
	h, s := show(t, d, "instructions")
	choose(t, h, string(outbox.ForAppeal))
	test.Type(folderOf(t, h), "/out")
	d.grow()
	s.Refresh()
	h.Wants(t, "5 instructions wait", "Override instructions  5", "Letters  7")
	h.Tap(t, "Export all 5")
	if diff := cmp.Diff([]cases.ID{104, 101, 102, 103, 105}, d.order.Cases); diff != "" {
		t.Errorf("what came meanwhile leaves as well (-want +got):\n%s", diff)
	}
}

func TestScreenKeepsThePlaceInTheList(t *testing.T) {
	d := sample()
	for i := range 60 {
		d.instructions = append(d.instructions, exporter.Instruction{Case: cases.ID(400 + i), State: cases.Queued, Since: at(17, 9)})
	}
	h, s := show(t, d, "instructions")
	g := kittest.All[*grid.Grid](h)[0]
	c := h.Window().Canvas()
	c.Focus(g)
	g.Select(50)
	g.TypedRune('x')
	g.Select(49)
	g.TypedRune('x')
	key, first := g.Key(), g.First()
	gone := cases.ID(key)
	d.instructions = d.instructions[1:] // one above was sent by somebody else
	s.Refresh()
	if c.Focused() != fyne.Focusable(g) || kittest.All[*grid.Grid](h)[0] != g {
		t.Error("the list keeps the keyboard")
	}
	if g.Key() != key || first == 0 || g.First() == 0 {
		t.Errorf("row %d from %d on became row %d from %d on", key, first, g.Key(), g.First())
	}
	d.instructions = slices.Clone(d.instructions)
	for i := range d.instructions {
		if d.instructions[i].Case == gone {
			d.instructions[i].State = cases.Exported
		}
	}
	s.Refresh()
	h.Wants(t, "Export the 1 marked")
	if n := len(s.Model().Forms[exporter.Instructions].Marked); n != 1 {
		t.Errorf("%d marks are kept: a mark goes with its row", n)
	}
}

func TestScreenReceiptStaysOpen(t *testing.T) {
	d := sample()
	h, s := show(t, d, "receipts")
	g := kittest.All[*grid.Grid](h)[0]
	h.Window().Canvas().Focus(g)
	g.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	g.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	h.Wants(t, "审计组现场核对")
	d.grow()
	s.Refresh()
	h.Wants(t, "审计组现场核对")
	if h.Window().Canvas().Focused() != fyne.Focusable(g) || g.Current() != 2 {
		t.Errorf("the receipt that is read stays the current one, not row %d", g.Current())
	}
}

func TestScreenReadingFailsLater(t *testing.T) {
	d := sample()
	h, s := show(t, d, "instructions")
	choose(t, h, string(outbox.ForAppeal))
	field := folderOf(t, h)
	test.Type(field, "/out")
	d.err = cases.Refuse("busy")
	s.Refresh()
	h.Wants(t, "This could not be listed")
	if h.Button(t, "Export all 4").Reason() == "" {
		t.Error("what could not be listed is not sent")
	}
	d.err = nil
	s.Refresh()
	if folderOf(t, h) != field || h.Button(t, "Export all 4").Disabled() {
		t.Error("once it can be read again the form is as it was left")
	}
}

func TestScreenOneWorkAtATime(t *testing.T) {
	d := sample()
	h, s := show(t, d, "letters")
	s.Model().Forms[exporter.Letters].Folder = "/letters"
	f := &s.Model().Forms[exporter.Instructions]
	f.Purpose, f.Folder = outbox.ForAppeal, "/out"
	h.Show(s)
	d.between = func() {
		s.Shown(kit.Route{Part: "instructions"})
		if why := h.Button(t, "Export all 4").Reason(); why == "" {
			t.Error("while letters are issued nothing else starts")
		}
	}
	h.Tap(t, "Issue all 6")
	if h.Button(t, "Export all 4").Disabled() {
		t.Error("once they are issued the next work can start")
	}
}
