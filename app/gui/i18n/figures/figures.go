// Package figures words the figures of package insight, for the window and for
// the prompt alike.
package figures

import (
	"strconv"
	"strings"

	"recourse/app/gui/i18n"
	"recourse/cases"
	"recourse/review/insight"
)

// Decimal is a number with so many places.
func Decimal(x float64, places int) string { return strconv.FormatFloat(x, 'f', places, 64) }

// Age names a bar of the backlog.
func Age(w *i18n.Words, a insight.Age) string {
	if a.To == 0 {
		return w.T("insight.age.last", "from", a.From/24)
	}
	return w.T("insight.age", "from", a.From/24, "to", a.To/24)
}

// Share is a share with its counts and interval, or why it is not shown.
func Share(w *i18n.Words, s insight.Share) string {
	if !s.Shown {
		return w.T("insight.share.few", "k", s.K, "n", s.N, "min", insight.MinShown)
	}
	return w.T("insight.share", "rate", w.Percent(s.Rate), "k", s.K, "n", s.N, "low", w.Percent(s.Low), "high", w.Percent(s.High))
}

// Kappa is the agreement beyond chance with its interval.
func Kappa(w *i18n.Words, a insight.Agreement) string {
	if !a.Defined {
		return w.None()
	}
	return w.T("insight.kappa", "k", Decimal(a.Kappa, 2), "low", Decimal(a.KappaLo, 2), "high", Decimal(a.KappaHi, 2))
}

// Staffing says when the backlog is gone, on which assumptions.
func Staffing(w *i18n.Words, o *insight.Outlook) string {
	args := []any{
		"officers", o.Officers, "backlog", o.Backlog, "arrivals", Decimal(o.Arrivals, 0), "minutes", Decimal(o.Minutes, 1), "perday", o.PerDay,
		"date", w.Date(o.Date), "target", o.Target, "clear", o.Clear, "steady", o.Steady,
	}
	key := "insight.staff.never"
	if o.Clears {
		key = "insight.staff"
	}
	return w.T(key, args...) + " " + w.T("insight.staff.need", args...)
}

// Unappealed is how many people share something who never appealed, or that
// nobody knows.
func Unappealed(w *i18n.Words, x insight.Rate) string {
	if x.Unknown() {
		return w.T("insight.unknown")
	}
	return w.Number(int64(x.Unappealed))
}

// Systemic says what stands out, and who shares it.
func Systemic(w *i18n.Words, x insight.Rate) string {
	key := "insight.systemic.line"
	if x.Unknown() {
		key += ".unknown"
	}
	return w.T(key, "by", w.T("insight.by."+string(x.By)), "key", Name(w, x), "k", x.Share.K, "n", x.Share.N,
		"low", w.Percent(x.Share.Low), "rest", w.Percent(x.Rest.High), "open", x.Open, "unappealed", x.Unappealed)
}

// Name is what a rate is about in words.
func Name(w *i18n.Words, x insight.Rate) string {
	switch x.By {
	case insight.BySource:
		return w.Or("source."+x.Key, x.Key)
	case insight.ByDistrict:
		return w.Or("division."+x.Key, x.Key)
	}
	name := x.Key
	if x.By == insight.ByBatch {
		name = Batch(w, x.Key)
	}
	if x.Provider != "" {
		return w.T("insight.batch.from", "batch", name, "provider", x.Provider)
	}
	return name
}

// Batch names a batch; one of colours set by hand in words, then its unit,
// order and day.
func Batch(w *i18n.Words, key string) string {
	if rest, ok := strings.CutPrefix(key, cases.ByHand+" "); ok {
		return w.T("insight.batch.hand", "rest", rest)
	}
	return key
}
