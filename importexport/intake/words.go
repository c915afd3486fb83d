package intake

import (
	"maps"
	"slices"
	"strings"

	"recourse/cases"
	"recourse/importexport"
)

// forbiddenEvidence names kinds of data that an office must not use, whoever
// sends them: messages, pictures of people, and the body (domain section 1,
// rows 33 to 35).
func forbiddenEvidence(kind string) bool {
	upper := strings.ToUpper(kind)
	for _, word := range []string{
		"FACE", "CAMERA", "VIDEO", "IMAGE", "PHOTO", "BIOMETRIC", "DNA", "FINGERPRINT", "IRIS", "VOICE",
		"SOCIAL", "CHAT", "MESSAGE", "POST", "人脸", "摄像", "视频", "照片", "生物", "基因", "指纹", "虹膜", "声纹", "聊天", "社交", "短信", "朋友圈", "微博",
	} {
		if strings.Contains(upper, word) {
			return true
		}
	}
	return false
}

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
