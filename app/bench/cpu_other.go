//go:build !unix

package bench

import "time"

// cpuTime is not told apart here; only wall times are compared.
func cpuTime() time.Duration { return 0 }
