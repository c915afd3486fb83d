package cli

import (
	"strconv"
	"strings"

	"recourse/app/session"
)

// recordRow is an entry of the record: number, time, who, what and more.
func (e *env) recordRow(r *session.Entry) []string {
	return []string{"#" + strconv.FormatInt(r.Seq, 10), e.words.FullDateTime(r.At), r.Name, e.action(r.Action), e.details(r)}
}

func (e *env) action(a string) string { return e.words.Or("move."+a, a) }

// details words what an entry says beside who, when and what: codes by their
// names, counts that are not zero. Digests are left to --json.
func (e *env) details(r *session.Entry) string {
	var parts []string
	for _, k := range []string{
		"file", "stored", "amended", "unchanged", "refused", "registered", "to", "previous", "user", "roles", "disposition", "second",
		"code", "letter", "method", "accepted", "to_resident", "received", "what", "purpose", "setting", "receipt", "clock",
	} {
		if v := r.Detail[k]; v != "" && v != "0" {
			parts = append(parts, e.words.T("detail."+k, "value", e.detail(k, v)))
		}
	}
	return strings.Join(parts, e.words.T("list.comma"))
}

// detail words one value.
func (e *env) detail(key, v string) string {
	list := map[string]string{"disposition": "disposition", "second": "second", "code": "return_code", "method": "exporter.method", "roles": "role", "what": "what", "purpose": "purpose", "clock": "clock"}[key]
	switch {
	case v == "yes" || v == "no":
		return e.words.T("cli." + v)
	case list == "":
		return v
	}
	words := strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == ' ' })
	for i, x := range words {
		words[i] = e.words.Or(list+"."+x, x)
	}
	return strings.Join(words, e.words.T("list.comma"))
}

// trimmed prints a decimal without needless zeros.
func trimmed(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
