package torture

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// disk is what a file system promises across a power cut: what was synced is
// there; of what was written since, any part may be. Names and contents are
// kept apart, as on a real one: a file whose content was synced may still be
// without its name when its folder was not.
//
// The model is kinder than POSIX in one point, as the journalling file systems
// of desktops are: changes of names reach the disk in their order.
type disk struct {
	root  string
	files map[int]*content // by number, as inodes
	now   map[string]int   // names as the program sees them
	safe  map[string]int   // names that are on the disk
	moves []naming         // changes of names since, in order
	next  int
}

// naming is a change of one name: to a file, or (0) to nothing.
type naming struct {
	name string
	file int
}

// content is a file: what is surely on the disk and what was written since.
type content struct {
	safe    []byte
	pending []change
}

// change is a write, or a new size.
type change struct {
	off  int64
	data []byte
	size int64 // of a truncation
	cut  bool
}

// newDisk reads the folder as it stands: all of that is on the disk.
func newDisk(root string) (*disk, error) {
	d := &disk{root: root, files: map[int]*content{}, now: map[string]int{}, safe: map[string]int{}, next: 1}
	err := filepath.Walk(root, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		d.files[d.next] = &content{safe: raw}
		d.now[path], d.safe[path] = d.next, d.next
		d.next++
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read disk: %w", err)
	}
	return d, nil
}

// apply carries out a call that the program made.
func (d *disk) apply(c *Call) {
	if c.Fail {
		return
	}
	switch c.Name {
	case "open", "openat":
		d.open(c)
	case "write", "pwrite64":
		d.change(c.Path, change{off: c.Off, data: slices.Clone(c.Data)})
	case "truncate", "ftruncate":
		d.change(c.Path, change{size: c.Off, cut: true})
	case "fsync", "fdatasync":
		d.sync(c.Path)
	case "rename", "renameat", "renameat2", "link", "linkat":
		d.name(c.To, d.now[c.Path])
		if strings.HasPrefix(c.Name, "rename") {
			d.name(c.Path, 0)
		}
	case "unlink", "unlinkat":
		d.name(c.Path, 0)
	}
}

func (d *disk) open(c *Call) {
	if c.Unnamed {
		return // it is known by its first write
	}
	if d.now[c.Path] == 0 {
		if !c.Made {
			return
		}
		d.files[d.next] = &content{}
		d.name(c.Path, d.next)
		d.next++
	}
	if c.Cut {
		d.change(c.Path, change{cut: true})
	}
}

func (d *disk) change(path string, ch change) {
	if d.now[path] == 0 && strings.HasSuffix(path, " (deleted)") {
		d.files[d.next] = &content{} // without a name, so never on the disk as it is
		d.now[path] = d.next
		d.next++
	}
	if f := d.files[d.now[path]]; f != nil {
		f.pending = append(f.pending, ch)
	}
}

func (d *disk) name(path string, file int) {
	if file == 0 {
		delete(d.now, path)
	} else {
		d.now[path] = file
	}
	d.moves = append(d.moves, naming{path, file})
}

// sync makes a file's content last, or the names in a folder.
func (d *disk) sync(path string) {
	if f := d.files[d.now[path]]; f != nil {
		f.safe, f.pending = f.with(f.pending), nil
		return
	}
	var left []naming
	for _, m := range d.moves {
		if filepath.Dir(m.name) != path {
			left = append(left, m)
			continue
		}
		d.keep(d.safe, m)
	}
	d.moves = left
}

func (d *disk) keep(names map[string]int, m naming) {
	if m.file == 0 {
		delete(names, m.name)
	} else {
		names[m.name] = m.file
	}
}

// with is the content after changes.
func (f *content) with(list []change) []byte {
	out := slices.Clone(f.safe)
	for _, c := range list {
		end := c.off + int64(len(c.data))
		if c.cut {
			end = c.size
			out = out[:min(int64(len(out)), end)]
		}
		if grow := end - int64(len(out)); grow > 0 {
			out = append(out, make([]byte, grow)...)
		}
		copy(out[c.off:], c.data)
	}
	return out
}

// Manner is how much of what was not synced reaches the disk.
type Manner int

// The manners of a power cut.
const (
	Nothing Manner = iota // only what was synced
	Prefix                // a part from the beginning, the last write torn
	Any                   // any writes, each torn at sectors
	All                   // everything, as after a mere crash of the program
	manners
)

func (m Manner) String() string { return []string{"nothing", "a part", "any sectors", "all"}[m] }

// sector is the smallest unit that reaches a disk whole.
const sector = 512

// survivors picks which changes of a file are on the disk after the cut.
func survivors(list []change, m Manner, rnd *rand.Rand) []change {
	switch m {
	case All:
		return list
	case Prefix:
		n := rnd.IntN(len(list) + 1)
		out := slices.Clone(list[:n])
		if n < len(list) && !list[n].cut {
			last := list[n]
			last.data = last.data[:rnd.IntN(len(last.data)/sector+1)*sector]
			out = append(out, last)
		}
		return out
	case Any:
		var out []change
		for _, c := range list {
			out = append(out, torn(c, rnd)...)
		}
		return out
	}
	return nil
}

// torn is what is left of a change when each of its sectors may be missing.
func torn(c change, rnd *rand.Rand) (out []change) {
	if c.cut {
		if rnd.IntN(2) == 0 {
			out = append(out, c)
		}
		return out
	}
	for from := 0; from < len(c.data); {
		to := min(len(c.data), from+sector-int((c.off+int64(from))%sector))
		if rnd.IntN(2) == 0 {
			out = append(out, change{off: c.off + int64(from), data: c.data[from:to]})
		}
		from = to
	}
	return out
}

// cut writes the disk as it is after a power cut into another folder.
func (d *disk) cut(to string, m Manner, rnd *rand.Rand) error {
	names := map[string]int{}
	for n, f := range d.safe {
		names[n] = f
	}
	n := 0
	switch m {
	case Prefix, Any:
		n = rnd.IntN(len(d.moves) + 1)
	case All:
		n = len(d.moves)
	}
	for _, move := range d.moves[:n] {
		d.keep(names, move)
	}
	for name, file := range names {
		rel, err := filepath.Rel(d.root, name)
		if err != nil {
			return fmt.Errorf("power cut: %w", err)
		}
		f := d.files[file]
		path := filepath.Join(to, rel)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return fmt.Errorf("power cut: %w", err)
		}
		if err := os.WriteFile(path, f.with(survivors(f.pending, m, rnd)), 0o600); err != nil {
			return fmt.Errorf("power cut: %w", err)
		}
	}
	return nil
}
