package importexport

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Source is one file of a delivery: a name to show and bytes that can be read
// again from the start.
type Source struct {
	Name string // as shown in reports; inside an archive "delivery.zip/appeals.csv"
	Size int64
	at   io.ReaderAt
	file *os.File

	digest string // once it has been asked for
}

// OpenSource opens a file. The caller closes the source.
//
// What is no file is not even opened: a pipe would wait for a writer for ever.
func OpenSource(path string) (*Source, error) {
	return openAs(path, filepath.Base(path))
}

// openAs opens a file under the name that reports show.
func openAs(path, name string) (*Source, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, sourceProblem(path, err)
	}
	if !info.Mode().IsRegular() {
		return nil, Refuse(name, "not_a_file", nil)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, sourceProblem(path, err)
	}
	if info, err = f.Stat(); err == nil && !info.Mode().IsRegular() {
		err = Refuse(name, "not_a_file", nil)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &Source{Name: name, Size: info.Size(), at: f, file: f}, nil
}

// BytesSource is a source whose content is in memory already.
func BytesSource(name string, content []byte) *Source {
	return &Source{Name: name, Size: int64(len(content)), at: bytes.NewReader(content)}
}

// OpenSources opens the files of one delivery. A folder stands for the files
// in it and in its folders, without the hidden ones and those that
// spreadsheets leave behind while they are open. A link in a folder is refused:
// it may lead to a file that is none of the delivery's.
func OpenSources(paths []string, limits Limits) ([]*Source, error) {
	var sources []*Source
	for _, path := range paths {
		names, err := filesAt(path, limits.Files)
		if err != nil {
			return nil, errors.Join(err, CloseSources(sources))
		}
		for _, name := range names {
			if len(sources) == limits.Files {
				err := Refuse(filepath.Base(path), "too_many_files", map[string]string{"limit": fmt.Sprint(limits.Files)})
				return nil, errors.Join(err, CloseSources(sources))
			}
			s, err := openAs(name, shownName(path, name))
			if err != nil {
				return nil, errors.Join(err, CloseSources(sources))
			}
			sources = append(sources, s)
		}
	}
	return sources, nil
}

// CloseSources closes all of them.
func CloseSources(sources []*Source) error {
	var errs []error
	for _, s := range sources {
		errs = append(errs, s.Close())
	}
	return errors.Join(errs...)
}

func filesAt(path string, most int) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, sourceProblem(path, err)
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	var names []string
	err = filepath.WalkDir(path, func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return sourceProblem(name, err)
		case name != path && leftBehind(e.Name()) && e.IsDir():
			return fs.SkipDir
		case e.IsDir() || leftBehind(e.Name()):
			return nil
		case e.Type()&fs.ModeSymlink != 0:
			return Refuse(shownName(path, name), "link_in_folder", nil)
		case len(names) == most:
			return Refuse(filepath.Base(path), "too_many_files", Count("limit", most))
		}
		names = append(names, name)
		return nil
	})
	return names, err
}

// leftBehind reports whether a name is one that systems and spreadsheets leave
// in a folder without anybody having put it there.
func leftBehind(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || name == "__MACOSX" || name == "Thumbs.db" || name == "desktop.ini"
}

// shownName is a file's name as reports show it: its place in the folder that
// was named, or its name alone.
func shownName(named, path string) string {
	if within, err := filepath.Rel(named, path); err == nil && within != "." {
		return filepath.ToSlash(within)
	}
	return filepath.Base(path)
}

func sourceProblem(path string, err error) error {
	code := Code("unreadable")
	switch {
	case errors.Is(err, os.ErrNotExist):
		code = "not_found"
	case errors.Is(err, os.ErrPermission):
		code = "no_permission"
	}
	return errors.Join(Refuse(filepath.Base(path), code, nil), err)
}

// Reader returns a fresh reader over the whole content.
func (s *Source) Reader() io.Reader { return io.NewSectionReader(s.at, 0, s.Size) }

// ReaderAt returns the content for random access.
func (s *Source) ReaderAt() io.ReaderAt { return s.at }

// SHA256 returns the digest of the content in hexadecimal. The content is read
// for it once.
func (s *Source) SHA256(ctx context.Context) (string, error) {
	if s.digest != "" {
		return s.digest, nil
	}
	h := sha256.New()
	if _, err := io.CopyBuffer(h, WithContext(ctx, s.Reader()), make([]byte, 1<<20)); err != nil {
		return "", fmt.Errorf("digest of %s: %w", s.Name, err)
	}
	s.digest = hex.EncodeToString(h.Sum(nil))
	return s.digest, nil
}

// Close closes the file behind the source, if there is one.
func (s *Source) Close() error {
	if s.file == nil {
		return nil
	}
	return s.file.Close()
}

// WithContext returns a reader that stops with the error of ctx once that is
// done.
func WithContext(ctx context.Context, r io.Reader) io.Reader {
	return &contextReader{ctx: ctx, r: r}
}

type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (c *contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
