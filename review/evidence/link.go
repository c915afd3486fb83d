package evidence

import (
	"strings"

	"recourse/cases"
)

// Identity is what the file knows about the person and the phone.
type Identity struct {
	NumberOK   Claim // the document number passes its check
	PhoneOwn   Claim // the phone is the person's own, unless the file says otherwise
	IDLinked   bool  // at least one flag is linked by document number, or there are none by phone
	otherPhone bool
}

func identity(s *cases.Snapshot) Identity {
	me := &s.Resident
	id := Identity{NumberOK: no("A"), PhoneOwn: yes()}
	status := me.DocStatus
	if status == "" {
		status = cases.CheckDocNo(me.DocType, cases.NormaliseDocNo(me.DocNo))
	}
	if status == cases.DocOK || status == cases.DocNotApplicable {
		id.NumberOK = yes()
	}
	switch strings.ToLower(me.PhoneOwner) {
	case "family", "other":
		id.PhoneOwn, id.otherPhone = no(), true
	}
	byPhone := false
	for i := range s.Flags {
		switch link(&s.Flags[i]) {
		case byID:
			id.IDLinked = true
		case byPhoneNo:
			byPhone = true
		}
	}
	id.IDLinked = id.IDLinked || !byPhone
	return id
}

type linkKind string

const (
	byID      linkKind = "id"
	byPhoneNo linkKind = "phone"
	byName    linkKind = "name"
	byPlate   linkKind = "plate"
)

// link reads how a flag was tied to the person. What is not stated counts as
// the weakest.
func link(f *cases.Flag) linkKind {
	switch k := strings.TrimPrefix(strings.ToLower(strings.TrimSpace(f.IdentityLink)), "by "); k {
	case "id", "证件号", "证件号码":
		return byID
	case "phone", "手机号":
		return byPhoneNo
	case "plate", "车牌":
		return byPlate
	}
	return byName
}

// person is samePerson of a spot of the picture, found out once.
func (b *builder) person(p *spot) Claim {
	if p.who == nil {
		c := samePerson(b.in.Snapshot, p, b.pic.Identity)
		p.who = &c
	}
	return *p.who
}

// samePerson says whether a flag is about the person: another document number
// on the row leaves it open whatever tied it, and so do a name or a plate, and
// a phone that is somebody else's.
// What a tie is worth is the source's own: a plate never names who drove.
func samePerson(s *cases.Snapshot, p *spot, id Identity) Claim {
	me, f, ref := &s.Resident, p.flag, p.ref
	switch {
	case f.LinkedDocNo != "" && cases.NormaliseDocNo(f.LinkedDocNo) != cases.NormaliseDocNo(me.DocNo):
		return open(note("other_id", "row_id", cases.MaskDocNo(f.LinkedDocNo), "own_id", cases.MaskDocNo(me.DocNo)), ref)
	case f.LinkedName != "" && cases.NormaliseName(f.LinkedName) != cases.NormaliseName(me.Name):
		return open(note("other_name"), ref)
	}
	tie := link(f)
	if tie == byName && f.LinkedDocNo != "" {
		tie = byID // the row names the number, whatever it was joined by
	}
	switch p.model.Links.of(tie) {
	case LinkSettles:
		return yes(ref)
	case LinkIfOwn:
		return samePhone(me, f, id, ref)
	}
	if tie == byPlate || f.SourceType == cases.TollPlate {
		return open(note("plate_only"), ref)
	}
	return open(note("name_only"), ref)
}

func samePhone(me *cases.Resident, f *cases.Flag, id Identity, ref string) Claim {
	own, _ := cases.NormalisePhone(me.Phone)
	row, ok := cases.NormalisePhone(f.Phone)
	switch {
	case id.otherPhone:
		return open(note("phone_of_other"), ref)
	case ok && own != "" && row != own:
		return open(note("other_phone"), ref)
	}
	return yes(ref)
}
