package main

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"github.com/sirupsen/logrus"

	"recourse/app/cli"
	"recourse/app/gui/i18n"
	"recourse/app/gui/importer"
	"recourse/app/gui/kit"
	"recourse/app/gui/shell"
	"recourse/app/gui/signin"
	"recourse/app/gui/task"
	"recourse/app/session"
	"recourse/assets"
	"recourse/cases/roster"
)

// idleLock is after how long without a key the window asks for the passphrase
// again.
const idleLock = 10 * time.Minute

// pulse is how often the window asks whether somebody else changed the office.
const pulse = 700 * time.Millisecond

// expiryPulse is how often the window looks for terms that ended.
const expiryPulse = 30 * time.Second

// desktop is the window with the office in it.
type desktop struct {
	ctx      context.Context
	wall     func() time.Time
	app      fyne.App
	window   fyne.Window
	look     *kit.Look
	words    *i18n.Words
	runner   task.Runner
	jobs     *task.Jobs
	seat     *seat
	log      *logrus.Logger
	where    string // the office the command line named
	door     *signin.Screen
	office   *session.Session
	frame    *shell.Shell
	audit    shell.Audit
	names    *directory
	importer *importer.Screen // once it was opened
	stop     context.CancelFunc
	// In pictures time stands: later takes the place of the screens' timers,
	// and still looks at the office once instead of following it.
	later func(time.Duration, func()) (stop func())
	still bool
}

// openWindow runs the desktop app until its window is closed.
func openWindow(ctx context.Context, words *i18n.Catalogue, o cli.WindowOptions) error {
	forceX11()
	fyneapp.SetMetadata(metadata())
	s, err := openSeat(seatDir())
	if err != nil {
		return err
	}
	if s.Look.Lang == "" {
		s.Look.Lang = o.Lang
	}
	a := fyneapp.NewWithID(appID)
	d := newDesktop(ctx, a, words, s)
	d.where, d.runner = o.Office, task.Async{Do: fyne.Do}
	if os.Getenv("RECOURSE_TRACE") == "1" {
		w := d.watched(os.Stderr)
		a.Lifecycle().SetOnStarted(func() { go w.run(ctx) })
	}
	d.build()
	d.window.Resize(fyne.NewSize(1280, 800))
	d.window.CenterOnScreen()
	d.door.Show()
	d.window.ShowAndRun()
	d.leave()
	return nil
}

// forceX11 keeps the window off native Wayland, where the toolkit has no input
// method and Chinese could not be typed.
func forceX11() {
	if os.Getenv("DISPLAY") != "" {
		_ = os.Unsetenv("WAYLAND_DISPLAY") // cannot fail for a fixed name
	}
}

// newDesktop makes a desktop that is not built yet. Its runner does everything
// at once until it is given another one.
func newDesktop(ctx context.Context, a fyne.App, words *i18n.Catalogue, s *seat) *desktop {
	d := &desktop{
		ctx: ctx, wall: time.Now, app: a, seat: s, runner: task.Inline{},
		words: i18n.New(words, s.Look.Lang), log: openLog(s.dir),
	}
	d.look = kit.NewLook(d.words, s.Look, func(l kit.Settings) {
		s.Look = l
		d.note(s.save())
	})
	d.window = a.NewWindow(appName)
	a.SetIcon(fyne.NewStaticResource("recourse.png", assets.AppIcon()))
	return d
}

// build makes the door and what both it and the frame need.
func (d *desktop) build() {
	d.jobs = task.NewJobs(d.runner, d.wall)
	d.door = signin.New(signin.Options{
		Window: d.window, Look: d.look, Runner: d.runner, Door: &door{d}, In: d.enter, Log: d.note, Browse: d.browse,
	})
	d.look.OnChange(func() {
		if d.frame != nil {
			d.frame.Rebuild()
			return
		}
		d.door.Show()
	})
	d.window.SetContent(d.door.Frame())
	d.window.SetMaster()
	d.window.SetCloseIntercept(func() { d.quit() })
	d.window.SetOnDropped(d.dropped)
}

// openLog writes the causes of what went wrong to a file of this seat; people
// read sentences, the log keeps the rest. Nothing personal goes into errors.
func openLog(dir string) *logrus.Logger {
	l := logrus.New()
	l.SetFormatter(&logrus.TextFormatter{DisableColors: true, FullTimestamp: true})
	if err := os.MkdirAll(dir, 0o700); err == nil {
		if f, err := os.OpenFile(filepath.Join(dir, "recourse.log"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600); err == nil {
			l.SetOutput(f)
		}
	}
	return l
}

// note logs an error's cause.
func (d *desktop) note(err error) {
	if err != nil {
		d.log.WithField("version", version).Error(err)
	}
}

// enter opens the frame for the person who just signed in.
func (d *desktop) enter() {
	if d.frame != nil && d.frame.Actor().ID == d.office.User().ID {
		d.window.SetContent(d.frame.Frame())
		d.frame.Unlocked()
		d.start()
		return
	}
	d.names = newDirectory(d.office)
	d.frame = shell.New(shell.Options{
		Window: d.window, Look: d.look, Runner: d.runner, Jobs: d.jobs, Clock: d.office.Now, Wall: d.wall,
		Actor: d.office.User().Actor(), Office: d.office.Office().Name, Demo: d.office.Office().Demo, Store: d.office.Engine(),
		Audit: func() shell.Audit { return d.audit }, Idle: idleLock, Entries: d.entries(), Places: d.places(),
		OnLock: d.lock, OnOut: d.signOut, OnQuit: d.quit, Log: d.note,
	})
	d.window.SetContent(d.frame.Frame())
	d.start()
	d.frame.Open(kit.Route{Screen: d.home()})
}

// start begins the background work of a signed-in person: the first load of
// the queue, the pulse and the check of the record.
func (d *desktop) start() {
	ctx, stop := context.WithCancel(d.ctx)
	d.stop = stop
	// The record of a large office takes longer to check than its queue to read,
	// and the queue is what people wait for: it comes first.
	check := sync.OnceFunc(func() { d.jobs.Start(ctx, d.words.T("job.verify"), d.verify, d.broken) })
	d.runner.Go(ctx, func(ctx context.Context) error { return d.follow(ctx, check) }, d.broken)
}

// broken tells what ended background work, unless it was ended on purpose.
func (d *desktop) broken(err error) {
	if err != nil && d.frame != nil && d.ctx.Err() == nil && !isCancelled(err) {
		d.frame.Fail(err)
	}
}

// follow keeps the queue current until ctx is done. It calls listed on the
// window's goroutine whenever the queue has been read.
func (d *desktop) follow(ctx context.Context, listed func()) error {
	office, frame := d.office, d.frame
	tick := time.NewTicker(pulse)
	defer tick.Stop()
	due := &dueOrders{d: d}
	var looked time.Time
	// The first load of a large office takes a while: its cases are shown as
	// they come in, not as an empty list.
	unwatch := office.Queue().Watch(func(roster.Signal) { d.runner.UI(frame.Changed) })
	defer unwatch()
	for {
		n, err := office.Sync(ctx)
		if err != nil {
			return err
		}
		unwatch()
		if err := due.look(ctx); err != nil {
			return err
		}
		if at := d.wall(); !d.still && at.Sub(looked) >= expiryPulse {
			looked = at
			if err := d.expire(ctx, office, frame); err != nil {
				return err
			}
		}
		d.runner.UI(func() {
			if n > 0 {
				frame.Changed()
			}
			frame.Tick()
			listed()
		})
		if d.still {
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// expire puts on record which terms ended while their cases were pending, and
// says how many.
func (d *desktop) expire(ctx context.Context, office *session.Session, frame *shell.Shell) error {
	n, err := office.RecordExpiries(ctx)
	if n > 0 {
		d.runner.UI(func() { frame.Toast(d.words.T("office.expired", "n", n)) })
	}
	return err
}

// verify checks the record once after signing in; the status bar shows the
// result.
func (d *desktop) verify(ctx context.Context, tell task.Progress) error {
	total, err := d.office.Height(ctx)
	if err != nil {
		return err
	}
	v, err := d.office.Verify(ctx, func(n int64) { tell(n, total) })
	if err != nil {
		return err
	}
	frame := d.frame
	d.runner.UI(func() {
		d.audit = shell.Audit{Checked: true, Whole: v.Whole(), Entries: v.Entries}
		frame.Changed()
	})
	return nil
}

// lock wipes the keys and asks the same person for the passphrase again.
func (d *desktop) lock() {
	d.halt()
	user := d.office.User().ID
	l, err := d.lobby(d.ctx)
	d.note(err)
	d.office.SignOut()
	d.window.SetContent(d.door.Frame()) // first, so that the door can take the keyboard
	d.door.Lock(l, user)
}

// signOut goes back to the door.
func (d *desktop) signOut() {
	d.halt()
	l, err := d.lobby(d.ctx)
	d.note(err)
	d.office.SignOut()
	d.frame = nil
	d.window.SetContent(d.door.Frame())
	d.door.Leave(l)
}

func (d *desktop) halt() {
	if d.stop != nil {
		d.stop()
		d.stop = nil
	}
}

// quit closes the window once the open screen has let go.
func (d *desktop) quit() {
	if d.frame != nil && d.stop != nil {
		d.frame.Leave(d.window.Close)
		return
	}
	d.window.Close()
}

// leave closes the office when the window is gone.
func (d *desktop) leave() {
	d.halt()
	if d.office != nil {
		d.note(d.office.Close(d.ctx))
	}
}
