//go:build !linux || !amd64

package torture

import "context"

// Trace runs a program under the tracer; here it cannot.
func Trace(context.Context, Program, Watch) (Outcome, error) { return Outcome{}, ErrNoTracer }
