package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	// The toolkit offers its software driver to whole apps only through this
	// package: it paints the same widgets without display, window or cgo.
	"fyne.io/fyne/v2/test"
	"github.com/sirupsen/logrus"

	"recourse/app/cli"
	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/app/session"
	"recourse/cases"
	"recourse/importexport"
)

// studio takes pictures of the desktop as the window would show it. What goes
// wrong stays in err and ends the work.
type studio struct {
	*desktop

	ctx    context.Context
	dir    string // where the pictures go
	beside string // the folder of the sample office, with its files to try
	size   fyne.Size
	taken  int
	see    func(name string, c fyne.Canvas)
	err    error
}

// takeShots renders every screen of a sample office into a folder and says how
// many pictures it made. The office itself is not touched: a copy is opened.
func takeShots(ctx context.Context, words *i18n.Catalogue, o cli.ShotOptions) (int, error) {
	return walkScreens(ctx, words, o, nil)
}

// walkScreens goes through all screens: with see nil it keeps their pictures,
// otherwise it only shows each of them to see.
func walkScreens(ctx context.Context, words *i18n.Catalogue, o cli.ShotOptions, see func(name string, c fyne.Canvas)) (n int, err error) {
	scratch, err := os.MkdirTemp("", "recourse-shots-")
	if err != nil {
		return 0, fmt.Errorf("pictures: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
	if err := os.MkdirAll(o.Dir, 0o755); err != nil {
		return 0, fmt.Errorf("pictures: %w", err)
	}
	s := newStudio(ctx, words, scratch, o)
	s.see = see
	office, err := s.borrow(scratch, o.Office)
	if err != nil {
		return 0, err
	}
	s.doorScene(office)
	for _, c := range scenes() {
		s.play(c, office)
	}
	s.emptyScene(filepath.Join(scratch, "empty.recourse"))
	s.leave()
	return s.taken, s.err
}

func newStudio(ctx context.Context, words *i18n.Catalogue, scratch string, o cli.ShotOptions) *studio {
	look := kit.Settings{Lang: o.Lang, Mode: theme.Mode(o.Theme), Scale: o.Scale}
	s := &studio{ctx: ctx, dir: o.Dir, size: fyne.NewSize(float32(o.Width), float32(o.Height))}
	s.desktop = newDesktop(ctx, test.NewApp(), words, &seat{dir: filepath.Join(scratch, "seat"), Look: look})
	s.still = true
	s.later = func(time.Duration, func()) func() { return func() {} }
	s.log.AddHook(s)
	s.build()
	s.window.Resize(s.size)
	return s
}

// Levels tells the log that the studio hears of errors.
func (s *studio) Levels() []logrus.Level { return []logrus.Level{logrus.ErrorLevel} }

// Fire keeps an error that a screen logged: its picture is not worth having.
func (s *studio) Fire(e *logrus.Entry) error {
	s.fail(errors.New(e.Message))
	return nil
}

func (s *studio) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

// borrow copies the office of a path, or makes a sample office.
func (s *studio) borrow(scratch, path string) (string, error) {
	to := filepath.Join(scratch, "office.recourse")
	if path == "" {
		s.beside = filepath.Join(scratch, "sample")
		return filepath.Join(s.beside, "office.recourse"), session.Demo(s.ctx, session.DemoOptions{Dir: s.beside, Seed: 1, Wall: s.wall})
	}
	s.beside = filepath.Dir(path)
	if err := copyFile(path, to); err != nil {
		return "", fmt.Errorf("office %s: %w", path, err)
	}
	err := copyFile(path+"-wal", to+"-wal") // what another program wrote last
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("office %s: %w", path, err)
	}
	return to, nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	return importexport.WriteFile(to, func(w io.Writer) error {
		_, err := io.Copy(w, in)
		return err
	})
}

// shoot writes what the window shows.
func (s *studio) shoot(name string) {
	if s.err != nil {
		return
	}
	s.window.Resize(s.size)
	if s.see != nil {
		s.taken++
		s.see(name, s.window.Canvas())
		return
	}
	s.keep(name, s.window.Canvas().Capture())
}

// keep writes a picture under the next number.
func (s *studio) keep(name string, img image.Image) {
	s.taken++
	file := filepath.Join(s.dir, fmt.Sprintf("%02d-%s.png", s.taken, name))
	enc := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := importexport.WriteFile(file, func(w io.Writer) error { return enc.Encode(w, img) }); err != nil {
		s.fail(fmt.Errorf("picture %s: %w", name, err))
	}
}

// enterAs opens an office and signs a person in, at a clock that stands.
func (s *studio) enterAs(office string, user cases.UserID) {
	if s.err != nil {
		return
	}
	if err := s.open(office); err != nil {
		s.fail(err)
		return
	}
	if err := s.office.SignIn(s.ctx, user, session.DemoPassphrase); err != nil {
		s.fail(err)
		return
	}
	s.desktop.enter()
}

// open shows the door of an office and stops its clock.
func (s *studio) open(where string) error {
	s.halt()
	s.frame, s.where = nil, where
	s.window.SetContent(s.door.Frame())
	s.door.Show()
	switch {
	case s.door.Model().Problem != "":
		return fmt.Errorf("office %s: %s", where, s.door.Model().Problem)
	case !s.office.Office().Demo:
		return cases.Refuse("shots_demo_only", "office", s.office.Office().Name)
	}
	return s.office.SetClock(cases.Fixed(s.office.Now()))
}
