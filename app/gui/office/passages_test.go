package office_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/kit/kittest"
	"recourse/cases"
	"recourse/review/passage"
)

// chip presses a chip of the dialog.
func chip(t *testing.T, h *kittest.Host, label string) {
	t.Helper()
	for _, c := range kittest.All[*kit.Toggle](h) {
		if c.Label == label {
			c.Tapped(nil)
			return
		}
	}
	t.Fatalf("no chip %q", label)
}

// write puts texts into the entries and into the long fields of the dialog.
func write(h *kittest.Host, short, long []string) {
	entries, areas := kittest.All[*kit.Entry](h), kittest.All[*kit.ReasonEntry](h)
	for i, s := range short {
		entries[i].SetText(s)
	}
	for i, s := range long {
		areas[i].SetText(s)
	}
}

// A supervisor adds, changes and retires passages without the prompt.
func TestPassagesAreKeptInTheWindow(t *testing.T) {
	d := sample(t)
	h, _ := show(t, d, "passages", cases.Supervisor)
	first := d.stock[0]
	h.Wants(t, "Recourse", first.Title.EN, first.Text.EN, first.Text.ZH)
	t.Run("a new one needs a number that is free", func(t *testing.T) {
		h.Tap(t, "Add a passage")
		write(h, []string{first.ID, "交通记录", "A ticket"}, []string{"车票显示＿＿。", "The ticket shows ＿＿."})
		chip(t, h, "G02")
		h.Wants(t, "G02 "+h.Words().Ground("G02"))
		chip(t, h, "uphold")
		h.Tap(t, "Add")
		h.Wants(t, "There is a passage “"+first.ID+"” already")
		kittest.All[*kit.Entry](h)[0].SetText("Ticket!")
		h.Tap(t, "Add")
		h.Wants(t, h.Words().Refusal(cases.Refuse("passage_id", "value", "Ticket!")))
		kittest.All[*kit.Entry](h)[0].SetText("ticket")
		h.Tap(t, "Add")
		did(t, d, "passage ticket@1")
		got := d.own[0]
		got.At = got.At.UTC()
		want := passage.Passage{
			ID: "ticket", Version: 1, Topic: "fact", Grounds: []cases.Ground{"G02"}, Outcomes: []cases.Disposition{cases.Uphold},
			Title: passage.Words{ZH: "交通记录", EN: "A ticket"}, Text: passage.Words{ZH: "车票显示＿＿。", EN: "The ticket shows ＿＿."}, Office: true, By: "zhang", At: got.At,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("kept (-want +got):\n%s", diff)
		}
	})
	t.Run("the new one is the current line and is changed", func(t *testing.T) {
		h.Wants(t, "The ticket shows ＿＿.", "1, by 张敏")
		h.Tap(t, "Change the words")
		h.Tap(t, "Save as a new version")
		h.Wants(t, "Nothing has changed in “ticket”")
		write(h, nil, []string{"", "The ticket of ＿＿ shows ＿＿."})
		h.Tap(t, "Save as a new version")
		did(t, d, "passage ticket@2")
		h.Wants(t, "Office · 2", "No words in this language")
	})
	t.Run("it is retired after a question", func(t *testing.T) {
		h.Tap(t, "Retire the passage")
		h.Wants(t, "Drafts and decisions that hold it keep it")
		press(h)
		did(t, d, "retire ticket")
		if strings.Contains(h.Text(), "The ticket of") {
			t.Error("a retired passage is still listed")
		}
	})
	t.Run("Enter on a line opens the words", func(t *testing.T) {
		g := kittest.All[*grid.Grid](h)[0]
		g.Select(0)
		g.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if areas := kittest.All[*kit.ReasonEntry](h); len(areas) != 2 || areas[0].Text != first.Text.ZH {
			t.Errorf("the form holds %d long fields", len(areas))
		}
	})
}

// Officers read the passages; only supervisors change them, and whoever reads
// no case sees none.
func TestPassagesSayWhoMayChangeThem(t *testing.T) {
	d := sample(t)
	h, _ := show(t, d, "passages", cases.Reviewer)
	for _, label := range []string{"Add a passage", "Change the words", "Retire the passage"} {
		if b := h.Button(t, label); !b.Disabled() || !strings.Contains(b.Reason(), "Supervisor") {
			t.Errorf("%s: off %v because %q", label, b.Disabled(), b.Reason())
		}
	}
	kittest.All[*grid.Grid](h)[0].OnOpen(0)
	if h.Window().Canvas().Overlays().Top() != nil {
		t.Error("a reviewer opens the form of a passage")
	}
	h, _ = show(t, d, "passages", cases.Administrator)
	if strings.Contains(h.Text(), d.stock[0].Title.EN) {
		t.Error("an administrator reads no case and yet sees the passages")
	}
	t.Run("a list that cannot be read says why", func(t *testing.T) {
		d.err = cases.Refuse("no_passage", "value", "x")
		h, _ := show(t, d, "passages", cases.Supervisor)
		h.Wants(t, "The passages could not be read")
		d.err = nil
		h.Tap(t, h.Words().T("action.retry"))
		h.Wants(t, d.stock[0].Title.EN)
	})
}

// The form is whole in both languages and sizes.
func TestPassageFormWhole(t *testing.T) {
	h, _ := show(t, sample(t), "passages", cases.Supervisor)
	for _, size := range []fyne.Size{fyne.NewSize(1280, 800), fyne.NewSize(1920, 1080)} {
		h.Resize(size.Width, size.Height)
		for _, lang := range i18n.Langs() {
			h.Look.SetLang(lang)
			h.Tap(t, h.Words().T("office.passage.edit"))
			for _, bad := range append(h.Clipped(), h.Cut()...) {
				if !strings.HasSuffix(bad, "…") {
					t.Errorf("%s, %v: %s", lang, size, bad)
				}
			}
			h.Window().Canvas().Overlays().Top().(kit.Escaper).Escape()
		}
	}
}
