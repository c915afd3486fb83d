package letter

// codes lists the changes of the code and the codes of other systems that a
// finding cites or the officer weighed. The others say no more than the code
// itself and are left out.
func (p *Press) codes(in Case, named map[string]bool) []Source {
	s := &in.File.Snapshot
	var changes []Source
	for i, c := range s.History {
		if ref := "H" + itoa(i+1); named[ref] {
			changes = append(changes, Source{Ref: ref, Kind: p.text("evidence.change"), From: c.At, Provider: in.Office.system(c.System)})
		}
	}
	out := p.group("source.many", changes)
	for i, o := range s.OtherAssignments {
		if ref := "O" + itoa(i+1); named[ref] {
			out = append(out, Source{Ref: ref, Kind: p.text("evidence.other"), From: o.IssuedAt, Provider: in.Office.system(o.IssuingSystem)})
		}
	}
	return out
}
