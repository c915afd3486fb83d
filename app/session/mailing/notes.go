package mailing

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"recourse/app/session"
	"recourse/cases"
)

// notesName is the file of a folder in which a run notes its letters until it
// is complete. It holds numbers and digests and nothing about a person.
const notesName = ".letters.unfinished"

// notes is that file, open for further letters.
type notes struct {
	path string
	file *os.File
}

func openNotes(dir string) (*notes, error) {
	path := filepath.Join(dir, notesName)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("notes on letters: %w", err)
	}
	return &notes{path, f}, nil
}

// add notes a letter; it is on the disk when add returns.
func (n *notes) add(l session.LetterFile) error {
	line, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("note on letter %s: %w", l.DocNo, err)
	}
	// The line break in front ends what a fault may have left of the line before.
	if _, err := n.file.Write(slices.Concat([]byte("\n"), line, []byte("\n"))); err != nil {
		return fmt.Errorf("note on letter %s: %w", l.DocNo, err)
	}
	return n.file.Sync()
}

// close ends a run that goes on another time, done one that is complete.
func (n *notes) close() error { return n.file.Close() }

func (n *notes) done() error { return errors.Join(n.file.Close(), os.Remove(n.path)) }

// earlier are the letters that a run noted in a folder and that are on record.
// A line that is not whole was never followed by a record.
func (r *run) earlier(ctx context.Context) ([]piece, error) {
	raw, err := os.ReadFile(filepath.Join(r.order.Dir, notesName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("notes on letters: %w", err)
	}
	var out []piece
	lines := bufio.NewScanner(bytes.NewReader(raw))
	for lines.Scan() {
		var l session.LetterFile
		if json.Unmarshal(lines.Bytes(), &l) != nil || l.DocNo == "" {
			continue
		}
		f, err := r.office.Desk().Case(ctx, l.Case)
		if err := errors.Join(err, ctx.Err()); err != nil {
			return nil, fmt.Errorf("letter %s of an earlier run: %w", l.DocNo, err)
		}
		if recorded(f, l) {
			out = append(out, piece{l, postOrder(f), true})
		}
	}
	return out, lines.Err()
}

func recorded(f *cases.File, l session.LetterFile) bool {
	return slices.ContainsFunc(f.Letters, func(x cases.Letter) bool { return x.DocNo == l.DocNo && x.PDFSHA256 == l.SHA256 })
}
