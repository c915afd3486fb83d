package i18n

// GuessReason says why a column may have a meaning (package guess).
func (w *Words) GuessReason(code string, args map[string]string) string {
	return w.T("guess.reason."+code, pairs(args)...)
}

// GuessProblem says what stands in the way of a profile (package guess).
func (w *Words) GuessProblem(code, field string, args map[string]string) string {
	list := append(pairs(args), "field", w.FieldTitle(field))
	if why := args["why"]; why != "" {
		list = append(list, "reason", w.Or("guess.untaken."+why, w.T("guess.untaken.other")))
	}
	return w.T("guess.problem."+code, list...)
}

// FieldTitle is the name of a field of a case in a table.
func (w *Words) FieldTitle(field string) string { return w.Or("importer.field."+field, field) }

func pairs(args map[string]string) []any {
	out := make([]any, 0, 2*len(args))
	for k, v := range args {
		out = append(out, k, v)
	}
	return out
}
