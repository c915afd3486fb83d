package torture

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

// Trace runs a program under the tracer. Calls are judged in one order across
// all threads of the program, which is why this is not left to strace: its
// counters belong to a thread, and a Go program does not choose its threads.
func Trace(ctx context.Context, p Program, w Watch) (Outcome, error) {
	type answer struct {
		o   Outcome
		err error
	}
	done := make(chan answer)
	go func() {
		// The kernel lets only the thread that started the program trace it. It
		// is not given back: what it did to its children ends with it.
		runtime.LockOSThread()
		o, err := trace(ctx, p, w)
		done <- answer{o, err}
	}()
	a := <-done
	return a.o, a.err
}

// tracer follows one program.
type tracer struct {
	w       Watch
	pid     int
	threads map[int]*thread
	cancel  func() error
	shapes  map[uint64]shape
}

// thread is a thread of the program: between the entry and the exit of a call
// it has the call and what shall become of it.
type thread struct {
	inside bool
	says   bool // the call is a write to the standard output
	fresh  bool // its first stop is its birth
	call   *Call
	fail   syscall.Errno
}

func trace(ctx context.Context, p Program, w Watch) (o Outcome, err error) {
	out, err := os.CreateTemp(p.Dir, ".said")
	if err != nil {
		return o, fmt.Errorf("trace: %w", err)
	}
	defer os.Remove(out.Name())
	defer out.Close()
	warn, err := os.CreateTemp(p.Dir, ".warned")
	if err != nil {
		return o, fmt.Errorf("trace: %w", err)
	}
	defer os.Remove(warn.Name())
	defer warn.Close()
	null, err := os.Open(os.DevNull)
	if err != nil {
		return o, fmt.Errorf("trace: %w", err)
	}
	defer null.Close()
	t := &tracer{w: w, threads: map[int]*thread{}, cancel: ctx.Err}
	t.pid, err = syscall.ForkExec(p.Bin, append([]string{filepath.Base(p.Bin)}, p.Args...), &syscall.ProcAttr{
		Dir: p.Dir, Env: p.Env, Files: []uintptr{null.Fd(), out.Fd(), warn.Fd()}, Sys: &syscall.SysProcAttr{Ptrace: true, Setpgid: true},
	})
	if err != nil {
		return o, errors.Join(ErrNoTracer, err)
	}
	if o.Code, err = t.follow(); err != nil {
		return o, err
	}
	o.Out, o.Err = text(out.Name()), text(warn.Name())
	return o, ctx.Err()
}

func text(path string) string {
	raw, _ := os.ReadFile(path)
	return string(raw)
}

const (
	stopCall   = syscall.SIGTRAP | 0x80 // a stop at a system call, told from other traps
	exitKill   = 0x100000               // PTRACE_O_EXITKILL: the program does not outlive its tracer
	ourThreads = syscall.WALL | syscall.WNOTHREAD
)

// follow runs the program to its end and returns its exit code.
func (t *tracer) follow() (int, error) {
	var ws syscall.WaitStatus
	if err := t.begin(&ws); err != nil {
		_ = syscall.Kill(t.pid, syscall.SIGKILL)
		_, _ = syscall.Wait4(t.pid, &ws, ourThreads, nil)
		return 0, err
	}
	for {
		// The program has a process group of its own: this thread may have started
		// others before it became a tracer, and their ends are not ours to take.
		tid, err := syscall.Wait4(-t.pid, &ws, ourThreads, nil)
		switch {
		case errors.Is(err, syscall.EINTR):
			continue
		case err != nil:
			return 0, fmt.Errorf("wait for %d: %w", t.pid, err)
		case tid == t.pid && ws.Exited():
			return ws.ExitStatus(), nil
		case tid == t.pid && ws.Signaled():
			return -1, nil
		case !ws.Stopped():
			delete(t.threads, tid)
			continue
		}
		if t.cancel() != nil {
			_ = syscall.Kill(t.pid, syscall.SIGKILL)
		}
		// A thread may be gone by now: then there is nothing to do with it.
		_ = syscall.PtraceSyscall(tid, t.stopped(tid, ws))
	}
}

func (t *tracer) begin(ws *syscall.WaitStatus) error {
	if _, err := syscall.Wait4(t.pid, ws, ourThreads, nil); err != nil || !ws.Stopped() {
		return errors.Join(ErrNoTracer, err)
	}
	err := syscall.PtraceSetOptions(t.pid, syscall.PTRACE_O_TRACESYSGOOD|syscall.PTRACE_O_TRACECLONE|exitKill)
	if err != nil {
		return errors.Join(ErrNoTracer, err)
	}
	t.threads[t.pid] = &thread{}
	return syscall.PtraceSyscall(t.pid, 0)
}

// stopped deals with a thread that stands and returns the signal it gets.
func (t *tracer) stopped(tid int, ws syscall.WaitStatus) int {
	th := t.threads[tid]
	if th == nil {
		th = &thread{fresh: true}
		t.threads[tid] = th
	}
	switch sig := ws.StopSignal(); {
	case sig == stopCall:
		th.inside = !th.inside
		if th.inside {
			t.enter(tid, th)
		} else {
			t.leave(tid, th)
		}
		return 0
	case sig == syscall.SIGTRAP:
		return 0 // a new thread was made
	case sig == syscall.SIGSTOP && th.fresh:
		th.fresh = false
		return 0
	default:
		return int(sig)
	}
}

// enter judges a call before it is made.
func (t *tracer) enter(tid int, th *thread) {
	th.call, th.fail = nil, 0
	var r syscall.PtraceRegs
	if syscall.PtraceGetRegs(tid, &r) != nil {
		return
	}
	th.says = r.Orig_rax == syscall.SYS_WRITE && r.Rdi == 1
	c := t.read(tid, &r)
	if c == nil {
		return
	}
	th.call = c
	if t.w.Judge == nil {
		return
	}
	v := t.w.Judge(c)
	switch {
	case v.Kill:
		_ = syscall.Kill(t.pid, syscall.SIGKILL)
	case v.Errno != 0:
		th.fail = v.Errno
		r.Orig_rax = ^uint64(0) // no such call: the kernel does nothing
		_ = syscall.PtraceSetRegs(tid, &r)
	case v.Short && r.Rdx > 1:
		r.Rdx /= 2
		_ = syscall.PtraceSetRegs(tid, &r)
	case v.Hold != nil:
		v.Hold()
	}
}

// leave tells how a call went, and makes a failing one fail.
func (t *tracer) leave(tid int, th *thread) {
	var r syscall.PtraceRegs
	if th.call == nil && !th.says || syscall.PtraceGetRegs(tid, &r) != nil {
		return
	}
	if th.says {
		th.says = false
		if n := int64(r.Rax); n > 0 && t.w.Said != nil {
			t.w.Said(int(n))
		}
	}
	if th.call == nil {
		return
	}
	if th.fail != 0 {
		r.Rax = uint64(-int64(th.fail))
		_ = syscall.PtraceSetRegs(tid, &r)
	}
	th.call.Fail = int64(r.Rax) < 0
	if t.w.Done != nil {
		t.w.Done(th.call)
	}
}
