package roster

import (
	"bytes"
	"runtime"
	"strings"
	"sync"

	"recourse/cases"
)

// vault holds the personal fields while the office is unlocked. It is shared
// by all tables of one unlocking, so that locking reaches views that somebody
// still holds. Reading and appending take the lock shared (they touch
// different bytes), overwriting takes it alone.
type vault struct {
	mu   sync.RWMutex
	gone bool
	*personal
}

// newVault returns an empty vault. Its text is overwritten when nobody can
// reach it any more, so that it does not linger in freed memory.
func newVault() *vault {
	v := &vault{personal: &personal{}}
	runtime.AddCleanup(v, (*personal).wipe, v.personal)
	return v
}

// personal are the arenas: the folded identity (name, document number and
// phone, separated by zero bytes), the same as written where folding changed
// it, and the folded statement.
type personal struct {
	identity, written, statement texts
}

// add appends the card of a slot; nil leaves its place empty.
func (v *vault) add(slot uint32, card *cases.Card) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if v.gone {
		return
	}
	if card == nil {
		card = &cases.Card{}
	}
	folded := strings.Join([]string{Fold(card.Name), foldDoc(card.DocNo), foldPhone(card.Phone)}, "\x00")
	plain := strings.Join([]string{card.Name, card.DocNo, card.Phone}, "\x00")
	if plain == folded {
		plain = ""
	}
	addText(&v.identity, slot, folded)
	addText(&v.written, slot, plain)
	words := card.Statement
	if card.Notes != "" {
		words += "\n" + card.Notes
	}
	addText(&v.statement, slot, Fold(words))
}

// move copies the fields of a slot to the next slot of another vault.
func (v *vault) move(from uint32, to *vault, slot uint32) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	to.mu.RLock()
	defer to.mu.RUnlock()
	if to.gone {
		return
	}
	addText(&to.identity, slot, v.identity.at(from))
	addText(&to.written, slot, v.written.at(from))
	addText(&to.statement, slot, v.statement.at(from))
}

// published returns views of the arenas as they are now.
func (v *vault) published() personal {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return personal{identity: v.identity.published(), written: v.written.published(), statement: v.statement.published()}
}

// purge overwrites one slot.
func (v *vault) purge(slot uint32) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.identity.wipe(slot)
	v.written.wipe(slot)
	v.statement.wipe(slot)
}

// wipeAll overwrites everything, for good.
func (v *vault) wipeAll() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.gone = true
	v.personal.wipe()
	*v.personal = personal{}
}

func (v *vault) isGone() bool {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.gone
}

func (p *personal) wipe() {
	p.identity.wipeAll()
	p.written.wipeAll()
	p.statement.wipeAll()
}

// card reads the identity of a slot as it was written, false when it is not
// there: the office is locked or the case was purged. The statement is not
// part of it: the roster keeps only its folded form.
func (t *table) card(slot uint32) (cases.Card, bool) {
	t.vault.mu.RLock()
	defer t.vault.mu.RUnlock()
	if t.vault.gone {
		return cases.Card{}, false
	}
	text := t.personal.written.at(slot)
	if len(text) == 0 {
		text = t.personal.identity.at(slot)
	}
	part := bytes.SplitN(text, []byte{0}, 3)
	if len(part) != 3 || len(bytes.Trim(text, "\x00")) == 0 {
		return cases.Card{}, false
	}
	return cases.Card{Name: string(part[0]), DocNo: string(part[1]), Phone: string(part[2])}, true
}
