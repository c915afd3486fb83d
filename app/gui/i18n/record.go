package i18n

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"recourse/cases"
)

// Act is one entry of the record as it is told to people. Detail is what the
// entry says beside who, when and what; its keys and codes are those of the
// record.
type Act struct {
	Who    string // the person's name
	Action string // a move, or the name of an act outside the table of moves
	Detail map[string]string
	Name   func(cases.UserID) string // the name of a person among the details
}

// Told is the entry as a sentence with its details in words: "Li Wen gave the
// case to Zhang Min; until then with Chen Jie".
func (w *Words) Told(a Act) string { return w.told(a, a.Who) }

func (w *Words) told(a Act, who string) string {
	key := w.actKey(a)
	raw, ok := w.cat.Sentence(w.Lang(), key)
	if !ok {
		key = "record.other"
		raw, _ = w.cat.Sentence(w.Lang(), key)
	}
	said := Placeholders(raw)
	args := []any{"who", who, "act", w.Or("act."+a.Action, w.Or("move."+a.Action, a.Action))}
	for _, k := range said {
		if k != "who" && k != "act" {
			args = append(args, k, w.detail(a, k))
		}
	}
	parts := []string{w.T(key, args...)}
	for _, k := range slices.Sorted(maps.Keys(a.Detail)) {
		if clause := w.clause(a, k); clause != "" && !slices.Contains(said, k) {
			parts = append(parts, clause)
		}
	}
	return strings.Join(parts, w.T("record.joint"))
}

// Did is the sentence without the person, for a list that has a column of
// people: "Gave the case to Zhang Min".
func (w *Words) Did(a Act) string {
	text := []rune(strings.TrimLeft(w.told(a, ""), " :："))
	if len(text) > 0 {
		text[0] = unicode.ToUpper(text[0])
	}
	return string(text)
}

// actKey is the sentence of an act. Acts that end one way or the other have a
// sentence for each.
func (w *Words) actKey(a Act) string {
	key := "record.do." + a.Action
	for _, v := range a.Detail {
		if (v == "yes" || v == "no") && w.Has(key+"."+v) {
			return key + "." + v
		}
	}
	return key
}

// clause words a detail that the sentence does not name. Digests and
// signatures are for machines and stay with the raw entry; a count of nothing
// and a repetition of the person say nothing.
func (w *Words) clause(a Act, key string) string {
	v := a.Detail[key]
	switch {
	case v == "" || v == "yes" || v == "no":
		return ""
	case slices.Contains([]string{"sha256", "root", "rows", "voucher", "entry", "last", "copy", "digest"}, key):
		return ""
	case (key == "registered" || key == "left") && v == "0" || (key == "previous" || key == "user") && w.person(a, v) == a.Who:
		return ""
	}
	if w.Has("record.with." + key) {
		return w.T("record.with."+key, "value", w.detail(a, key))
	}
	return w.T("record.with", "key", key, "value", v)
}

// wording says where the code of a detail has its words.
var wording = map[string]string{
	"disposition": "disposition", "second": "second", "code": "return_code", "method": "exporter.method", "roles": "role",
	"what": "what", "purpose": "purpose", "setting": "setting", "clock": "clock",
	"recusal": "recusal", "reopening": "reopening", "admission": "admission", "missing": "missing", "field": "correction",
	"prior": "state", "by": "insight.by", "colour": "colour", "undone": "move", "change": "change",
}

// detail words one value: people by their names, codes by their words, counts
// as numbers.
func (w *Words) detail(a Act, key string) any {
	v := a.Detail[key]
	if v == "" {
		return w.None()
	}
	switch key {
	case "undo_until":
		return w.Moment(v)
	case "to", "previous", "user":
		return w.person(a, v)
	case "stored", "amended", "unchanged", "refused", "registered", "rows", "cases", "deliveries", "people", "days", "snapshots", "papers", "kept", "members", "left", "unappealed":
		if n, err := strconv.ParseInt(v, 10, 64); err == nil {
			return n
		}
	}
	list, ok := wording[key]
	if !ok {
		return v
	}
	return w.Codes(list, v)
}

func (w *Words) person(a Act, id string) string {
	if a.Name == nil {
		return id
	}
	return a.Name(cases.UserID(id))
}
