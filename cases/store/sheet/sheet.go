// Package sheet packs the sheets of many cases into one row of the database.
//
// A sheet is what a replay of the whole office needs of one case: its facts,
// spelled out by package review. It is made of the snapshot in force, sealed
// under the case's own key, and says nothing that the snapshot does not; so it
// is in no record and may be thrown away and made anew at any time. Each entry
// names the version of the snapshot it was made of: an entry of another version
// counts for nothing, and since the place it is sealed for names appeal and
// version, an entry of another case does not open.
//
// Beside the sheets a row has the shares of its cases: which kinds of source,
// providers and batches each rests on, as in the evidence index, from which the
// statistics would have to gather them line by line. They are sealed together,
// so that nobody without the keys can make up figures.
package sheet

import (
	"encoding/binary"
	"math"

	"recourse/cases"
	"recourse/cases/vault"
)

// Reach is how many case numbers one row spans at most, so that whoever looks
// for a case knows how far before it a row can begin.
const Reach = 1024

// Entry is the sheet of one case in a row.
type Entry struct {
	ID      cases.ID
	Version int // of the snapshot it was made of
	Sealed  []byte
	Marks   []cases.EvidenceMark // of which source, provider and batch are kept
}

// Place is what a sheet is sealed for.
func Place(appealNo string, version int) vault.Place {
	return vault.Place{Owner: appealNo, Kind: "sheet", No: int64(version)}
}

// Pack makes a row of entries in ascending order of their cases.
func Pack(list []Entry) []byte {
	if len(list) == 0 {
		return nil
	}
	size := 0
	for i := range list {
		size += len(list[i].Sealed) + 2*binary.MaxVarintLen16 + binary.MaxVarintLen32
	}
	b := make([]byte, 0, size)
	before := list[0].ID
	for i := range list {
		e := &list[i]
		b = binary.AppendUvarint(b, uint64(e.ID-before))
		b = binary.AppendUvarint(b, uint64(e.Version))
		b = append(binary.AppendUvarint(b, uint64(len(e.Sealed))), e.Sealed...)
		before = e.ID
	}
	return b
}

// Pages are the newest entries of a span of cases.
type Pages struct {
	from    cases.ID
	entries []Entry
	twice   map[cases.ID][]Entry // further ones of the newest version
}

// NewPages starts with no entry for n cases from one number on.
func NewPages(from cases.ID, n int) *Pages {
	return &Pages{from, make([]Entry, n), map[cases.ID][]Entry{}}
}

// Add takes the entries of a row that begins with a case. What cannot be read
// is left out: those cases then have no sheet.
func (p *Pages) Add(first cases.ID, packed []byte) {
	id := first
	for len(packed) > 0 {
		var n [3]uint64
		for i := range n {
			width := 0
			if n[i], width = binary.Uvarint(packed); width <= 0 {
				return
			}
			packed = packed[width:]
		}
		if n[0] > Reach || n[1] > math.MaxInt32 || n[2] > uint64(len(packed)) {
			return
		}
		id += cases.ID(n[0])
		p.keep(Entry{ID: id, Version: int(n[1]), Sealed: packed[:n[2]]})
		packed = packed[n[2]:]
	}
}

func (p *Pages) keep(e Entry) {
	at := e.ID - p.from
	if at < 0 || at >= cases.ID(len(p.entries)) {
		return
	}
	switch old := p.entries[at].Version; {
	case e.Version > old:
		p.entries[at] = e
		delete(p.twice, e.ID)
	case e.Version == old && old > 0:
		p.twice[e.ID] = append(p.twice[e.ID], e)
	}
}

// Find hands over the sealed sheets of a case in a version, until one is taken.
// There may be several where one did not open and another was made.
func (p *Pages) Find(id cases.ID, version int, take func(sealed []byte) bool) bool {
	at := id - p.from
	if version < 1 || at < 0 || at >= cases.ID(len(p.entries)) || p.entries[at].Version != version {
		return false
	}
	if take(p.entries[at].Sealed) {
		return true
	}
	for _, e := range p.twice[id] {
		if take(e.Sealed) {
			return true
		}
	}
	return false
}
