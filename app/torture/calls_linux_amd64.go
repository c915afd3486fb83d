package torture

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// shape is how a call names its file.
type shape struct {
	name string
	kind kind
}

type kind int

const (
	byFD    kind = iota // the first argument is a descriptor
	byFD4               // the fifth argument is one (mmap)
	byPath              // the first argument is a path
	byAt                // the second argument is a path below the first
	byTwo               // two paths
	byTwoAt             // two paths, each below a folder
)

const (
	sysRenameat2 = 316
	sysStatx     = 332
	tmpfile      = 0x400000 // O_TMPFILE without O_DIRECTORY
)

// shapes are the calls that are looked at, by their number on amd64
// (syscall(2) and the kernel's table syscall_64.tbl).
func shapes() map[uint64]shape {
	return map[uint64]shape{
		syscall.SYS_READ: {"read", byFD}, syscall.SYS_WRITE: {"write", byFD}, syscall.SYS_OPEN: {"open", byPath},
		syscall.SYS_OPENAT: {"openat", byAt}, syscall.SYS_CLOSE: {"close", byFD}, syscall.SYS_STAT: {"stat", byPath},
		syscall.SYS_LSTAT: {"lstat", byPath}, syscall.SYS_FSTAT: {"fstat", byFD}, syscall.SYS_NEWFSTATAT: {"newfstatat", byAt},
		sysStatx: {"statx", byAt}, syscall.SYS_MMAP: {"mmap", byFD4}, syscall.SYS_PREAD64: {"pread64", byFD},
		syscall.SYS_PWRITE64: {"pwrite64", byFD}, syscall.SYS_ACCESS: {"access", byPath}, syscall.SYS_FCNTL: {"fcntl", byFD},
		syscall.SYS_FSYNC: {"fsync", byFD}, syscall.SYS_FDATASYNC: {"fdatasync", byFD}, syscall.SYS_TRUNCATE: {"truncate", byPath},
		syscall.SYS_FTRUNCATE: {"ftruncate", byFD}, syscall.SYS_RENAME: {"rename", byTwo}, syscall.SYS_RENAMEAT: {"renameat", byTwoAt},
		sysRenameat2: {"renameat2", byTwoAt}, syscall.SYS_MKDIR: {"mkdir", byPath}, syscall.SYS_MKDIRAT: {"mkdirat", byAt},
		syscall.SYS_LINK: {"link", byTwo}, syscall.SYS_LINKAT: {"linkat", byTwoAt}, syscall.SYS_UNLINK: {"unlink", byPath},
		syscall.SYS_UNLINKAT: {"unlinkat", byAt}, syscall.SYS_FALLOCATE: {"fallocate", byFD}, syscall.SYS_FCHMOD: {"fchmod", byFD},
		syscall.SYS_FLOCK: {"flock", byFD}, syscall.SYS_GETDENTS64: {"getdents64", byFD},
	}
}

// read makes a Call of what stands in the registers; nil when it is none that
// is watched.
func (t *tracer) read(tid int, r *syscall.PtraceRegs) *Call {
	if t.shapes == nil {
		t.shapes = shapes()
	}
	s, ok := t.shapes[r.Orig_rax]
	if !ok {
		return nil
	}
	c := &Call{Name: s.name}
	switch s.kind {
	case byFD:
		c.Path = t.ofFD(int64(int32(r.Rdi)))
	case byFD4:
		c.Path = t.ofFD(int64(int32(r.R8)))
	case byPath:
		c.Path = t.path(tid, workingFolder, r.Rdi)
	case byAt:
		c.Path = t.path(tid, int64(int32(r.Rdi)), r.Rsi)
	case byTwo:
		c.Path, c.To = t.path(tid, workingFolder, r.Rdi), t.path(tid, workingFolder, r.Rsi)
	case byTwoAt:
		c.Path, c.To = t.path(tid, int64(int32(r.Rdi)), r.Rsi), t.path(tid, int64(int32(r.Rdx)), r.R10)
	}
	if !t.w.watches(c.Path) && (c.To == "" || !t.w.watches(c.To)) {
		return nil
	}
	t.details(tid, c, r)
	if t.w.Sites {
		c.Site = t.site(tid, r)
	}
	return c
}

// details fills in what a replay of the call needs.
func (t *tracer) details(tid int, c *Call, r *syscall.PtraceRegs) {
	switch c.Name {
	case "open":
		c.opened(r.Rsi)
	case "openat":
		c.opened(r.Rdx)
	case "truncate", "ftruncate":
		c.Off = int64(r.Rsi)
	case "fallocate":
		c.Off, c.Size = int64(r.Rdx), int64(r.R10)
	case "pwrite64":
		c.Off, c.Size = int64(r.R10), int64(r.Rdx)
	case "fcntl":
		if r.Rsi >= syscall.F_GETLK && r.Rsi <= syscall.F_SETLKW {
			c.Lock = fmt.Sprintf("%d %x", r.Rsi, t.memory(tid, r.Rdx, lockSize))
		}
	case "write":
		c.Size = int64(r.Rdx)
		if t.w.Keep {
			c.Off = t.position(int64(int32(r.Rdi)))
		}
	}
	if t.w.Keep && (c.Name == "write" || c.Name == "pwrite64") {
		c.Data = t.memory(tid, r.Rsi, int(c.Size))
	}
}

func (c *Call) opened(flags uint64) {
	c.Made = flags&syscall.O_CREAT != 0
	c.Cut = flags&syscall.O_TRUNC != 0
	c.Unnamed = flags&tmpfile != 0
}

// lockSize is what counts of a struct flock: type, whence, start and length
// (fcntl(2)).
const lockSize = 24

// workingFolder stands for the working folder of the process.
const workingFolder = -100

func (t *tracer) ofFD(fd int64) string {
	if fd < 0 {
		return ""
	}
	name, err := os.Readlink(fmt.Sprintf("/proc/%d/fd/%d", t.pid, fd))
	if err != nil {
		return ""
	}
	return name
}

// path reads a path from the program's memory and makes it absolute.
func (t *tracer) path(tid int, at int64, addr uint64) string {
	raw := t.memory(tid, addr, 4096)
	if i := bytes.IndexByte(raw, 0); i >= 0 {
		raw = raw[:i]
	}
	name := string(raw)
	if fd, ok := strings.CutPrefix(name, "/proc/self/fd/"); ok {
		n, _ := strconv.ParseInt(fd, 10, 64)
		return t.ofFD(n)
	}
	if name == "" || filepath.IsAbs(name) {
		return name
	}
	dir := ""
	if at == workingFolder {
		dir, _ = os.Readlink(fmt.Sprintf("/proc/%d/cwd", t.pid))
	} else {
		dir = t.ofFD(at)
	}
	return filepath.Join(dir, name)
}

// memory reads up to n bytes; fewer where the program's memory ends.
func (t *tracer) memory(tid int, addr uint64, n int) []byte {
	f, err := os.Open(fmt.Sprintf("/proc/%d/mem", tid))
	if err != nil {
		return nil
	}
	defer f.Close()
	out := make([]byte, n)
	got := 0
	for got < n {
		// By the page: a path may stand at the end of the last one.
		step := min(n-got, 4096-int((addr+uint64(got))%4096))
		k, err := f.ReadAt(out[got:got+step], int64(addr)+int64(got))
		got += k
		if err != nil {
			break
		}
	}
	return out[:got]
}

// position is where the next write through a descriptor lands.
func (t *tracer) position(fd int64) int64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/fdinfo/%d", t.pid, fd))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(raw), "pos:")
	line, _, _ := strings.Cut(rest, "\n")
	n, _ := strconv.ParseInt(strings.TrimSpace(line), 10, 64)
	return n
}
