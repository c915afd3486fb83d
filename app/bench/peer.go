package bench

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// installed reports whether a peer's program is on the path; the figure says
// when it is not.
func (f *Figure) installed(program string) bool {
	if _, err := exec.LookPath(program); err != nil {
		f.Missing = program
		return false
	}
	return true
}

// command runs a program to its end and returns what it printed. It is waited
// for, so that its processor time counts.
func command(ctx context.Context, name string, args ...string) ([]byte, error) {
	return pipe(ctx, "", name, args...)
}

// shell runs a script in the shell of SQLite. An empty name is a database in
// memory.
func shell(ctx context.Context, db, script string) ([]byte, error) {
	return pipe(ctx, script, "sqlite3", "-batch", "-bail", db)
}

func pipe(ctx context.Context, in, name string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	var complaint bytes.Buffer
	cmd.Stdin, cmd.Stderr = strings.NewReader(in), &complaint
	out, err := cmd.Output()
	if err != nil {
		return out, fmt.Errorf("%s: %w: %s", name, err, firstLine(complaint.String()))
	}
	return out, nil
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}

// countRecords counts the records of a CSV file without its header.
func countRecords(name string) (int, error) {
	in, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	r := csv.NewReader(in)
	r.ReuseRecord, r.FieldsPerRecord = true, -1
	for n := -1; ; n++ {
		if _, err := r.Read(); errors.Is(err, io.EOF) {
			return n, nil
		} else if err != nil {
			return n, err
		}
	}
}

// discard runs a program whose output nobody reads.
func discard(ctx context.Context, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
