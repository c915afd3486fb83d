package sheet

import (
	"encoding/binary"
	"fmt"
	"math"

	"recourse/cases"
	"recourse/cases/vault"
)

// share is what one line of evidence adds to the statistics, as numbers of texts.
type share [3]int

// PackShares makes the shares of a row: the texts that occur, each once, and of
// each case which of them belong together.
func PackShares(list []Entry) []byte {
	if len(list) == 0 {
		return nil
	}
	texts, number := []string(nil), map[string]int{}
	no := func(s string) int {
		n, ok := number[s]
		if !ok {
			n = len(texts)
			number[s], texts = n, append(texts, s)
		}
		return n
	}
	var body []byte
	before := list[0].ID
	for i := range list {
		e := &list[i]
		body = binary.AppendUvarint(body, uint64(e.ID-before))
		body = binary.AppendUvarint(body, uint64(e.Version))
		body = binary.AppendUvarint(body, uint64(len(e.Marks)))
		for k := range e.Marks {
			m := &e.Marks[k]
			for _, n := range (share{no(string(m.Source)), no(m.Provider), no(m.Batch)}) {
				body = binary.AppendUvarint(body, uint64(n))
			}
		}
		before = e.ID
	}
	b := binary.AppendUvarint(nil, uint64(len(texts)))
	for _, s := range texts {
		b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
	}
	return append(b, body...)
}

// sharesOwner names the row a key is for.
func sharesOwner(from, to cases.ID) string { return fmt.Sprintf("sheets %d-%d", from, to) }

// SealShares seals what PackShares makes, with a key of the row's own before it.
func SealShares(keys *vault.Office, list []Entry) ([]byte, error) {
	owner := sharesOwner(list[0].ID, list[len(list)-1].ID)
	key, wrapped, err := keys.NewKey(owner)
	if err != nil {
		return nil, err
	}
	b := append(binary.AppendUvarint(nil, uint64(len(wrapped))), wrapped...)
	return key.SealAsIs(b, PackShares(list), vault.Place{Owner: owner, Kind: "shares"})
}

// OpenShares opens what SealShares sealed for the cases from one to another.
func OpenShares(keys *vault.Office, from, to cases.ID, sealed []byte) ([]byte, error) {
	n, width := binary.Uvarint(sealed)
	if width <= 0 || n > uint64(len(sealed)-width) {
		return nil, vault.ErrTampered
	}
	owner, sealed := sharesOwner(from, to), sealed[width:]
	key, err := keys.OpenKey(sealed[:n], owner)
	if err != nil {
		return nil, err
	}
	return key.Open(nil, sealed[n:], vault.Place{Owner: owner, Kind: "shares"})
}

// Shares are the shares of many rows.
type Shares struct{ rows []row }

type row struct {
	first  cases.ID
	texts  []string
	body   []byte
	marks  []cases.EvidenceMark // room for the lines of one case
	broken bool
}

// Add takes the shares of a row that begins with a case. What cannot be read is
// left out.
func (s *Shares) Add(first cases.ID, packed []byte) {
	r := row{first: first}
	n := r.next(&packed)
	for range min(n, uint64(len(packed))) {
		size := r.next(&packed)
		if size > uint64(len(packed)) {
			return
		}
		r.texts = append(r.texts, string(packed[:size]))
		packed = packed[size:]
	}
	r.body = packed
	s.rows = append(s.rows, r)
}

// next takes a number off the front of what is left.
func (r *row) next(b *[]byte) uint64 {
	n, width := binary.Uvarint(*b)
	if width <= 0 {
		r.broken, *b = true, nil
		return 0
	}
	*b = (*b)[width:]
	return n
}

// each hands over the cases of a row, as far as it can be read, with their
// lines, which are the visitor's until it returns.
func (r *row) each(visit func(id cases.ID, version int, marks []cases.EvidenceMark)) {
	id, b := r.first, r.body
	r.broken = false
	for len(b) > 0 {
		gap, version, n := r.next(&b), r.next(&b), r.next(&b)
		if r.broken || gap > Reach || version > math.MaxInt32 || n > uint64(len(b)) {
			return
		}
		id += cases.ID(gap)
		r.marks = r.marks[:0]
		for range n {
			no := share{r.text(&b), r.text(&b), r.text(&b)}
			if r.broken {
				return
			}
			r.marks = append(r.marks, cases.EvidenceMark{Source: cases.Source(r.texts[no[0]]), Provider: r.texts[no[1]], Batch: r.texts[no[2]]})
		}
		visit(id, int(version), r.marks)
	}
}

// text takes the number of a text.
func (r *row) text(b *[]byte) int {
	no := r.next(b)
	if no >= uint64(len(r.texts)) {
		r.broken = true
		return 0
	}
	return int(no)
}

// Each hands over the lines of every case in the version that is in force, and
// then tells the spans of case numbers up to last of which there are none here.
func (s *Shares) Each(last cases.ID, version func(cases.ID) int, visit func(id cases.ID, marks []cases.EvidenceMark)) (missing [][2]cases.ID) {
	done := make([]bool, last+1)
	for i := range s.rows {
		s.rows[i].each(func(id cases.ID, v int, marks []cases.EvidenceMark) {
			if id > 0 && id <= last && !done[id] && v == version(id) {
				done[id] = true
				visit(id, marks)
			}
		})
	}
	for id := cases.ID(1); id <= last; id++ {
		if done[id] {
			continue
		}
		from := id
		for id < last && !done[id+1] {
			id++
		}
		missing = append(missing, [2]cases.ID{from, id})
	}
	return missing
}
