package intake

import (
	"cmp"
	"slices"
	"strings"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/intake/link"
	"recourse/importexport/intake/merge"
)

// rules says how the rows of a table are linked to cases. A code, a form, a
// check-in and a change are about the person whose number they bear; only a
// record of another body may bear the wrong one, and that may be what the
// appeal is about.
func (l *layout) rules() link.Rules {
	links := l.profile.Tables[l.table].Links
	if len(links) == 0 {
		links = []string{"id", "phone"}
	}
	return link.Rules{Links: links, Strict: l.kind != "flags"}
}

// weak reports whether rows of a table may be linked by what two people can
// share.
func (l *layout) weak() bool {
	return slices.ContainsFunc(l.profile.Tables[l.table].Links, func(how string) bool { return how != "id" && how != "phone" })
}

// keysOf is what an entry says about whose it is. The person that a record was
// made about counts only where the profile says so: elsewhere it may be
// somebody else, and that may be what the appeal is about.
func (l *layout) keysOf(e *entry) link.Keys {
	k := e.key
	if e.s != nil {
		r := &e.s.Resident
		k.DocNo, k.Phone = cmp.Or(k.DocNo, r.DocNo), cmp.Or(k.Phone, r.Phone)
		k.ResidentID, k.Name = cmp.Or(k.ResidentID, r.ResidentID), cmp.Or(k.Name, r.Name)
		if l.kind == "appeals" {
			k.AppealNo = e.s.Appeal.AppealNo
		}
	}
	k.Phone = cmp.Or(e.f.Phone, k.Phone)
	if l.profile.Tables[l.table].Links != nil {
		k.DocNo, k.Name = cmp.Or(k.DocNo, e.f.LinkedDocNo), cmp.Or(k.Name, e.f.LinkedName)
	}
	return k
}

// keysOfCase are the keys of a case that the office has.
func keysOfCase(s *cases.Snapshot) link.Keys {
	r := &s.Resident
	return link.Keys{AppealNo: s.Appeal.AppealNo, DocNo: r.DocNo, Phone: r.Phone, ResidentID: r.ResidentID, Name: r.Name}
}

// link says by what a row was joined to its person, when the row itself does
// not. Of a line of a whole case only its own words are known.
func (e *entry) link(f *cases.Flag) string {
	switch {
	case e == nil:
		return linkOf(f, link.Keys{})
	case e.how != "" && e.how != "appeal" && e.how != "resident":
		return e.how
	}
	return linkOf(f, e.key)
}

// incomplete reports whether cases of the table may lack something.
func (t *table) incomplete() bool { return t.profile.Tables[t.table].Incomplete }

// join brings the rows of the other tables to a case. An appeal that does not
// say who files it gets the person who has its phone in the extract of codes,
// if that is one person; nobody is chosen among several.
func (d *Delivery) join(t *table, e *entry, at spot) []*importexport.Problem {
	s := e.s
	var problems []*importexport.Problem
	if e.key.DocNo == "" {
		full, count := d.details.book.Complete(e.key)
		if count > 1 {
			p := at.problem("resident.phone", kPhone, s.Resident.Phone, "ambiguous_caller", importexport.Notice)
			p.Args = importexport.Count("count", count)
			problems = append(problems, p)
			s.Appeal.ParseWarnings = append(s.Appeal.ParseWarnings, "ambiguous_caller:resident.doc_no")
		}
		e.key, s.Resident.DocNo = full, full.DocNo
	}
	problems = append(problems, d.attach(s, e.key, at, t.incomplete())...)
	if t.incomplete() && d.opts.Known != nil && !refuses(problems) {
		had, err := d.opts.Known(s.Appeal.AppealNo)
		if d.failure = err; had != nil {
			merge.Earlier(s, had, d.spoken())
		}
	}
	for _, field := range t.standIn(e) {
		s.Appeal.ParseWarnings = append(s.Appeal.ParseWarnings, "taken_over:"+field)
	}
	return problems
}

// spoken says of what the delivery speaks at all.
func (d *Delivery) spoken() merge.Spoken {
	of := merge.Spoken{Sources: map[cases.Source]bool{}}
	for _, t := range d.tables {
		switch t.kind {
		case "assignments":
			of.Codes = true
		case "questionnaire":
			of.Forms = true
		case "checkins":
			of.CheckIns = true
		case "flags":
			for _, source := range cases.Sources() {
				if said := t.profile.Tables[t.table].Constants["flag.source_type"]; said == "" || said == string(source) {
					of.Sources[source] = true
				}
			}
		}
	}
	return of
}

// introduce lets an extract of codes say of a person what the appeal does not.
func (t *table) introduce(to, from *cases.Resident, by cases.Provenance) {
	had := *to
	for _, pair := range [][2]*string{
		{&to.ResidentID, &from.ResidentID}, {&to.Name, &from.Name}, {&to.NameLatin, &from.NameLatin}, {&to.DocType, &from.DocType},
		{&to.DocNo, &from.DocNo}, {&to.Sex, &from.Sex}, {&to.Nationality, &from.Nationality}, {&to.Phone, &from.Phone},
		{&to.PhoneOwner, &from.PhoneOwner}, {&to.HouseholdDivision, &from.HouseholdDivision}, {&to.ResidenceDivision, &from.ResidenceDivision},
		{&to.ResidenceStreet, &from.ResidenceStreet}, {&to.Address, &from.Address}, {&to.Guardian, &from.Guardian}, {&to.Language, &from.Language},
	} {
		*pair[0] = cmp.Or(*pair[0], strings.Clone(*pair[1]))
	}
	if to.BirthDate.IsZero() {
		to.BirthDate = from.BirthDate
	}
	if to.RowNo == 0 && (to.Name != had.Name || to.DocType != had.DocType || to.ResidenceDivision != had.ResidenceDivision) {
		to.Provenance = cases.Provenance{SourceFileSHA256: by.SourceFileSHA256, Sheet: by.Sheet, RowNo: by.RowNo}
	}
}
