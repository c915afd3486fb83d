package vault

import "time"

// Params are the costs of argon2id (RFC 9106).
type Params struct {
	MemoryKiB uint32 `json:"memory_kib"`
	Time      uint32 `json:"time"`
	Threads   uint8  `json:"threads"`
}

// DefaultParams are for real offices: 46 MiB is the least that the OWASP
// password storage guide accepts for argon2id, and three passes stay near a
// second on the office machines this was tried on.
func DefaultParams() Params { return Params{MemoryKiB: 46 * 1024, Time: 3, Threads: 2} }

// CheapParams are for demonstration offices only: they protect nothing and
// open at once.
func CheapParams() Params { return Params{MemoryKiB: 64, Time: 1, Threads: 1} }

// Cheap reports whether p is below what a real office may use.
func (p Params) Cheap() bool { return p.MemoryKiB < DefaultParams().MemoryKiB }

// Bounds of what a stored parameter set may ask for: a damaged file must not
// make the program reserve terabytes or compute for days.
const (
	maxMemoryKiB = 4 << 20
	maxTime      = 64
)

// check refuses parameters that argon2 cannot run or that would exhaust the machine.
func (p Params) check() error {
	if p.Threads == 0 || p.Time == 0 || p.Time > maxTime || p.MemoryKiB < 8*uint32(p.Threads) || p.MemoryKiB > maxMemoryKiB {
		return ErrBadParams
	}
	return nil
}

// Calibrate returns DefaultParams with as many passes as fit into target on
// this machine, never fewer than the default. now is the clock to measure with.
func Calibrate(target time.Duration, now func() time.Time) Params {
	p := DefaultParams()
	start := now()
	derive("calibration", make([]byte, saltSize), p)
	once := now().Sub(start) / time.Duration(p.Time)
	if once <= 0 {
		return p
	}
	fits := uint32(min(int64(target/once), maxTime))
	p.Time = max(p.Time, fits)
	return p
}
