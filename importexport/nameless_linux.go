package importexport

import (
	"fmt"
	"os"
	"strconv"
	"syscall"
	"unsafe"
)

// What open(2) and linkat(2) need for files without a name.
const (
	oTmpfile        = 0x400000 | syscall.O_DIRECTORY
	atFDCWD         = ^uintptr(99) // -100: paths count from the working folder
	atSymlinkFollow = 0x400
)

// nameless opens a file in a folder that has no name and is gone when the
// program ends; ok is false where the file system has none.
func nameless(dir string) (f *os.File, ok bool) {
	if _, err := os.Stat("/proc/self/fd"); err != nil {
		return nil, false // it could not be given a name
	}
	f, err := os.OpenFile(dir, syscall.O_RDWR|oTmpfile, 0o600)
	return f, err == nil
}

// link gives a nameless file a name that nothing has yet.
func link(f *os.File, path string) error {
	from, err := syscall.BytePtrFromString("/proc/self/fd/" + strconv.Itoa(int(f.Fd())))
	if err != nil {
		return err
	}
	to, err := syscall.BytePtrFromString(path)
	if err != nil {
		return fmt.Errorf("name file: %w", err)
	}
	_, _, errno := syscall.Syscall6(syscall.SYS_LINKAT, atFDCWD, uintptr(unsafe.Pointer(from)),
		atFDCWD, uintptr(unsafe.Pointer(to)), atSymlinkFollow, 0)
	if errno != 0 {
		return &os.PathError{Op: "link", Path: path, Err: errno}
	}
	return nil
}
