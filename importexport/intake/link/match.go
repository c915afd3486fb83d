package link

import (
	"hash/maphash"
	"slices"
	"strings"
)

// Match says whose a row is.
type Match struct {
	Key       string // under which Of finds it again; "" when the row belongs to nobody here
	How       string // the link: appeal, id, resident, phone, plate, last4_name or name
	AppealNo  string // of the last appeal of that key
	Old       bool   // the number is in its form of before 1999
	Ambiguous bool   // the link names several people, so the row belongs to none of them
}

// Has reports whether the book has an appeal of this number.
func (b *Book) Has(appealNo string) bool {
	_, ok := b.appeals[appealNo]
	return ok
}

// Rules says how rows of a table are linked.
type Rules struct {
	Links  []string // id, phone, plate, last4_name or name, strongest first
	Strict bool     // a document number that is nobody's here is somebody else's, whatever else the row says
}

// Find finds the appeal of a row: by the number of the appeal if the row has
// one, by the document number, by the issuing system's number of the person,
// and then by the other links in their order. A row with a document number is never linked by its name: the
// number says that it is about somebody else of that name.
func (b *Book) Find(k Keys, r Rules) Match {
	if k.AppealNo != "" {
		if _, ok := b.appeals[k.AppealNo]; !ok {
			return Match{}
		}
		return Match{Key: "a" + k.AppealNo, How: "appeal", AppealNo: k.AppealNo}
	}
	if no, ok := b.docs[k.DocNo]; ok && k.DocNo != "" && slices.Contains(r.Links, "id") {
		return Match{Key: "d" + k.DocNo, How: "id", AppealNo: no}
	}
	if no, ok := b.residents[k.ResidentID]; ok && k.ResidentID != "" {
		return Match{Key: "r" + k.ResidentID, How: "resident", AppealNo: no}
	}
	for _, how := range r.Links {
		m, final := b.by(how, k, r)
		if m.Key != "" || final {
			return m
		}
	}
	return Match{}
}

// by tries one link. final says that no weaker one may be tried.
func (b *Book) by(how string, k Keys, r Rules) (m Match, final bool) {
	switch how {
	case "id":
		if full := b.old[k.DocNo]; full != "" {
			return Match{Key: "d" + full, How: how, AppealNo: b.docs[full], Old: true}, true
		}
		return Match{}, r.Strict && k.DocNo != ""
	case "phone":
		if no, ok := b.phones[k.Phone]; ok && k.Phone != "" {
			return Match{Key: "p" + k.Phone, How: how, AppealNo: no}, true
		}
	case "plate":
		return b.weakly(how, plateKey(k))
	case "last4_name":
		if k.DocNo == "" {
			return b.weakly(how, last4Key(k))
		}
	case "name":
		if k.DocNo == "" && k.Last4 == "" {
			return b.weakly(how, nameKey(k))
		}
	}
	return Match{}, false
}

// weakly links by what two people can share. If two do, as far as the delivery
// knows, the row is nobody's.
func (b *Book) weakly(how, key string) (m Match, final bool) {
	if key == "" {
		return Match{}, false
	}
	h := maphash.String(b.seed, key)
	mine, ok := b.owners[h]
	if !ok {
		return Match{}, false
	}
	other, known := b.people[h]
	if mine.person == several || known && other != mine.person {
		return Match{How: how, Ambiguous: true}, true
	}
	return Match{Key: key, How: how, AppealNo: mine.appealNo}, true
}

// Of lists the keys under which the rows of an appeal are found, strongest
// first.
func Of(k Keys) []string {
	if k.Last4 == "" && len(k.DocNo) > 4 {
		k.Last4 = k.DocNo[len(k.DocNo)-4:]
	}
	var out []string
	for _, key := range []string{"a" + k.AppealNo, "d" + k.DocNo, "r" + k.ResidentID, "p" + k.Phone} {
		if len(key) > 1 {
			out = append(out, key)
		}
	}
	for _, key := range []string{plateKey(k), last4Key(k), nameKey(k)} {
		if key != "" {
			out = append(out, key)
		}
	}
	return out
}

// Usable reports whether a row says anything by which it may be linked.
func (k Keys) Usable(r Rules) bool {
	if k.AppealNo != "" || k.ResidentID != "" {
		return true
	}
	for _, how := range r.Links {
		switch {
		case how == "id" && k.DocNo != "", how == "phone" && k.Phone != "", how == "plate" && k.Plate != "",
			how == "last4_name" && last4Key(k) != "", how == "name" && k.Name != "":
			return true
		}
	}
	return false
}

// Clone copies the texts, which may lie in a larger one.
func (k Keys) Clone() Keys {
	for _, s := range []*string{&k.AppealNo, &k.DocNo, &k.Phone, &k.ResidentID, &k.Plate, &k.Name, &k.Last4} {
		*s = strings.Clone(*s)
	}
	return k
}
