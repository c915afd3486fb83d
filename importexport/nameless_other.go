//go:build !linux

package importexport

import (
	"errors"
	"os"
)

// nameless has no file without a name to offer on this system.
func nameless(string) (*os.File, bool) { return nil, false }

// link is never asked for here.
func link(*os.File, string) error { return errors.ErrUnsupported }
