package letter

import (
	"time"

	"recourse/cases"
	"recourse/importexport/letter/typeset"
)

// Matter is what a letter other than a decision says beyond the frame.
type Matter struct {
	Due    time.Time // the date the letter sets or promises
	Before time.Time // the date it replaces, or on which the term ended
	Paused time.Time // since when the clock stands still; zero while it runs
	Papers []Text    // what is missing or asked for, one by one
	How    []Text    // ways to send it
	// Otherwise is what happens when nothing comes.
	Otherwise Text
	Deciders  Text   // who decides, by function
	Meanwhile []Text // what holds while the resident waits
	Body      Text   // which other authority is responsible
	Theirs    []Text // what that authority has to do
	Refers    Reference
	Changes   []Change
	Unchanged Text // what a correction leaves as it was
	OptOut    time.Time
	Appealed  Text // what becomes of the resident's own appeal
}

// Reference names another letter or another appeal.
type Reference struct {
	No string
	On cases.Stamp
}

// Change is one slip of the pen and what stands in its place.
type Change struct {
	Where    Text
	Was, Now string
}

// until prints a moment as the last one at which something is in time.
func (w *writer) until(t time.Time) string { return moment(cases.At(t), w.lang) }

// because writes why, in the officer's words, with the facts where a decision
// found any.
func (w *writer) because() {
	w.section("why." + string(w.Kind))
	if len(w.Facts) > 0 {
		w.items(w.found())
	}
	w.why()
}

// who writes element 15 under a heading of its own.
func (w *writer) who() {
	w.section("human.heading")
	w.human()
}

func (w *writer) deciders() {
	w.section("deciders.heading")
	w.para(w.Matter.Deciders.In(w.lang), w.fill("deciders.recusal"))
}

func (w *writer) meanwhile() {
	w.section("meanwhile.heading")
	w.items(w.texts(w.Matter.Meanwhile))
}

func (w *writer) missing() {
	w.section("missing.heading")
	w.items(w.texts(w.Matter.Papers))
}

func (w *writer) questions() {
	w.section("questions.heading")
	w.original()
	w.items(w.texts(w.Matter.Papers))
	if !w.To.IsZero() {
		w.para(w.fill("questions.identity"))
	}
}

func (w *writer) how() {
	w.section("how.heading")
	w.items(w.texts(w.Matter.How))
}

func (w *writer) otherwise() {
	w.section("otherwise.heading")
	w.para(w.Matter.Otherwise.In(w.lang))
}

// clock says whether the time for the decision stands still.
func (w *writer) clock() {
	w.section("clock.heading")
	if w.Matter.Paused.IsZero() {
		w.para(w.fill("clock.runs", "due", w.until(w.Matter.Before)))
		return
	}
	w.para(w.fill("clock.stands", "paused", w.until(w.Matter.Paused), "due", w.until(w.Matter.Before)))
}

func (w *writer) complain() {
	w.section("complain.heading")
	w.para(w.fill("complain.text", "hotline", w.Help.Hotline, "body", w.Challenge.Reconsider.Name.In(w.lang)))
}

// body says who is responsible and what that authority has to do.
func (w *writer) body() {
	w.section("body." + string(w.Kind))
	theirs := w.texts(w.Matter.Theirs)
	name := w.fill("body.name", "body", w.Matter.Body.In(w.lang))
	if len(theirs) == 1 {
		w.para(name, theirs[0])
		return
	}
	w.para(name)
	w.items(theirs)
}

func (w *writer) changes() {
	w.section("changes.heading")
	t := typeset.Table{Head: []string{w.fill("changes.where"), w.fill("changes.was"), w.fill("changes.now")}, Widths: []int{200, 400, 400}}
	for _, c := range w.Matter.Changes {
		t.Rows = append(t.Rows, []string{c.Where.In(w.lang), c.Was, c.Now})
	}
	w.add(t)
	for _, para := range lines(w.Reasons.Text) {
		w.para(para)
	}
}

func (w *writer) unchanged() {
	w.section("unchanged.heading")
	w.para(w.Matter.Unchanged.In(w.lang))
}

func (w *writer) optOut() {
	w.section("optout.heading")
	w.para(w.Matter.Appealed.In(w.lang))
	w.para(w.fill("optout.text", "date", w.until(w.Matter.OptOut), "phone", w.Help.Phone))
}

func (w *writer) merged() {
	w.section("merged.heading")
	m := w.Matter
	w.para(w.fill("merged.text", "this", w.Appeal.No, "other", m.Refers.No, "first", stampDate(m.Refers.On, w.lang), "due", w.until(m.Due)))
}

func (w *writer) goesOn() {
	w.section("goeson.heading")
	w.para(w.fill("goeson.text", "due", w.until(w.Matter.Due)))
}

// certificate writes the one page that an employer or a school gets: the
// result, what it rests on, what it does not say and who may not be worse
// treated for it.
func (w *writer) certificate() {
	w.add(typeset.Panel{Paras: []string{w.Outcome.Text.In(w.lang)}})
	w.para(w.fill("certificate.basis", "other", w.Matter.Refers.No, "on", stampDate(w.Matter.Refers.On, w.lang)))
	w.para(w.fill("certificate.scope"))
	w.para(w.fill("certificate.equal"))
	w.para(w.fill("certificate.check", "phone", w.Help.Phone))
}
