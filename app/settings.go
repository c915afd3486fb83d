package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"recourse/app/gui/kit"
	"recourse/importexport"
)

// seat is what this computer remembers between two starts of the window: no
// personal data, only where the last office lies and how the window looks.
type seat struct {
	dir  string
	Last string       `json:"last"`
	Look kit.Settings `json:"look"`
}

// openSeat reads the seat's settings; without any it starts afresh.
func openSeat(dir string) (*seat, error) {
	s := &seat{dir: dir}
	raw, err := os.ReadFile(s.file())
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return nil, fmt.Errorf("settings: %w", err)
	}
	if err := json.Unmarshal(raw, s); err != nil {
		return &seat{dir: dir}, nil // settings somebody broke by hand are not worth a refusal
	}
	return s, nil
}

func (s *seat) file() string { return filepath.Join(s.dir, "settings.json") }

// save writes the settings whole.
func (s *seat) save() error {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return fmt.Errorf("settings: %w", err)
	}
	return importexport.WriteFile(s.file(), func(w io.Writer) error { return json.NewEncoder(w).Encode(s) })
}

// seatDir is the folder of this person's settings, logs and remembered
// checkpoints.
func seatDir() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		dir = os.TempDir()
	}
	return filepath.Join(dir, "recourse")
}
