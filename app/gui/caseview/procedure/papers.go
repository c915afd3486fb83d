package procedure

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

// ownWords is the choice of a paper that no list names.
const ownWords = "own"

// documentTypes are the kinds of paper a resident hands in (data dictionary,
// table T12).
func documentTypes() []string {
	return []string{
		"ticket", "refund_record", "toll_record", "release_notice", "hospital_note", "test", "employer_certificate", "community_certificate",
		"carrier_statement", "travel_card", "screenshot", "photo", "affidavit", "household_proof",
	}
}

// PaperList is a list of papers that are missing, each from the lists or in
// the officer's own words, and each with what it is needed for.
type PaperList struct {
	w    *i18n.Words
	add  *kit.Choice
	box  *fyne.Container
	all  *fyne.Container
	rows []*paperRow
}

type paperRow struct {
	code, label string
	own         *kit.Entry // of own words
	why         *kit.Entry
	object      fyne.CanvasObject
}

// NewPaperList returns a list that is still empty.
func NewPaperList(w *i18n.Words) *PaperList {
	p := &PaperList{w: w, box: kit.Column(theme.Space(2))}
	var options []kit.Option
	for _, c := range cases.MissingPapers() {
		if c != "other" {
			options = append(options, kit.Option{Code: c, Label: w.T("missing." + c)})
		}
	}
	for _, t := range documentTypes() {
		options = append(options, kit.Option{Code: "document." + t, Label: w.T("case.document." + t)})
	}
	options = append(options, kit.Option{Code: ownWords, Label: w.T("turn.paper.own")})
	p.add = kit.NewChoice(w.T("turn.paper.add"), options, func(code string) {
		p.Add(code)
		p.add.Set("")
	})
	p.all = kit.Column(theme.Space(2), p.box, p.add)
	return p
}

// Object is the list with what adds to it.
func (p *PaperList) Object() fyne.CanvasObject { return p.all }

// First is the choice that adds a paper.
func (p *PaperList) First() fyne.Focusable { return p.add }

// Add puts a paper on the list by its code: one of MissingPapers, "document."
// and a type, or "own" for one in own words.
func (p *PaperList) Add(code string) {
	r := &paperRow{code: code, why: kit.NewEntry(p.w.T("turn.paper.why"))}
	var head fyne.CanvasObject
	switch t, isDocument := strings.CutPrefix(code, "document."); {
	case code == ownWords:
		r.own = kit.NewEntry(p.w.T("turn.paper.which"))
		head = r.own
	case isDocument:
		r.label = p.w.T("case.document." + t)
	default:
		r.label = p.w.T("missing." + code)
	}
	if head == nil {
		head = kit.Strong(r.label)
	}
	away := kit.NewButton("", func() { p.remove(r) }).WithIcon("cross").As(kit.Quiet).WithTip(p.w.T("turn.paper.remove"))
	r.object = kit.Well(kit.Column(theme.Space(1), kit.Row(theme.Space(1), kit.Fill(head), away), r.why))
	p.rows = append(p.rows, r)
	p.fill()
}

func (p *PaperList) remove(r *paperRow) {
	for i := range p.rows {
		if p.rows[i] == r {
			p.rows = append(p.rows[:i:i], p.rows[i+1:]...)
			break
		}
	}
	p.fill()
}

func (p *PaperList) fill() {
	p.box.Objects = nil
	for _, r := range p.rows {
		p.box.Objects = append(p.box.Objects, r.object)
	}
	kit.Relayout(p.all)
}

// Value is the list as a deficiency holds it: the codes of what the program
// knows, and in words whatever needs words, numbered when there are several.
func (p *PaperList) Value() (codes []string, words string) {
	var lines []string
	for _, r := range p.rows {
		what := r.label
		if r.own != nil {
			what = strings.TrimSpace(r.own.Text)
		}
		why := strings.TrimSpace(r.why.Text)
		standard := r.own == nil && !strings.HasPrefix(r.code, "document.")
		switch {
		case what == "":
			continue
		case standard && why == "":
			codes = append(codes, r.code)
			continue
		case why != "":
			what = p.w.T("turn.paper.line", "what", what, "why", why)
		}
		lines = append(lines, what)
	}
	if len(lines) == 0 {
		return codes, ""
	}
	if len(lines) > 1 {
		for i := range lines {
			lines[i] = strconv.Itoa(i+1) + ". " + lines[i]
		}
	}
	return append(codes, "other"), strings.Join(lines, p.w.T("turn.paper.between"))
}
