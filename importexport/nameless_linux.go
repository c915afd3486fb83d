package importexport

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"unsafe"
)

// nameless creates a file that has no name until link gives it one: if the
// program is killed before, the system frees it, and nothing of what was being
// written stays on the disk. Some file systems cannot do this; then it returns
// nil.
func nameless(dir, base string) *os.File {
	const tmpfile = 0x400000 // O_TMPFILE without its O_DIRECTORY, which differs between machines
	fd, err := syscall.Open(dir, syscall.O_WRONLY|syscall.O_CLOEXEC|syscall.O_DIRECTORY|tmpfile, 0o600)
	if err != nil {
		return nil
	}
	return os.NewFile(uintptr(fd), filepath.Join(dir, base)) // as it will be called: errors say so
}

// link gives a nameless file its name. A file that has the name already is
// replaced in one step.
func link(f *os.File, path string) error {
	err := linkAt(f, path)
	if !errors.Is(err, os.ErrExist) {
		return err
	}
	dir, base := filepath.Split(path)
	next := filepath.Join(dir, "."+base+"."+rand.Text()[:8]+".part")
	if err := linkAt(f, next); err != nil {
		return err
	}
	if err := os.Rename(next, path); err != nil {
		return errors.Join(err, os.Remove(next))
	}
	return nil
}

func linkAt(f *os.File, path string) error {
	const (
		here   = -0x64 // AT_FDCWD
		follow = 0x400 // AT_SYMLINK_FOLLOW
	)
	from, err := syscall.BytePtrFromString(fmt.Sprintf("/proc/self/fd/%d", f.Fd()))
	if err != nil {
		return err
	}
	to, err := syscall.BytePtrFromString(path)
	if err != nil {
		return err
	}
	at := here
	_, _, code := syscall.Syscall6(syscall.SYS_LINKAT, uintptr(at), uintptr(unsafe.Pointer(from)), uintptr(at), uintptr(unsafe.Pointer(to)), follow, 0)
	if code != 0 {
		return &os.LinkError{Op: "link", Old: "nameless file", New: path, Err: code}
	}
	return nil
}
