package torture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Place is a seat with an office: folders of its own for the office, the
// seat's memory, what comes in, what goes out and temporary files.
type Place struct {
	rig    *Rig
	Dir    string
	Office string // address of the office, when it is not the file in this place
	drop   func() // takes away what the place has elsewhere
}

// passphrase is what everybody in the sample office signs in with.
const passphrase = "recourse-demo"

// path is a file in the place.
func (p *Place) path(name string) string { return filepath.Join(p.Dir, name) }

// file is the office's file.
func (p *Place) file() string { return p.path("office/office.recourse") }

func (p *Place) address() string {
	if p.Office != "" {
		return p.Office
	}
	return p.file()
}

// program is the program with a command line, as this seat starts it.
func (p *Place) program(args ...string) Program {
	return Program{Bin: p.rig.Bin, Args: args, Dir: p.path("said"), Env: []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + p.path("home"), "XDG_CONFIG_HOME=" + p.path("home"), "TMPDIR=" + p.path("tmp"),
		"RECOURSE_OFFICE=" + p.address(), "RECOURSE_PASSPHRASE=" + passphrase, "RECOURSE_NEW_PASSPHRASE=" + passphrase, "RECOURSE_LANG=en",
		"GOGC=400", // most of a short run was collecting garbage
	}}
}

// run runs a command to its end. An outcome with code -2 was stuck.
func (p *Place) run(ctx context.Context, args ...string) (Outcome, error) {
	c, err := p.start(ctx, args...)
	if err != nil {
		return Outcome{}, err
	}
	return c.wait()
}

// started is a command that runs.
type started struct {
	cmd       *exec.Cmd
	out, errs bytes.Buffer
	stop      context.CancelFunc
	ctx       context.Context
}

// stuckCode is the code of a command that had to be ended.
const stuckCode = -2

func (p *Place) start(ctx context.Context, args ...string) (*started, error) {
	prog := p.program(args...)
	s := &started{}
	s.ctx, s.stop = context.WithTimeout(ctx, patience)
	s.cmd = exec.CommandContext(s.ctx, prog.Bin, prog.Args...)
	s.cmd.Env, s.cmd.Dir, s.cmd.Stdout, s.cmd.Stderr = prog.Env, prog.Dir, &s.out, &s.errs
	s.cmd.WaitDelay = time.Second
	p.rig.count(func(t *Tally) { t.Runs++ })
	if err := s.cmd.Start(); err != nil {
		s.stop()
		return nil, fmt.Errorf("start %s: %w", prog.Bin, err)
	}
	return s, nil
}

func (s *started) wait() (Outcome, error) {
	defer s.stop()
	err := s.cmd.Wait()
	o := Outcome{Code: s.cmd.ProcessState.ExitCode(), Out: s.out.String(), Err: s.errs.String()}
	switch {
	case errors.Is(s.ctx.Err(), context.Canceled): // the torture is broken off: nothing about the program
		return o, s.ctx.Err()
	case s.ctx.Err() != nil:
		o.Code = stuckCode
		return o, nil
	}
	if _, ended := errors.AsType[*exec.ExitError](err); err != nil && !ended {
		return o, err
	}
	return o, nil
}

// trace runs a command under the tracer; calls on the files of the place are
// judged.
func (p *Place) trace(ctx context.Context, w Watch, args ...string) (Outcome, error) {
	for _, sub := range []string{"office/", "home", "out", "tmp", "in/"} {
		w.Under = append(w.Under, p.path(sub))
	}
	if p.Office != "" {
		w.Under = append(w.Under, "socket:")
	}
	p.rig.count(func(t *Tally) { t.Runs++ })
	within, stop := context.WithTimeout(ctx, patience)
	defer stop()
	o, err := Trace(within, p.program(args...), w)
	if err != nil && within.Err() != nil && ctx.Err() == nil {
		return Outcome{Code: stuckCode}, nil
	}
	return o, err
}

// must runs a command that has to end with 0.
func (p *Place) must(ctx context.Context, args ...string) (string, error) {
	o, err := p.run(ctx, args...)
	if err == nil && o.Code != 0 {
		err = fmt.Errorf("%s ended with %d: %s%s", strings.Join(args, " "), o.Code, o.Out, o.Err)
	}
	return o.Out, err
}

// as prefixes a command with who does it and the office's time.
func as(user string, args ...string) []string {
	return append([]string{"--user", user, "--now", officeTime}, args...)
}

// officeTime is what the clock of the sample office says in all scenes.
const officeTime = "2020-02-17T10:00:00+08:00"

// clear takes the place away.
func (p *Place) clear() {
	if p.drop != nil {
		p.drop()
	}
	_ = os.RemoveAll(p.Dir)
}
