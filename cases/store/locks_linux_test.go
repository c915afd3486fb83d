package store_test

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
)

// Closing any descriptor of a file drops all POSIX locks that the process has
// on it. Opening an office a second time in one program must not do that to
// the connection that is there already.
func TestOpeningTwiceKeepsTheLocks(t *testing.T) {
	t.Parallel()
	dsn := sample(t, 1)
	openSample(t, dsn)
	before := locks(t, dsn)
	if before == 0 {
		t.Fatal("an open office holds no lock: the test proves nothing")
	}
	openSample(t, dsn)
	if after := locks(t, dsn); after < before {
		t.Errorf("%d locks on the file, %d after it was opened again", before, after)
	}
}

// locks counts the POSIX locks on a file, as the kernel lists them.
func locks(t *testing.T, path string) int {
	t.Helper()
	list, err := os.ReadFile("/proc/locks")
	if err != nil {
		t.Skipf("the kernel does not list its locks here: %v", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	inode := fmt.Sprintf(":%d ", info.Sys().(*syscall.Stat_t).Ino)
	n := 0
	for line := range strings.Lines(string(list)) {
		if strings.Contains(line, "POSIX") && strings.Contains(line, inode) {
			n++
		}
	}
	return n
}
