package sample

import (
	"fmt"
	"io"
	"path/filepath"

	"recourse/importexport"
	"recourse/importexport/ndjsonfile"
	"recourse/importexport/simulate"
)

// WriteTruth writes truth.ndjson for the planned cases into a folder: what is
// true in each case, in the order of their numbers.
func WriteTruth(dir string, plan []Planned) error {
	return importexport.WriteFile(filepath.Join(dir, "truth.ndjson"), func(w io.Writer) error {
		out := ndjsonfile.NewWriter(w)
		for i := range plan {
			line := struct {
				simulate.Truth
				Turn Turn   `json:"turn,omitempty"`
				Of   string `json:"same_matter_as,omitempty"`
			}{plan[i].Case.Truth, plan[i].Turn, plan[i].Of}
			if err := out.Write(line); err != nil {
				return fmt.Errorf("truth of %s: %w", plan[i].Case.Truth.AppealNo, err)
			}
		}
		return out.Close()
	})
}
