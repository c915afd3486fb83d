package cases

import (
	"slices"
	"strings"
)

// Masked returns a copy of the snapshot in which everything that names or
// reaches a person is masked: names, document numbers, phones, the address
// below the street, proxies. It is what screens and outputs show unless
// somebody unmasks with a recorded reason.
func (s *Snapshot) Masked() Snapshot {
	m := *s
	m.Resident = s.Resident.masked()
	m.Flags = slices.Clone(s.Flags)
	for i := range m.Flags {
		f := &m.Flags[i]
		f.Phone, f.LinkedDocNo, f.LinkedName = MaskPhone(f.Phone), MaskDocNo(f.LinkedDocNo), MaskName(f.LinkedName)
		f.RawJSON = ""
	}
	m.Appeal.Statement = s.hideIn(s.Appeal.Statement)
	m.Appeal.RawJSON, m.Assignment.RawJSON = "", ""
	return m
}

func (r Resident) masked() Resident {
	r.Name, r.DocNo, r.Phone = MaskName(r.Name), MaskDocNo(r.DocNo), MaskPhone(r.Phone)
	if r.NameLatin != "" {
		r.NameLatin = MaskName(r.NameLatin)
	}
	if r.Guardian != "" {
		r.Guardian = MaskName(r.Guardian)
	}
	if r.Address != "" {
		r.Address = "***"
	}
	r.HomeLat, r.HomeLon, r.BirthDate, r.RawJSON = nil, nil, Stamp{}, ""
	return r
}

// hideIn masks the person's own name, number and phone where they stand in
// free text.
func (s *Snapshot) hideIn(text string) string {
	for _, p := range []struct{ plain, masked string }{
		{s.Resident.DocNo, MaskDocNo(s.Resident.DocNo)},
		{s.Resident.Phone, MaskPhone(s.Resident.Phone)},
		{s.Resident.Name, MaskName(s.Resident.Name)},
	} {
		if p.plain != "" {
			text = strings.ReplaceAll(text, p.plain, p.masked)
		}
	}
	return text
}
