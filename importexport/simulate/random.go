package simulate

import (
	"math/rand/v2"
	"time"
)

// The purposes for which a person's numbers are drawn. Each has its own stream,
// so that a change in one does not shift the others.
const (
	forScenario uint64 = iota + 1
	forPerson
	forCase
	forRegister
)

// draw returns the random stream of one person and purpose.
func (o *Office) draw(i int, purpose uint64) *rand.Rand {
	return rand.New(rand.NewPCG(o.opts.Seed^purpose<<56, uint64(i)*0x9e3779b97f4a7c15+purpose))
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

func chance(r *rand.Rand, p float64) bool { return r.Float64() < p }

// between draws a duration in minutes between the two given in hours.
func between(r *rand.Rand, low, high float64) time.Duration {
	minutes := low*60 + r.Float64()*(high-low)*60
	return time.Duration(minutes) * time.Minute
}

// Numbers of people and phones come from a walk that meets every value once,
// so that no two people of an office share a number by chance.
const (
	maxResidents = 5_000_000
	idSpace      = 22_000_000 // days of birth times sequence numbers
	phoneSpace   = 10_000_000 // 1400 and seven digits
)

func walk(i int, seed uint64, space int) int {
	const step = 7_368_787 // prime, and no divisor of either space
	return int((uint64(i)*step + seed%uint64(space)) % uint64(space))
}
