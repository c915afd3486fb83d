package bench

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"recourse/app/session"
	"recourse/cases"
	"recourse/importexport/simulate"
	"recourse/importexport/simulate/deliver"
)

// shop is the place where figures are made: a folder, and what several figures
// need and is made once.
type shop struct {
	opt   Options
	dir   string
	place string // file of the loaded office
	held  int    // how many cases it has
	queue *bigQueue
	post  *mailbag
	count int
}

func (s *shop) note(name string) {
	if s.opt.Note != nil {
		s.opt.Note(name)
	}
}

// path is a file of the shop.
func (s *shop) path(name string) string { return filepath.Join(s.dir, name) }

// fresh is a name that no file has yet.
func (s *shop) fresh(name string) string {
	s.count++
	return s.path(strconv.Itoa(s.count) + "-" + name)
}

// delivery writes a synthetic delivery of so many cases, once, and returns its
// file.
func (s *shop) delivery(ctx context.Context, format deliver.Format, size int) (string, error) {
	name := fmt.Sprintf("%s-%d%s", format, size, suffix(format))
	if _, err := os.Stat(s.path(name)); err == nil {
		return s.path(name), nil
	}
	office, err := simulate.New(simulate.Options{Appeals: size, Seed: s.opt.Seed})
	if err != nil {
		return "", err
	}
	s.note(name)
	_, err = deliver.Write(ctx, s.dir, office, deliver.Spec{Formats: []deliver.Format{format}, Name: name, Bare: true})
	return s.path(name), err
}

func suffix(f deliver.Format) string {
	switch f {
	case deliver.FlatXLSX:
		return ".xlsx"
	case deliver.NDJSON:
		return ".ndjson"
	}
	return ".csv"
}

const (
	clerk      = cases.UserID("clerk")
	passphrase = "recourse-bench"
)

// newOffice creates an empty office whose clock stands at the opening of the
// desk, with one person who may do everything. Its key derivation is cheap, as
// in every sample office, so that no figure measures Argon2.
func (s *shop) newOffice(ctx context.Context) (*session.Session, string, error) {
	path := s.fresh("office.recourse")
	of, _, err := session.Create(ctx, session.Options{Office: path, Wall: s.opt.Wall}, session.NewOffice{
		Path: path, Name: "bench", Authority: "bench", Division: "330100", Demo: true, DemoStart: simulate.Opening(),
		Admin:      session.NewPerson{ID: clerk, Name: "bench", Roles: []cases.Role{cases.Administrator, cases.Intake}},
		Passphrase: passphrase,
	})
	if err != nil {
		return nil, "", err
	}
	return of, path, of.SetClock(cases.Fixed(simulate.Opening()))
}

// remove deletes an office's files.
func remove(path string) {
	for _, tail := range []string{"", "-wal", "-shm"} {
		os.Remove(path + tail)
	}
}
