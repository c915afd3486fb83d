// Package i18n turns keys into sentences, and times, spans and counts into
// words, in Simplified Chinese and in English. It knows nothing of the window:
// the command line and the screens speak with the same voice.
//
// Sentences live in assets/locales/<language>/<area>.json. A placeholder is
// {name}; {name|one|other} picks a form by the number given as name, so that
// both languages can have the same keys and the same placeholders:
//
//	"queue.count": "{n} {n|case|cases}"      "queue.count": "{n} 件"
//	w.T("queue.count", "n", 128)
//
// A key that no catalogue has is shown as it is and counted, so a test can
// fail on it; nothing is ever blank.
package i18n
