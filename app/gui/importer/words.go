package importer

import (
	"errors"
	"strings"

	"recourse/app/gui/i18n"
	"recourse/importexport"
)

// problem words an error: what is wrong and what to do about it.
func (s *Screen) problem(err error) (title, advice string) {
	var p *importexport.Problem
	if !errors.As(err, &p) {
		return s.t("importer.failed.title"), s.w().Problem(err)
	}
	title = message(s.w(), p)
	if p.File != "" && !strings.Contains(title, p.File) {
		title = p.File + ": " + title
	}
	return title, remedy(s.w(), p)
}

// message says what is wrong; a code without a sentence shows itself.
func message(w *i18n.Words, p *importexport.Problem) string {
	return sentence(w, p.MessageKey(), p, w.T("importer.problem.other", "code", string(p.Code)))
}

// remedy says what to do about it.
func remedy(w *i18n.Words, p *importexport.Problem) string {
	return sentence(w, p.RemedyKey(), p, w.T("importer.remedy.other"))
}

func sentence(w *i18n.Words, key string, p *importexport.Problem, otherwise string) string {
	if !w.Has(key) {
		return otherwise
	}
	var args []any
	for k, v := range p.Words() {
		args = append(args, k, v)
	}
	return w.T(key, args...)
}

// field names a field of a case: its label, or the field itself.
func field(w *i18n.Words, name string) string {
	return w.Or("importer.field."+name, name)
}

// how says in what way a file is written: its format, encoding and separator.
func how(w *i18n.Words, f *importexport.FileReport) string {
	if f.Format == "" {
		return ""
	}
	parts := []string{w.T("importer.format." + string(f.Format))}
	if f.Encoding != "" {
		parts = append(parts, string(f.Encoding))
	}
	if f.Format == importexport.CSV {
		parts = append(parts, w.Or("importer.separator."+separatorName(f.Separator), string(rune(f.Separator))))
	}
	return strings.Join(parts, " · ")
}

func separatorName(b byte) string {
	return map[byte]string{',': "comma", '\t': "tab", ';': "semicolon", '|': "bar"}[b]
}

// holds says what was found in a file: its tables, or cases.
func holds(w *i18n.Words, f *importexport.FileReport, acks bool) string {
	switch {
	case acks:
		return w.T("importer.holds.acks")
	case f.Format == importexport.NDJSON:
		return w.T("importer.holds.cases")
	}
	var known []string
	unknown, left := 0, 0
	for _, t := range f.Tables {
		if t.LeftOut {
			left++
			continue
		}
		if t.Table == "" {
			unknown++
			continue
		}
		name := w.Or("importer.table."+t.Table, t.Table)
		if t.Sheet != "" {
			name = w.T("importer.holds.sheet", "table", name, "sheet", t.Sheet)
		}
		known = append(known, name)
	}
	text := strings.Join(known, w.T("importer.and"))
	if unknown > 0 {
		text += w.T("importer.holds.unknown", "n", unknown)
	}
	if left > 0 {
		text += w.T("importer.holds.left", "n", left)
	}
	return text
}
