//go:build !windows

package archive

import (
	"errors"
	"io/fs"
	"os"
)

// syncDir makes the names in a folder last through a power cut. File systems
// whose folders cannot be synced do it by themselves.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrInvalid) {
		return err
	}
	return nil
}
