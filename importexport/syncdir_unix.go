//go:build !windows

package importexport

import (
	"errors"
	"os"
)

// SyncDir makes a rename in the folder last through a power cut.
func SyncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
