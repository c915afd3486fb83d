package torture

import (
	"os/exec"
	"runtime"
	"testing"
)

// A thread that traces takes the end of the program it traces and of no other
// that it started before: whoever waits for those would never hear of it.
func TestTracerTakesOnlyItsOwn(t *testing.T) {
	t.Parallel()
	ended := make(chan error)
	go func() {
		runtime.LockOSThread()
		other := exec.Command("true")
		if err := other.Start(); err != nil {
			ended <- err
			return
		}
		sleep, err := exec.LookPath("sleep")
		if err == nil {
			_, err = trace(t.Context(), Program{Bin: sleep, Args: []string{"0.3"}, Dir: t.TempDir()}, Watch{})
		}
		if err != nil {
			t.Log("left out: ", err)
		}
		ended <- other.Wait()
	}()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
