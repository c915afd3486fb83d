package torture

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"os"
	"syscall"
)

// deepest is how many calls of a stack are looked at.
const deepest = 200

// site is a digest of the return addresses on the stack of a thread that
// stands in a system call: the same for two calls that the same lines of the
// program make, called by the same lines, up to main. Go keeps the pointer to
// each frame in RBP (go.dev/s/frame-pointers); the function with the
// instruction itself has no frame, and its return address is on top.
func (t *tracer) site(tid int, r *syscall.PtraceRegs) uint64 {
	f, err := os.Open(fmt.Sprintf("/proc/%d/mem", tid))
	if err != nil {
		return 0
	}
	defer f.Close()
	const span = 16 << 10 // read at once: a stack is small, and each read is a system call
	near := make([]byte, span)
	n, _ := f.ReadAt(near, int64(r.Rsp))
	near = near[:max(n, 0)]
	word := func(at uint64) uint64 {
		if at >= r.Rsp && at-r.Rsp+8 <= uint64(len(near)) {
			return binary.LittleEndian.Uint64(near[at-r.Rsp:])
		}
		far := make([]byte, 8)
		if _, err := f.ReadAt(far, int64(at)); err != nil {
			return 0
		}
		return binary.LittleEndian.Uint64(far)
	}
	sum := fnv.New64a()
	add := func(pc uint64) { _ = binary.Write(sum, binary.LittleEndian, pc) }
	add(r.Rip)
	add(word(r.Rsp))
	for frame, i := r.Rbp, 0; frame > r.Rsp && i < deepest; i++ {
		add(word(frame + 8))
		next := word(frame)
		if next <= frame {
			break
		}
		frame = next
	}
	return sum.Sum64()
}
