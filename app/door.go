package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"recourse/app/gui/signin"
	"recourse/app/session"
	"recourse/cases"
)

// door lets the sign-in screen open offices.
type door struct{ d *desktop }

// Last is the office the command line names, else the one opened last.
func (o *door) Last() string {
	if o.d.where != "" {
		return o.d.where
	}
	return o.d.seat.Last
}

// Open opens an office, locked, in place of the one before.
func (o *door) Open(ctx context.Context, where string) (signin.Lobby, error) {
	s, err := session.Open(ctx, o.d.options(where))
	if err != nil {
		return signin.Lobby{}, err
	}
	if err := o.d.take(ctx, s, where); err != nil {
		return signin.Lobby{}, err
	}
	return o.d.lobby(ctx)
}

// Sample makes the sample office in this seat's folder, if it is not there
// yet, and opens it.
func (o *door) Sample(ctx context.Context, _ func(done, total int64)) (signin.Lobby, error) {
	dir := filepath.Join(o.d.seat.dir, "sample")
	where := filepath.Join(dir, "office.recourse")
	_, err := os.Stat(where)
	if errors.Is(err, fs.ErrNotExist) {
		err = session.Demo(ctx, session.DemoOptions{Dir: dir, Seed: 1, Wall: o.d.wall})
	}
	if err != nil {
		return signin.Lobby{}, err
	}
	return o.Open(ctx, where)
}

// Create makes an office whose creator is signed in.
func (o *door) Create(ctx context.Context, n signin.NewOffice) (string, error) {
	s, key, err := session.Create(ctx, o.d.options(n.Where), session.NewOffice{
		Path: n.Where, Name: n.Name, Authority: n.Authority, Division: n.Division, Passphrase: n.Passphrase,
		Admin: session.NewPerson{ID: n.Admin, Name: n.Person, Roles: []cases.Role{cases.Administrator}},
	})
	if err != nil {
		return "", err
	}
	return key, o.d.take(ctx, s, n.Where)
}

// SignIn unlocks the open office.
func (o *door) SignIn(ctx context.Context, user cases.UserID, passphrase string) error {
	return o.d.office.SignIn(ctx, user, passphrase)
}

func (d *desktop) options(where string) session.Options {
	return session.Options{Office: where, Wall: d.wall, SeenDir: filepath.Join(d.seat.dir, "seen")}
}

// take makes an office the window's, closes the one before and remembers where
// it lies.
func (d *desktop) take(ctx context.Context, s *session.Session, where string) error {
	if d.office != nil {
		d.note(d.office.Close(ctx))
	}
	d.office, d.seat.Last = s, where
	return d.seat.save()
}

// lobby is the open office as the door shows it.
func (d *desktop) lobby(ctx context.Context) (signin.Lobby, error) {
	o := d.office.Office()
	people, err := d.office.People(ctx)
	if err != nil {
		return signin.Lobby{}, err
	}
	l := signin.Lobby{Where: d.seat.Last, Name: o.Name, Demo: o.Demo}
	for _, p := range people {
		if !p.Disabled {
			l.People = append(l.People, p)
		}
	}
	if o.Demo {
		l.Passphrase = session.DemoPassphrase
	}
	return l, nil
}

// browse asks for a file with the toolkit's dialog.
func (d *desktop) browse(create bool, chosen func(string)) {
	if create {
		dialog.ShowFileSave(func(w fyne.URIWriteCloser, err error) {
			if err != nil || w == nil {
				d.note(err)
				return
			}
			path := w.URI().Path()
			d.note(w.Close())
			d.note(os.Remove(path)) // the dialog made an empty file; the office is made by Create
			chosen(path)
		}, d.window)
		return
	}
	dialog.ShowFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil || r == nil {
			d.note(err)
			return
		}
		d.note(r.Close())
		chosen(r.URI().Path())
	}, d.window)
}
