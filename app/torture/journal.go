package torture

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
)

// ErrOther says that a journal is of another program than the one under trial.
var ErrOther = errors.New("the journal is of another program")

// Journal remembers in a file what was tried, so that a torture that was broken
// off goes on where it was. It belongs to one build of the program.
type Journal struct {
	mu   sync.Mutex
	file *os.File
	done map[key]Tally
}

// entry is a line of the journal: what was tried, what was counted, where the
// fault struck and what the program said then.
type entry struct {
	key
	Tally
	Met  string `json:",omitempty"` // the call that failed
	Said string `json:",omitempty"`
}

// heading is the first line.
type heading struct{ Program string } // SHA-256

// OpenJournal opens the journal at path for a program, and begins it if there
// is none. It fails with ErrOther when it is of another program.
func OpenJournal(path, bin string) (*Journal, error) {
	sum, err := digest(bin)
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	j := &Journal{file: f, done: map[key]Tally{}}
	if err := j.read(sum); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return j, nil
}

func digest(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("journal: %w", err)
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", fmt.Errorf("journal: %w", err)
	}
	return fmt.Sprintf("%x", sum.Sum(nil)), nil
}

// read takes in what is there. A last line that was cut short is written over.
func (j *Journal) read(program string) error {
	r := bufio.NewReader(j.file)
	var end int64
	for n := 0; ; n++ {
		line, err := r.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			if n == 0 {
				return j.write(heading{program})
			}
			if err := j.file.Truncate(end); err != nil {
				return fmt.Errorf("journal: %w", err)
			}
			_, err = j.file.Seek(end, io.SeekStart)
			return err
		}
		if err != nil {
			return fmt.Errorf("journal: %w", err)
		}
		end += int64(len(line))
		if err := j.take(n, line, program); err != nil {
			return fmt.Errorf("journal, line %d: %w", n+1, err)
		}
	}
}

func (j *Journal) take(n int, line []byte, program string) error {
	if n == 0 {
		var h heading
		if err := json.Unmarshal(line, &h); err != nil {
			return err
		}
		if h.Program != program {
			return ErrOther
		}
		return nil
	}
	var e entry
	if err := json.Unmarshal(line, &e); err != nil {
		return err
	}
	j.done[e.key] = e.Tally
	return nil
}

func (j *Journal) write(v any) error {
	line, err := json.Marshal(v)
	if err == nil {
		_, err = j.file.Write(append(line, '\n'))
	}
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	return nil
}

// find is what was counted when something was tried before. A nil journal knows
// nothing.
func (j *Journal) find(k key) (Tally, bool) {
	if j == nil {
		return Tally{}, false
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	y, ok := j.done[k]
	return y, ok
}

// note remembers what was tried. What had findings is not remembered: it is
// tried again.
func (j *Journal) note(k key, y Tally, met, said string) error {
	if j == nil || !y.Clean() {
		return nil
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.write(entry{k, y, met, said})
}

// Close closes the journal.
func (j *Journal) Close() error {
	if j == nil {
		return nil
	}
	return j.file.Close()
}
