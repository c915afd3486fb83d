package i18n

import (
	"strings"

	"recourse/cases"
)

// AlertFound says in a sentence what an alert found.
func (w *Words) AlertFound(a *cases.Alert) string {
	return w.T("alert.found", "shared", w.AlertShared(a), "causeless", len(a.Causeless), "n", len(a.Cases), "unappealed", a.Unappealed)
}

// AlertShared names what the members of an alert have in common.
func (w *Words) AlertShared(a *cases.Alert) string {
	var parts []string
	for _, p := range []struct{ key, value string }{
		{"order", a.Order}, {"list", a.List}, {"author", a.Author}, {"unit", a.Unit}, {"day", a.Day},
	} {
		if p.value != "" {
			parts = append(parts, w.T("alert.by."+p.key, "value", p.value))
		}
	}
	if len(parts) == 0 {
		parts = a.Batches
	}
	return strings.Join(parts, w.T("list.comma"))
}
