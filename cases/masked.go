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
	m.Questionnaires = slices.Clone(s.Questionnaires)
	for i := range m.Questionnaires {
		m.Questionnaires[i] = s.maskedForm(&s.Questionnaires[i])
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

// maskedForm hides where the person lives and who the person is in a form.
func (s *Snapshot) maskedForm(q *Questionnaire) Questionnaire {
	m := *q
	m.RawJSON = ""
	if m.DeclaredLocation != "" {
		m.DeclaredLocation = "***"
	}
	m.Items = slices.Clone(q.Items)
	for i := range m.Items {
		a := &m.Items[i]
		if a.ItemCode == "ADDRESS" && a.AnswerRaw != "" {
			a.AnswerRaw, a.AnswerNorm, a.EditedFrom = "***", "", ""
		}
		a.AnswerRaw = s.hideIn(a.AnswerRaw)
	}
	return m
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
