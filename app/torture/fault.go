package torture

import "syscall"

// Fault is something that happens to a program at one of its calls.
type Fault struct {
	Name  string
	Here  func(*Call) bool    // which calls it can happen to
	At    func(*Call) Verdict // what happens at the chosen call
	Later func(*Call) Verdict // what happens from then on; nil for nothing
	After func() error        // sets the world right when the program has ended; nil for nothing to do
	// Sure says that a program can know what was saved: the disk refuses to take
	// more, but fails in nothing that it took.
	Sure bool
}

// Faults are all faults a disk and a system can do to a call.
func Faults() []Fault {
	needsRoom := func(c *Call) bool {
		switch c.Name {
		case "fsync", "fdatasync", "unlink", "unlinkat", "fchmod":
			return false
		}
		return c.Writes()
	}
	fails := func(errno syscall.Errno) func(*Call) Verdict {
		return func(*Call) Verdict { return Verdict{Errno: errno} }
	}
	where := func(here func(*Call) bool, at func(*Call) Verdict) func(*Call) Verdict {
		return func(c *Call) (v Verdict) {
			if here(c) {
				v = at(c)
			}
			return v
		}
	}
	writes := (*Call).Writes
	return []Fault{
		{Name: "killed", Here: writes, At: func(*Call) Verdict { return Verdict{Kill: true} }},
		{Name: "EIO once", Here: writes, At: fails(syscall.EIO)},
		{Name: "ENOSPC once", Here: writes, At: fails(syscall.ENOSPC)},
		{Name: "disk full from", Here: needsRoom, At: fails(syscall.ENOSPC), Later: where(needsRoom, fails(syscall.ENOSPC)), Sure: true},
		{Name: "quota used up from", Here: needsRoom, At: fails(syscall.EDQUOT), Later: where(needsRoom, fails(syscall.EDQUOT)), Sure: true},
		{Name: "read-only from", Here: writes, At: fails(syscall.EROFS), Later: where(writes, fails(syscall.EROFS))},
		{Name: "cut short", Here: func(c *Call) bool { return c.Name == "write" || c.Name == "pwrite64" }, At: func(*Call) Verdict { return Verdict{Short: true} }},
		{Name: "EIO on reading", Here: reads, At: fails(syscall.EIO)},
		{Name: "ENOMEM on mapping", Here: func(c *Call) bool { return c.Name == "mmap" }, At: fails(syscall.ENOMEM)},
		{Name: "ENOLCK on locking", Here: func(c *Call) bool { return c.Name == "fcntl" }, At: fails(syscall.ENOLCK)},
	}
}

// reads reports whether a call only looks at the disk.
func reads(c *Call) bool {
	switch c.Name {
	case "mmap", "fcntl":
		return false
	}
	return !c.Writes()
}

// strike lets a fault happen at the n-th call it can happen to.
type strike struct {
	fault Fault
	n     int
	seen  int
	met   string // the call it happened to; "" until then
}

func (s *strike) judge(c *Call) (v Verdict) {
	if s.met != "" {
		if s.fault.Later != nil {
			v = s.fault.Later(c)
		}
		return v
	}
	if !s.fault.Here(c) {
		return v
	}
	if s.seen++; s.seen <= s.n {
		return v
	}
	s.met = c.String()
	return s.fault.At(c)
}
