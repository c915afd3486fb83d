package kit_test

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"

	"recourse/app/gui/kit"
	"recourse/app/gui/kit/kittest"
	"recourse/app/gui/theme"
)

const long = "本人王某于2020年1月20日乘坐列车途经武汉站，未下车。The train stopped for four minutes and I did not leave it; my phone was seen by one mast only."

// below fails if an object does not begin below the end of the one before it.
func below(t *testing.T, objects ...fyne.CanvasObject) {
	t.Helper()
	for i := 1; i < len(objects); i++ {
		end := objects[i-1].Position().Y + objects[i-1].Size().Height
		if objects[i].Position().Y < end {
			t.Errorf("object %d begins at %v, the one above ends at %v", i, objects[i].Position().Y, end)
		}
	}
}

func TestWrappedTextDoesNotOverlap(t *testing.T) {
	a, b := kit.Prose(long), kit.Prose(long)
	column := kit.Column(theme.Space(2), a, kit.Body("between"), b)
	h := show(t, kit.Scroll(column).Object())
	for _, width := range []float32{1200, 600, 300} {
		h.Resize(width, 400)
		below(t, a, column.Objects[1], b)
		if a.Size().Height < a.HeightFor(a.Size().Width) {
			t.Errorf("at %v the paragraph is cut", width)
		}
	}
}

func TestAnErrorBelowAFieldMovesTheRestDown(t *testing.T) {
	f := kit.NewField("Name", "", kit.NewEntry(""))
	next := kit.Body("next")
	column := kit.Column(theme.Space(2), f.Object(), next)
	show(t, kit.Scroll(column).Object())
	before := next.Position().Y
	f.SetError("Give a name.")
	if next.Position().Y <= before || f.Error() != "Give a name." {
		t.Errorf("next stood at %v and stands at %v", before, next.Position().Y)
	}
	f.SetError("")
	if next.Position().Y != before || f.Error() != "" {
		t.Error("the room is not given back")
	}
}

func TestRowFillTakesWhatIsLeft(t *testing.T) {
	left, right := kit.Body("left"), kit.Body("right")
	middle := kit.Fill(kit.Body("middle"))
	row := kit.Row(10, left, middle, right)
	row.Resize(fyne.NewSize(500, 40))
	if got := right.Position().X + right.Size().Width; got < 499 || got > 501 {
		t.Errorf("the row ends at %v", got)
	}
	hidden := kit.Body("hidden")
	hidden.Hide()
	row.Add(hidden)
	row.Refresh()
	if got := right.Position().X + right.Size().Width; got < 499 || got > 501 {
		t.Errorf("with a hidden object the row ends at %v", got)
	}
}

func TestFlowGoesOnInANewLine(t *testing.T) {
	show(t, kit.Body(""))
	chips := make([]fyne.CanvasObject, 9)
	for i := range chips {
		chips[i] = kit.NewToggle("某个筛选条件", false, nil)
	}
	flow := kit.Flow(8, chips...)
	flow.Resize(fyne.NewSize(400, 400))
	for _, c := range chips {
		if c.Position().X+c.Size().Width > 400 {
			t.Errorf("a chip sticks out at %v", c.Position())
		}
	}
	if chips[8].Position().Y <= chips[0].Position().Y {
		t.Error("all stand in one line")
	}
}

func TestSplitKeepsTheLeast(t *testing.T) {
	a, b, c := kit.Body("a"), kit.Body("b"), kit.Body("c")
	s := kit.NewSplit(kit.Pane{Object: a, Share: 1, Least: 200}, kit.Pane{Object: b, Share: 3, Least: 300}, kit.Pane{Object: c, Share: 1, Least: 200})
	h := show(t, s.Object())
	for _, width := range []float32{1600, 900, 740} {
		h.Resize(width, 300)
		if a.Size().Width < 199 || b.Size().Width < 299 || c.Size().Width < 199 {
			t.Errorf("at %v: %v %v %v", width, a.Size().Width, b.Size().Width, c.Size().Width)
		}
	}
	h.Resize(1600, 300)
	before := a.Size().Width
	h.Window().Canvas().FocusNext()
	key(h.Window().Canvas().Focused(), fyne.KeyRight)
	if a.Size().Width <= before || s.Shares()[0] <= 0.2 {
		t.Errorf("the edge did not move: %v, then %v", before, a.Size().Width)
	}
}

func TestPagesFillTheWidth(t *testing.T) {
	p := kit.NewPages(image.NewGray(image.Rect(0, 0, 210, 297)), image.NewGray(image.Rect(0, 0, 210, 297)))
	h := show(t, p.Object())
	h.Resize(600, 500)
	p.Zoom(0.5)
	if got := h.Clipped(); len(got) > 0 {
		t.Error(got)
	}
}

// A banner's button stands beside its words where there is room, and below
// them where each line would hold a few letters only.
func TestBannerPutsItsButtonWhereThereIsRoom(t *testing.T) {
	kittest.New(t)
	for _, tt := range []struct {
		width float32
		below bool
	}{{240, true}, {320, true}, {420, false}, {900, false}} {
		take := kit.NewButton("领取案件", nil)
		banner := kit.Banner(kit.Info, "占用已到期", "张晓峰已半小时未操作。您可以领取，原草稿保留。", take)
		h := show(t, kit.Column(0, banner, kit.Body("next")))
		h.Resize(tt.width, 600)
		where := fyne.CurrentApp().Driver().AbsolutePositionForObject
		paragraphs := kittest.All[*kit.Paragraph](h)
		words := paragraphs[len(paragraphs)-1]
		at, end := where(take), where(words).Y+words.Size().Height
		if below := at.Y >= end; below != tt.below {
			t.Errorf("%v wide: the button stands at %v, the words end at %v", tt.width, at, end)
		}
		if lines := words.Size().Width; lines < theme.Text(theme.Body)*11 {
			t.Errorf("%v wide: the words have %v", tt.width, lines)
		}
		if bottom := where(banner).Y + banner.Size().Height; at.Y+take.Size().Height > bottom || end > bottom {
			t.Errorf("%v wide: something hangs out of the banner, which ends at %v", tt.width, bottom)
		}
	}
}

// A head that leaves a body too little room is scrolled; one that leaves enough
// stands whole.
func TestABodyKeepsItsRoomUnderAHighHead(t *testing.T) {
	for _, c := range []struct{ head, window, want float32 }{{100, 800, 100}, {700, 800, 500}, {700, 300, 64}} {
		body := kit.Fixed(20, 0, kit.Body("body"))
		over := kit.Over(kit.Fixed(20, c.head, kit.Body("head")), body, 300)
		over.Resize(fyne.NewSize(600, c.window))
		if at := body.Position().Y; at != c.want {
			t.Errorf("under a head of %v in %v the body begins at %v, want %v", c.head, c.window, at, c.want)
		}
		if least := over.MinSize().Height; least != 364 {
			t.Errorf("it asks for %v", least)
		}
	}
}
