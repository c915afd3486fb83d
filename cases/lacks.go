package cases

import "strings"

// lacking begins the remarks of an import on what a case came in without.
const lacking = "missing:"

// Lacks lists the fields that a case came in without although every case needs
// them, such as resident.doc_no: a ticket of the hotline knows a phone and no
// person. Nothing is put in their place; somebody asks.
func (s *Snapshot) Lacks() []string {
	var fields []string
	for _, w := range s.Appeal.ParseWarnings {
		if field, ok := strings.CutPrefix(w, lacking); ok {
			fields = append(fields, field)
		}
	}
	return fields
}
