package deliver

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"recourse/cases"
)

// record is the fields of one row under their names in the data dictionary.
type record map[string]any

// add puts the fields of an entity into the row under a prefix.
func (r record) add(prefix string, entity any) error {
	text, err := json.Marshal(entity)
	if err != nil {
		return fmt.Errorf("%s row: %w", prefix, err)
	}
	fields := map[string]any{}
	if err := json.Unmarshal(text, &fields); err != nil {
		return fmt.Errorf("%s row: %w", prefix, err)
	}
	r.put(prefix, fields)
	return nil
}

// put names the fields of an entity within another one after both.
func (r record) put(prefix string, fields map[string]any) {
	for name, value := range fields {
		if within, ok := value.(map[string]any); ok {
			r.put(prefix+"."+name, within)
			continue
		}
		r[prefix+"."+name] = value
	}
}

func (r record) cells(t *Table) []string {
	list := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		list[i] = spell(r[c.Field])
	}
	return list
}

// spell writes a value as people type it into a cell.
func spell(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	case []any:
		parts := make([]string, len(v))
		for i := range v {
			parts[i] = spell(v[i])
		}
		return strings.Join(parts, ";")
	}
	return ""
}

// part is one row's entities with the prefixes of their fields.
type part map[string]any

// parts lists the rows that a case has in a table. A case without an appeal
// number belongs to somebody who did not appeal: only their code and the
// records about them are in the delivery.
func parts(s *cases.Snapshot, table string) []part {
	appealed := s.Appeal.AppealNo != ""
	switch table {
	case "appeals", "appeals_flat":
		if appealed {
			return []part{{"appeal": s.Appeal, "resident": s.Resident, "assignment": s.Assignment}}
		}
	case "assignments":
		if !appealed {
			return []part{{"assignment": s.Assignment}}
		}
	case "other_codes":
		return each(s.OtherAssignments, "assignment")
	case "questionnaire":
		return answers(s)
	case "trace":
		return steps(s)
	case "flags":
		return flags(s)
	case "history":
		return each(s.History, "change")
	case "checkins":
		return each(s.CheckIns, "checkin")
	case "documents":
		return each(s.Appeal.Documents, "document")
	}
	return nil
}

func each[T any](list []T, prefix string) []part {
	out := make([]part, len(list))
	for i := range list {
		out[i] = part{prefix: list[i]}
	}
	return out
}

// answers writes one row per answer, the submission repeated on each.
func answers(s *cases.Snapshot) []part {
	var out []part
	for _, q := range s.Questionnaires {
		for _, a := range q.Items {
			out = append(out, part{"questionnaire": q, "answer": a})
		}
	}
	return out
}

func steps(s *cases.Snapshot) []part {
	if s.RuleTrace == nil {
		return nil
	}
	var out []part
	for _, st := range s.RuleTrace.Steps {
		out = append(out, part{"trace": *s.RuleTrace, "step": map[string]any{
			"rule_id": st.RuleID, "outcome": st.Outcome, "inputs": inputs(st.Inputs), "overridden_by": st.OverriddenBy,
			"effect_colour": st.Effect.Colour, "effect_until": st.Effect.Until, "effect_days": days(st.Effect.Days),
		}})
	}
	return out
}

func days(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// inputs spells what a rule looked at: name=value@evidence, separated by
// semicolons.
func inputs(list []cases.TraceInput) string {
	parts := make([]string, len(list))
	for i, in := range list {
		parts[i] = in.Name + "=" + in.Value
		if in.EvidenceRef != "" {
			parts[i] += "@" + in.EvidenceRef
		}
	}
	return strings.Join(parts, ";")
}

// flags leaves out a radius that nobody stated: the reader assumes it again.
func flags(s *cases.Snapshot) []part {
	out := make([]part, len(s.Flags))
	for i, f := range s.Flags {
		if f.RadiusAssumed {
			f.AccuracyRadiusM = 0
		}
		out[i] = part{"flag": f}
	}
	return out
}

// rowsOf lists the cells of a case's rows in a table.
func rowsOf(s *cases.Snapshot, t *Table) ([][]string, error) {
	var out [][]string
	for _, p := range parts(s, t.Name) {
		r := record{"key.appeal_no": s.Appeal.AppealNo, "key.doc_no": s.Resident.DocNo, "key.phone": s.Resident.Phone}
		for prefix, entity := range p {
			if err := r.add(prefix, entity); err != nil {
				return nil, err
			}
		}
		out = append(out, r.cells(t))
	}
	return out, nil
}
