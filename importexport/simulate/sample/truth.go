package sample

import (
	"fmt"
	"io"
	"path/filepath"

	"recourse/importexport"
	"recourse/importexport/ndjsonfile"
)

// WriteTruth writes truth.ndjson for the planned cases into a folder: what is
// true in each case, in the order of their numbers.
func WriteTruth(dir string, plan []Planned) error {
	return importexport.WriteFile(filepath.Join(dir, "truth.ndjson"), func(w io.Writer) error {
		out := ndjsonfile.NewWriter(w)
		for i := range plan {
			if err := out.Write(plan[i].Case.Truth); err != nil {
				return fmt.Errorf("truth of %s: %w", plan[i].Case.Truth.AppealNo, err)
			}
		}
		return out.Close()
	})
}
