package insight

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	words "recourse/app/gui/i18n/figures"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	figures "recourse/review/insight"
)

// staffForm asks what if: so many officers, so many minutes a case, so many
// appeals a day. The answer stands below and follows every change.
type staffForm struct {
	s                           *Screen
	officers, minutes, arrivals *kit.Entry
	answer                      *kit.Paragraph
	all                         fyne.CanvasObject
}

// staffing is the form, built once for a language: counting anew must not take
// the field away from who writes in it.
func (s *Screen) staffing() fyne.CanvasObject {
	if s.staff == nil {
		s.staff = s.newStaffForm()
	}
	s.staff.show(s.model.Outlook())
	return s.staff.all
}

func (s *Screen) newStaffForm() *staffForm {
	f := &staffForm{s: s, answer: kit.Prose("")}
	o := s.model.Outlook()
	field := func(key, value string) (*kit.Entry, fyne.CanvasObject) {
		e := kit.NewEntry("")
		e.SetText(value)
		e.OnChanged = func(string) { f.ask() }
		return e, kit.Fixed(theme.Text(theme.Body)*7, 0, kit.NewField(s.t(key), "", e).Object())
	}
	var parts [3]fyne.CanvasObject
	f.officers, parts[0] = field("insight.staff.officers", strconv.Itoa(o.Officers))
	f.minutes, parts[1] = field("insight.staff.minutes", words.Decimal(o.Minutes, 1))
	f.arrivals, parts[2] = field("insight.staff.arrivals", words.Decimal(o.Arrivals, 0))
	f.all = kit.Column(theme.Space(2), kit.Flow(theme.Space(3), parts[:]...), f.answer)
	return f
}

// read takes the three figures; false when one is no sensible number.
func (f *staffForm) read() (in figures.Staffing, ok bool) {
	number := func(e *kit.Entry, least float64) float64 {
		v, err := strconv.ParseFloat(strings.TrimSpace(e.Text), 64)
		const most = 1e5
		ok = ok && err == nil && v >= least && v <= most
		return v
	}
	ok = true
	officers := number(f.officers, 1)
	in = figures.Staffing{Officers: int(officers), Minutes: number(f.minutes, 0.1), Arrivals: number(f.arrivals, 0)}
	return in, ok && officers == float64(in.Officers)
}

func (f *staffForm) ask() {
	in, ok := f.read()
	if !ok {
		f.answer.Set(f.s.t("insight.staff.wrong"))
		return
	}
	f.s.model.Ask(in, f.show)
}

func (f *staffForm) show(o *figures.Outlook) {
	if _, ok := f.read(); ok && o != nil {
		f.answer.Set(words.Staffing(f.s.w(), o))
		kit.Relayout(f.answer)
	}
}
