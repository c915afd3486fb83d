package link

import (
	"hash/maphash"
	"slices"
	"strings"
)

// Keys is what a row says about whose it is. Texts are in their normal forms.
type Keys struct {
	AppealNo, DocNo, Phone, ResidentID, Plate, Name string
	Last4                                           string // the last characters of the document number
}

// Book knows the people of a delivery.
type Book struct {
	// Weak has to be set before anybody is entered if rows may be linked by
	// plate or name: only then is it noted who shares one.
	Weak bool

	appeals, docs, phones, residents map[string]string // key -> the appeal number of the last who has it

	// old is the number of a person by its form of before 1999, without the
	// century and the check character; "" when two share it.
	old map[string]string

	waiting []Keys            // appeals that lack a number
	callers map[string][]Keys // phone -> people of it, for those

	seed   maphash.Seed
	people map[uint64]uint64 // plates, names, names with last four -> the one person of it, or several
	owners map[uint64]owner  // the same, of those who appealed
}

type owner struct {
	appealNo string
	person   uint64
}

// several stands for more than one person.
const several = 0

// NewBook returns a book that knows nobody.
func NewBook() *Book {
	return &Book{
		appeals: map[string]string{}, docs: map[string]string{}, phones: map[string]string{}, residents: map[string]string{},
		old: map[string]string{}, callers: map[string][]Keys{}, seed: maphash.MakeSeed(), people: map[uint64]uint64{}, owners: map[uint64]owner{},
	}
}

// Appeal enters an appeal of the delivery. One without a document number waits
// for Person to say who has its phone, and for Settle.
func (b *Book) Appeal(k Keys) {
	b.want(k)
	if k.DocNo != "" {
		b.wantWeakly(k)
		return
	}
	b.waiting = append(b.waiting, k.Clone())
	if k.Phone != "" && b.callers[k.Phone] == nil {
		b.callers[strings.Clone(k.Phone)] = []Keys{}
	}
}

// Waits reports whether an appeal lacks the number of its person.
func (b *Book) Waits() bool { return len(b.waiting) > 0 }

func (b *Book) want(k Keys) {
	no := strings.Clone(k.AppealNo)
	note := func(m map[string]string, key string) {
		if key != "" {
			m[strings.Clone(key)] = no
		}
	}
	note(b.appeals, k.AppealNo)
	note(b.docs, k.DocNo)
	note(b.phones, k.Phone)
	note(b.residents, k.ResidentID)
	b.wantOld(k.DocNo)
}

// wantWeakly notes the person by what two people can share.
func (b *Book) wantWeakly(k Keys) {
	mine := owner{strings.Clone(k.AppealNo), b.person(k)}
	for _, h := range b.weak(k) {
		if first, taken := b.owners[h]; taken && first.person != mine.person {
			b.owners[h] = owner{person: several}
			continue
		}
		b.owners[h] = mine
	}
}

func (b *Book) wantOld(no string) {
	if len(no) != 18 || no[6:8] != "19" {
		return
	}
	old := no[:6] + no[8:17]
	if other, taken := b.old[old]; taken && other != no {
		no = ""
	}
	b.old[old] = strings.Clone(no)
}

// Person enters somebody whom an extract of codes names, whether they have
// appealed or not.
func (b *Book) Person(k Keys) {
	if list, waits := b.callers[k.Phone]; waits && k.DocNo != "" {
		same := func(p Keys) bool { return p.DocNo == k.DocNo }
		if !slices.ContainsFunc(list, same) {
			b.callers[k.Phone] = append(list, Keys{DocNo: strings.Clone(k.DocNo), Name: strings.Clone(k.Name), Phone: strings.Clone(k.Phone)})
		}
	}
	if k.DocNo == "" {
		return
	}
	who := b.person(k)
	for _, h := range b.weak(k) {
		if first, taken := b.people[h]; taken && first != who {
			b.people[h] = several
			continue
		}
		b.people[h] = who
	}
}

// Complete finds the person of an appeal without a document number: the one
// who has its phone and, if the appeal gives a name, that name. count says how
// many fit; the keys are those of the person only if it is one.
func (b *Book) Complete(k Keys) (full Keys, count int) {
	if k.DocNo != "" {
		return k, 1
	}
	for _, p := range b.callers[k.Phone] {
		if k.Name == "" || p.Name == k.Name {
			full = p
			count++
		}
	}
	if count != 1 {
		return k, count
	}
	k.DocNo, k.Name = full.DocNo, full.Name
	return k, 1
}

// Settle enters the people of the appeals that waited, once all people are in.
func (b *Book) Settle() {
	for _, k := range b.waiting {
		full, count := b.Complete(k)
		if count == 1 {
			b.want(full)
		}
		b.wantWeakly(full)
	}
}

// person tells people apart. Without a document number the phone has to do.
func (b *Book) person(k Keys) uint64 {
	text := "d" + k.DocNo
	if k.DocNo == "" {
		text = "p" + k.Phone
	}
	return maphash.String(b.seed, text) | 1 // never several
}

// weak are the keys that more than one person can have by chance.
func (b *Book) weak(k Keys) []uint64 {
	if !b.Weak {
		return nil
	}
	if k.Last4 == "" && len(k.DocNo) > 4 {
		k.Last4 = k.DocNo[len(k.DocNo)-4:]
	}
	var out []uint64
	for _, key := range []string{plateKey(k), last4Key(k), nameKey(k)} {
		if key != "" {
			out = append(out, maphash.String(b.seed, key))
		}
	}
	return out
}

func plateKey(k Keys) string {
	if k.Plate == "" {
		return ""
	}
	return "v" + k.Plate
}

func last4Key(k Keys) string {
	if k.Last4 == "" || k.Name == "" {
		return ""
	}
	return "4" + strings.ToUpper(k.Last4) + k.Name
}

func nameKey(k Keys) string {
	if k.Name == "" {
		return ""
	}
	return "n" + k.Name
}
