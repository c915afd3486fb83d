package bench_test

import (
	"os"
	"testing"
)

func TestClaims(t *testing.T) {
	t.Parallel()
	f := measure(t, 50, "claims")[0]
	if f.Missing != "" {
		if os.Getenv("RECOURSE_REQUIRE_POSTGRES") == "1" {
			t.Fatalf("%s is missing", f.Missing)
		}
		t.Skipf("%s is not installed", f.Missing)
	}
	if f.Rows != 50 || f.Size != 50 || f.Ratio <= 0 || f.Detail["skip_locked_seconds"] <= 0 {
		t.Errorf("%+v", f)
	}
	if n, ok := f.Detail["doubles"]; !ok || n != 0 {
		t.Errorf("%v cases were taken twice", n)
	}
	if f.Detail["wait_p50"] > f.Detail["wait_p99"] || f.Detail["wait_p99"] > f.Detail["wait_max"] || f.Detail["wait_max"] > f.Ours {
		t.Errorf("waits %v of %v s", f.Detail, f.Ours)
	}
}
