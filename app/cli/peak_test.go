package cli_test

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// peak watches how much memory a process holds at most, in MB. The figure that
// a process leaves behind will not do: it has in it what its parent held when
// it was started. Where the system does not say, it is 0.
func peak(c *exec.Cmd) (run func() error, mb func() int) {
	most := 0
	run = func() error {
		if err := c.Start(); err != nil {
			return err
		}
		ended := make(chan struct{})
		watched := make(chan struct{})
		go func() {
			defer close(watched)
			for {
				most = max(most, held(c.Process.Pid))
				select {
				case <-ended:
					return
				case <-time.After(4 * time.Millisecond):
				}
			}
		}()
		err := c.Wait()
		close(ended)
		<-watched
		return err
	}
	return run, func() int { return most >> 10 }
}

// held is the most that a process has held so far, in KB.
func held(pid int) int {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(raw), "VmHWM:")
	figure, _, _ := strings.Cut(after, "kB")
	kb, err := strconv.Atoi(strings.TrimSpace(figure))
	if err != nil {
		return 0
	}
	return kb
}
