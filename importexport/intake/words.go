package intake

import (
	"maps"
	"slices"
	"strings"

	"recourse/cases"
	"recourse/importexport"
)

// allowed lists the values of a table for a sentence, shortened.
func allowed(table map[string]string) string {
	const most = 12
	keys := slices.Sorted(maps.Keys(table))
	if len(keys) > most {
		return strings.Join(keys[:most], ", ") + ", …"
	}
	return strings.Join(keys, ", ")
}

// shown is a value as a report may show it.
func shown(k kind, text string) string {
	switch k {
	case kDocNo:
		return cases.MaskDocNo(importexport.Shorten(text))
	case kPhone:
		return cases.MaskPhone(importexport.Shorten(text))
	case kName:
		return cases.MaskName(text)
	case kVerbatim:
		return cases.MaskName(importexport.Shorten(text))
	}
	return importexport.Shorten(text)
}

// splitAny cuts a text at any of some characters and drops empty parts.
func splitAny(text, separators string) []string {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(separators, r) })
	kept := parts[:0]
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			kept = append(kept, p)
		}
	}
	return kept
}

func cut(s, separator string) (before, after string) {
	before, after, _ = strings.Cut(s, separator)
	return strings.TrimSpace(before), strings.TrimSpace(after)
}

func pad(n int) string { return string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) }
