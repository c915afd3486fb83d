package bench

import (
	"strings"
	"testing"
)

func TestWhatGrowsIsSaid(t *testing.T) {
	t.Parallel()
	flat := weight{heap: 20 << 20, goroutines: 9, files: 20}
	for _, tt := range []struct {
		name, want string
		last       weight
	}{
		{"the same", "", flat},
		{"less", "", weight{heap: 10 << 20, goroutines: 7, files: 12}},
		{"a tenth more heap", "", weight{heap: 22 << 20, goroutines: 9, files: 20}},
		{"more heap", "heap", weight{heap: 24 << 20, goroutines: 9, files: 20}},
		{"a goroutine more", "goroutines", weight{heap: 20 << 20, goroutines: 10, files: 20}},
		{"a file more", "files", weight{heap: 20 << 20, goroutines: 9, files: 21}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := steady([]weight{{heap: 1}, flat, flat, tt.last})
			if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v, want %q", err, tt.want)
			}
		})
	}
}
