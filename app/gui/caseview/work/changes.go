package work

import (
	"reflect"
	"slices"
	"strconv"

	"recourse/cases"
)

// Change is one thing that a later delivery says otherwise. Before and After
// are values of the case file: a string, a number, a Stamp, a Colour, a list
// of grounds, *bool; nil where there was nothing, or is nothing any more.
type Change struct {
	// Part is what it belongs to: "appeal", "document", "flag", "form",
	// "answer", "assignment", "resident", "trace", "checkin", "history" or
	// "other".
	Part string
	// Ref cites the piece of evidence (F1, D2, Q1.TEMP) as the new version
	// numbers it; what is gone keeps its old number.
	Ref string
	// Field is the name of the field in the data dictionary, "" for the whole
	// piece: it came or it went.
	Field         string
	Before, After any
}

// Changes lists what differs between two versions of what deliveries said:
// field by field, and the pieces that came or went.
func Changes(before, after *cases.Snapshot) []Change {
	d := &differ{}
	d.fields("appeal", "", &before.Appeal, &after.Appeal)
	compare(d, "document", "D", before.Appeal.Documents, after.Appeal.Documents, func(x *cases.Document) (string, string) { return x.DocID, x.Title })
	compare(d, "flag", "F", before.Flags, after.Flags, func(x *cases.Flag) (string, string) { return x.FlagID, x.PlaceText })
	compare(d, "form", "Q", before.Questionnaires, after.Questionnaires, func(x *cases.Questionnaire) (string, string) { return x.SubmissionID, x.FormID })
	d.answers(before.Questionnaires, after.Questionnaires)
	d.fields("assignment", "A", &before.Assignment, &after.Assignment)
	d.fields("resident", "", &before.Resident, &after.Resident)
	d.fields("trace", "", orEmpty(before.RuleTrace), orEmpty(after.RuleTrace))
	compare(d, "checkin", "C", before.CheckIns, after.CheckIns, func(x *cases.CheckIn) (string, string) { return "", x.Date.String() })
	compare(d, "history", "H", before.History, after.History, func(x *cases.StatusChange) (string, string) { return "", x.At.String() })
	compare(d, "other", "O", before.OtherAssignments, after.OtherAssignments, func(x *cases.CodeAssignment) (string, string) { return x.AssignmentID, x.IssuingSystem })
	return d.out
}

func orEmpty(t *cases.RuleTrace) *cases.RuleTrace {
	if t == nil {
		return &cases.RuleTrace{}
	}
	return t
}

type differ struct{ out []Change }

func (d *differ) add(c Change) { d.out = append(d.out, c) }

// unread are the fields that say how a delivery named and carried an entry,
// not what it says; documents and answers are compared on their own.
var unread = []string{"Provenance", "Documents", "Items", "AppealID", "ResidentID", "AssignmentID", "TraceID", "DocID", "FlagID", "SubmissionID"}

// fields compares two entities field by field, by the names of the dictionary.
func (d *differ) fields(part, ref string, before, after any) {
	a, b := reflect.ValueOf(before).Elem(), reflect.ValueOf(after).Elem()
	for i := range a.NumField() {
		f := a.Type().Field(i)
		if slices.Contains(unread, f.Name) || alike(a.Field(i), b.Field(i)) {
			continue
		}
		d.add(Change{Part: part, Ref: ref, Field: nameOf(f), Before: valueOf(a.Field(i)), After: valueOf(b.Field(i))})
	}
}

// alike compares what two values say: an empty list is no list, and a moment is
// the same in every zone.
func alike(a, b reflect.Value) bool {
	if s, ok := a.Interface().(cases.Stamp); ok {
		return s.Equal(b.Interface().(cases.Stamp))
	}
	if a.Kind() == reflect.Slice && a.Len() == 0 && b.Len() == 0 {
		return true
	}
	return reflect.DeepEqual(a.Interface(), b.Interface())
}

// nameOf is a field's name in the data dictionary.
func nameOf(f reflect.StructField) string {
	name := f.Tag.Get("json")
	for i, c := range name {
		if c == ',' {
			return name[:i]
		}
	}
	return name
}

// valueOf is a field's value, nil when it is empty; steps of a trace are
// counted.
func valueOf(v reflect.Value) any {
	if v.IsZero() || v.Kind() == reflect.Slice && v.Len() == 0 {
		return nil
	}
	if steps, ok := v.Interface().([]cases.TraceStep); ok {
		return len(steps)
	}
	return v.Interface()
}

// compare matches the entries of two lists by their ids, and by their place
// where a source gave none.
func compare[T any](d *differ, part, prefix string, before, after []T, name func(*T) (id, title string)) {
	met := map[int]bool{}
	for i := range after {
		ref := prefix + strconv.Itoa(i+1)
		at := matching(before, i, &after[i], name)
		if at < 0 {
			_, title := name(&after[i])
			d.add(Change{Part: part, Ref: ref, After: title})
			continue
		}
		met[at] = true
		d.fields(part, ref, &before[at], &after[i])
	}
	for i := range before {
		if !met[i] {
			_, title := name(&before[i])
			d.add(Change{Part: part, Ref: prefix + strconv.Itoa(i+1), Before: title})
		}
	}
}

func matching[T any](list []T, place int, x *T, name func(*T) (id, title string)) int {
	id, _ := name(x)
	if id == "" && place < len(list) {
		return place
	}
	return slices.IndexFunc(list, func(y T) bool { other, _ := name(&y); return id != "" && other == id })
}

// answers compares what was answered, question by question.
func (d *differ) answers(before, after []cases.Questionnaire) {
	old, now := answersOf(before), answersOf(after)
	for _, a := range now {
		i := slices.IndexFunc(old, func(o answer) bool { return o.key == a.key })
		switch {
		case i < 0:
			d.add(Change{Part: "answer", Ref: a.ref, After: a.raw})
		case old[i].raw != a.raw:
			d.add(Change{Part: "answer", Ref: a.ref, Field: "answer_raw", Before: old[i].raw, After: a.raw})
		}
	}
	for _, o := range old {
		if !slices.ContainsFunc(now, func(a answer) bool { return a.key == o.key }) {
			d.add(Change{Part: "answer", Ref: o.ref, Before: o.raw})
		}
	}
}

// answer is one answer with what tells it from others.
type answer struct{ key, ref, raw string }

func answersOf(forms []cases.Questionnaire) (out []answer) {
	for i, q := range forms {
		form := q.SubmissionID
		if form == "" {
			form = strconv.Itoa(i)
		}
		for _, a := range q.Items {
			out = append(out, answer{form + "/" + a.ItemCode, "Q" + strconv.Itoa(i+1) + "." + a.ItemCode, a.AnswerRaw})
		}
	}
	return out
}
