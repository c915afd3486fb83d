package torture

import "syscall"

// Fault is something that happens to a program at one of its calls.
type Fault struct {
	Name  string
	Here  func(*Call) bool    // which calls it can happen to
	At    func(*Call) Verdict // what happens at the chosen call
	Later func(*Call) Verdict // what happens from then on; nil for nothing
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
		{"killed", writes, func(*Call) Verdict { return Verdict{Kill: true} }, nil},
		{"EIO once", writes, fails(syscall.EIO), nil},
		{"ENOSPC once", writes, fails(syscall.ENOSPC), nil},
		{"disk full from", needsRoom, fails(syscall.ENOSPC), where(needsRoom, fails(syscall.ENOSPC))},
		{"quota used up from", needsRoom, fails(syscall.EDQUOT), where(needsRoom, fails(syscall.EDQUOT))},
		{"read-only from", writes, fails(syscall.EROFS), where(writes, fails(syscall.EROFS))},
		{"cut short", func(c *Call) bool { return c.Name == "write" || c.Name == "pwrite64" }, func(*Call) Verdict { return Verdict{Short: true} }, nil},
		{"EIO on reading", reads, fails(syscall.EIO), nil},
		{"ENOMEM on mapping", func(c *Call) bool { return c.Name == "mmap" }, fails(syscall.ENOMEM), nil},
		{"ENOLCK on locking", func(c *Call) bool { return c.Name == "fcntl" }, fails(syscall.ENOLCK), nil},
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
