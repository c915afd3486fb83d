package mailing

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recourse/app/session"
	"recourse/cases"
	"recourse/importexport/outbox"
)

// Order says which letters are issued and where they go.
type Order struct {
	Cases     []cases.ID
	Dir       string
	Merge     string // the file for the printer, "" for none
	ByAddress bool   // print file and list in the order of the post room
	Letter    session.LetterOrder
	Of        func(cases.ID) session.LetterOrder // in place of Letter, nil for the same to all

	Words  outbox.Words                   // for the list's legend, nil for none
	Tell   func(done, total int)          // how far it is; nil tells nobody
	Issued func(session.LetterFile) error // each letter as it is issued; nil hears nothing
	Failed func(id cases.ID, err error)   // a letter that cannot be issued; nil hears nothing
}

// Done says what became of an order.
type Done struct {
	Letters int    // issued now
	Earlier int    // issued by a run that was stopped, and part of this one
	Failed  int    // could not be issued
	Pages   int    // of the letters
	Printed int    // pages of the print file, empty backs counted
	Merged  string // the print file, "" for none
	List    string // the list in the folder, "" for none
	Last    error  // why the last one failed
}

// piece is a letter of a run.
type piece struct {
	session.LetterFile
	post    string
	earlier bool
}

type run struct {
	office *session.Session
	order  Order
	pieces []piece
	done   Done
}

// Issue issues letters one after the other. One that cannot be issued does not
// hold up the rest. After an error what was issued stays issued, and the same
// order goes on from there.
func Issue(ctx context.Context, office *session.Session, o Order) (Done, error) {
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return Done{}, fmt.Errorf("folder for letters: %w", err)
	}
	r := &run{office: office, order: o}
	var err error
	if r.pieces, err = r.earlier(ctx); err != nil {
		return r.done, err
	}
	r.done.Earlier = len(r.pieces)
	n, err := openNotes(o.Dir)
	if err != nil {
		return r.done, err
	}
	if err := r.issue(ctx, n); err != nil {
		return r.done, errors.Join(err, n.close())
	}
	if err := r.complete(ctx); err != nil {
		return r.done, errors.Join(err, n.close())
	}
	return r.done, n.done()
}

func (r *run) issue(ctx context.Context, n *notes) error {
	have := map[cases.ID]bool{}
	for _, p := range r.pieces {
		have[p.Case] = true
	}
	for i, id := range r.order.Cases {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if r.order.Tell != nil {
			r.order.Tell(i, len(r.order.Cases))
		}
		if have[id] {
			continue
		}
		if err := r.one(ctx, n, id); err != nil {
			return err
		}
	}
	return nil
}

// one issues a letter. Only what concerns all that follow is an error.
func (r *run) one(ctx context.Context, n *notes, id cases.ID) error {
	o := r.order.Letter
	if r.order.Of != nil {
		o = r.order.Of(id)
	}
	p := piece{}
	var noting error
	o.Before = func(l session.LetterFile, f *cases.File) error {
		p.post, noting = postOrder(f), n.add(l)
		return noting
	}
	l, _, err := r.office.Issue(ctx, id, r.order.Dir, o)
	switch {
	case noting != nil:
		return noting
	case err != nil && ctx.Err() != nil:
		return errors.Join(ctx.Err(), err)
	case err != nil:
		r.done.Failed, r.done.Last = r.done.Failed+1, err
		if r.order.Failed != nil {
			r.order.Failed(id, err)
		}
		return nil
	}
	p.LetterFile = l
	r.pieces = append(r.pieces, p)
	r.done.Letters++
	if r.order.Issued != nil {
		return r.order.Issued(l)
	}
	return nil
}

// complete writes the print file and the list. A single letter needs neither
// list nor post room.
func (r *run) complete(ctx context.Context) error {
	if r.order.ByAddress {
		slices.SortStableFunc(r.pieces, func(a, b piece) int { return strings.Compare(a.post, b.post) })
	}
	for i := range r.pieces {
		r.done.Pages += r.pieces[i].Pages
	}
	if r.order.Merge != "" && len(r.pieces) > 0 {
		pages, err := r.office.MergeLetters(r.order.Merge, r.files(ctx))
		if err != nil {
			return fmt.Errorf("print file %s: %w", filepath.Base(r.order.Merge), err)
		}
		r.done.Merged, r.done.Printed = r.order.Merge, pages
	}
	if len(r.pieces) < 2 {
		return nil
	}
	return r.list(ctx)
}

// files are the letters of the run as they lie in the folder. One that is not
// as it was issued is refused: what is printed is what is on record.
func (r *run) files(ctx context.Context) func(func([]byte, error) bool) {
	return func(yield func([]byte, error) bool) {
		for i := range r.pieces {
			p := &r.pieces[i]
			pdf, err := os.ReadFile(filepath.Join(r.order.Dir, p.File))
			if sum := sha256.Sum256(pdf); err == nil && hex.EncodeToString(sum[:]) != p.SHA256 {
				err = cases.Refuse("letter_changed", "file", p.File)
			}
			if err = errors.Join(ctx.Err(), err); !yield(pdf, err) || err != nil {
				return
			}
		}
	}
}
