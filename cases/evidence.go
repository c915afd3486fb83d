package cases

import "strconv"

// Evidence is one citable item of a snapshot. Refs are stable inside a
// snapshot version: F1 (flag), D2 (document), Q1.TEMP (answer of a
// submission), C3 (check-in), H2 (status change), O1 (code of another
// system), A (the disputed assignment itself), S (the resident's statement).
type Evidence struct {
	Ref    string
	Flag   *Flag
	Doc    *Document
	Form   *Questionnaire
	Answer *Answer
	Check  *CheckIn
	Change *StatusChange
	Other  *CodeAssignment
}

// Evidence lists everything that a finding may cite, in the order of the file.
func (s *Snapshot) Evidence() []Evidence {
	out := []Evidence{{Ref: "A"}, {Ref: "S"}}
	for i := range s.Flags {
		out = append(out, Evidence{Ref: ref("F", i), Flag: &s.Flags[i]})
	}
	for i := range s.Appeal.Documents {
		out = append(out, Evidence{Ref: ref("D", i), Doc: &s.Appeal.Documents[i]})
	}
	for i := range s.Questionnaires {
		q := &s.Questionnaires[i]
		for j := range q.Items {
			out = append(out, Evidence{Ref: ref("Q", i) + "." + q.Items[j].ItemCode, Form: q, Answer: &q.Items[j]})
		}
	}
	for i := range s.CheckIns {
		out = append(out, Evidence{Ref: ref("C", i), Check: &s.CheckIns[i]})
	}
	for i := range s.History {
		out = append(out, Evidence{Ref: ref("H", i), Change: &s.History[i]})
	}
	for i := range s.OtherAssignments {
		out = append(out, Evidence{Ref: ref("O", i), Other: &s.OtherAssignments[i]})
	}
	return out
}

// Refs lists the references of Evidence.
func (s *Snapshot) Refs() []string {
	all := s.Evidence()
	refs := make([]string, len(all))
	for i, e := range all {
		refs[i] = e.Ref
	}
	return refs
}

func ref(prefix string, i int) string { return prefix + strconv.Itoa(i+1) }
