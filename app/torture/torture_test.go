package torture_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"recourse/app/torture"
)

// program is the binary under trial: the one named by RECOURSE_BIN, or one
// made here.
func program(t *testing.T) string {
	t.Helper()
	if bin := os.Getenv("RECOURSE_BIN"); bin != "" {
		return bin
	}
	bin := filepath.Join(t.TempDir(), "recourse")
	if out, err := exec.Command("go", "build", "-tags", "ci", "-o", bin, "recourse/app").CombinedOutput(); err != nil {
		t.Fatalf("build: %v: %s", err, out)
	}
	return bin
}

// Every scene is struck by a kill and by one of the other faults, each scene by
// another one.
func TestReduced(t *testing.T) {
	t.Parallel()
	bin, shelf := program(t), &torture.Shelf{Dir: t.TempDir()}
	all := torture.Faults()
	for i, s := range torture.Scenes() {
		faults := []torture.Fault{all[0], all[1+i%(len(all)-1)]}
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			r := rig(t, bin, shelf)
			if err := r.Strike(t.Context(), []torture.Scene{s}, faults); err != nil {
				t.Fatal(err)
			}
			settle(t, r)
		})
	}
}

// After a power cut everything acknowledged is there and nothing half.
func TestPowerCuts(t *testing.T) {
	t.Parallel()
	bin, shelf := program(t), &torture.Shelf{Dir: t.TempDir()}
	for _, s := range torture.Scenes() {
		if !slices.Contains([]string{"import NDJSON", "sign off", "letters", "migration", "new office"}, s.Name) {
			continue
		}
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			r := rig(t, bin, shelf)
			if err := r.CutPower(t.Context(), []torture.Scene{s}); err != nil {
				t.Fatal(err)
			}
			settle(t, r)
		})
	}
}

// What befalls an office from outside.
func TestTroubles(t *testing.T) {
	t.Parallel()
	bin, shelf := program(t), &torture.Shelf{Dir: t.TempDir()}
	for _, trouble := range torture.Troubles() {
		t.Run(trouble.Name, func(t *testing.T) {
			t.Parallel()
			r := rig(t, bin, shelf)
			if err := r.Trouble(t.Context(), []torture.Trouble{trouble}); err != nil {
				t.Fatal(err)
			}
			settle(t, r)
		})
	}
}

// A server, its processes and the wire die in the middle of acts.
func TestServer(t *testing.T) {
	t.Parallel()
	r := rig(t, program(t), &torture.Shelf{Dir: t.TempDir()})
	if err := r.Serve(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	settle(t, r)
}

// rig is what one test tries: one place of each fault.
func rig(t *testing.T, bin string, shelf *torture.Shelf) *torture.Rig {
	return &torture.Rig{Bin: bin, Dir: t.TempDir(), Share: share(), Out: t.Output(), Shelf: shelf}
}

// share is how many places of each fault are tried; TORTURE_SHARE says another
// number when something is looked for.
func share() int {
	if n, err := strconv.Atoi(os.Getenv("TORTURE_SHARE")); err == nil {
		return n
	}
	return 1
}

// settle fails a test that found something.
func settle(t *testing.T, r *torture.Rig) {
	t.Helper()
	y := r.Tally()
	t.Log(y.String())
	for _, s := range y.Skipped {
		t.Log("left out: ", s)
	}
	if !y.Clean() {
		t.Error("the office did not stand it")
	}
}
