package torture

import (
	"errors"
	"strings"
	"syscall"
)

// ErrNoTracer says that processes cannot be traced here: another system or
// processor, or a container that forbids it.
var ErrNoTracer = errors.New("processes cannot be traced here")

// Call is one system call on a watched file, as the program makes it.
type Call struct {
	Name    string // of the call, such as pwrite64
	Path    string // of the file
	To      string // new name of a rename
	Off     int64  // of a positioned write; new size of a truncation
	Size    int64  // bytes asked for
	Data    []byte // what is written, when the watch keeps it
	Made    bool   // an open that makes the file
	Cut     bool   // an open that empties the file
	Unnamed bool   // an open that makes a file without a name
	Lock    string // bytes that an fcntl locks, and how
	Site    uint64 // from where in the program it comes, when the watch asks: a digest of its call stack
	Fail    bool   // the kernel refused it; known afterwards
}

// Writes reports whether a call changes the disk or promises that it has.
func (c *Call) Writes() bool {
	switch c.Name {
	case "open", "openat":
		return c.Made || c.Cut || c.Unnamed
	case "write", "pwrite64", "fsync", "fdatasync", "truncate", "ftruncate", "rename", "renameat", "renameat2", "unlink",
		"unlinkat", "mkdir", "mkdirat", "link", "linkat", "fallocate", "fchmod":
		return true
	}
	return false
}

func (c *Call) String() string {
	name := c.Path[strings.LastIndexByte(c.Path, '/')+1:]
	return c.Name + " " + name
}

// Verdict is what happens to a call. The zero verdict lets it through.
type Verdict struct {
	Errno syscall.Errno // it fails with this
	Short bool          // only half of it is written
	Kill  bool          // the process dies before it
	Hold  func()        // the process stands still in it until this returns
}

// Watch says which calls are looked at and what happens to them.
type Watch struct {
	Under []string // prefixes of paths
	Keep  bool     // keep what is written
	Sites bool     // find out from where in the program calls come
	// Judge is asked before each call on a watched path, in the order in which
	// the program makes them; nil lets all through.
	Judge func(*Call) Verdict
	// Done is told of each call that was made, with its outcome.
	Done func(*Call)
	// Said is told when the program has written n bytes to its output.
	Said func(n int)
}

func (w *Watch) watches(path string) bool {
	for _, u := range w.Under {
		if strings.HasPrefix(path, u) {
			return true
		}
	}
	return false
}

// Program is a command line to be run.
type Program struct {
	Bin  string
	Args []string
	Env  []string
	Dir  string
}

// Outcome is how a program ended and what it said.
type Outcome struct {
	Code     int // exit code; -1 when it was killed
	Out, Err string
}

// Killed reports whether the program ended by a signal.
func (o *Outcome) Killed() bool { return o.Code < 0 }
