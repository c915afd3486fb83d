package torture

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// files lists what a program wrote outside the office, in bytes.
func (p *Place) files() (map[string]int64, error) {
	out := map[string]int64{}
	for _, sub := range []string{"out", "tmp"} {
		err := filepath.WalkDir(p.path(sub), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			info, err := d.Info()
			if err != nil {
				return err
			}
			name, err := filepath.Rel(p.Dir, path)
			out[name] = info.Size()
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("list files: %w", err)
		}
	}
	return out, nil
}

// files looks at what lies about: each file of the scene whole or absent, and
// nothing else. A second try may write under further names, when the first ones
// are taken by letters that were issued.
func (x *examination) files(o Outcome, first bool) error {
	have, err := x.p.files()
	if err != nil {
		return err
	}
	for name, size := range have {
		_, known := x.t.files[name]
		hidden := strings.HasPrefix(filepath.Base(name), ".") || strings.HasPrefix(name, "tmp")
		switch why := broken(x.p.path(name)); {
		case hidden && sealed(x.p.path(name)): // half a backup tells nobody anything
		case (first || o.Code != x.t.scene.Code) && impersonal(x.p.path(name)): // a run of letters that goes on by it
		case hidden || !known && first:
			x.found(Left, "%s, %d bytes (first try: %v)", name, size, first)
		case why != "":
			x.found(Half, "%s: %s", name, why)
		case filepath.Ext(name) == ".backup" && size < x.t.files[name]*9/10:
			x.found(Half, "%s: %d of about %d bytes", name, size, x.t.files[name])
		}
	}
	if o.Code != x.t.scene.Code {
		return nil
	}
	for name := range x.t.files {
		if _, there := have[name]; !there {
			x.found(Lost, "%s was acknowledged and is not there", name)
		}
	}
	return nil
}

// impersonal reports whether a file is the notes of a run of letters that was
// stopped: numbers, names of files and digests, and nothing about a person. The
// fault may have cut a line short. The run that completes the letters takes
// them away.
func impersonal(path string) bool {
	raw, err := os.ReadFile(path)
	if err != nil || filepath.Base(path) != ".letters.unfinished" {
		return false
	}
	allowed := []string{"case", "appeal_no", "doc_no", "kind", "file", "page", "pages", "sha256", "code"}
	for line := range bytes.Lines(raw) {
		var note map[string]any
		if json.Unmarshal(line, &note) != nil {
			continue
		}
		for key := range note {
			if !slices.Contains(allowed, key) {
				return false
			}
		}
	}
	return true
}

// sealed reports whether a file is encrypted: an age file begins with its name
// (https://age-encryption.org/v1), before which nothing is written. Of one that
// was never finished a power cut may have taken pieces of the first sector,
// which are zeros then; no text has any.
func sealed(path string) bool {
	raw, err := os.ReadFile(path)
	if err != nil {
		return false
	}
	torn := strings.Contains(filepath.Base(path), ".backup.") && bytes.IndexByte(raw[:min(len(raw), sector)], 0) >= 0
	return bytes.HasPrefix(raw, []byte("age-encryption.org/v1")) || len(raw) == 0 || torn
}

// broken says what is wrong with a file by its kind; "" when it is whole.
func broken(path string) string {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	switch filepath.Ext(path) {
	case ".pdf":
		if !bytes.HasPrefix(raw, []byte("%PDF-")) || !bytes.HasSuffix(bytes.TrimSpace(raw), []byte("%%EOF")) {
			return fmt.Sprintf("no whole PDF of %d bytes", len(raw))
		}
	case ".html":
		if !strings.HasSuffix(strings.TrimSpace(string(raw)), "</html>") {
			return fmt.Sprintf("no whole page of %d bytes", len(raw))
		}
	case ".backup":
		if len(raw) == 0 || !sealed(path) {
			return fmt.Sprintf("no backup, %d bytes", len(raw))
		}
	case ".xlsx", ".zip":
		return brokenArchive(raw)
	case ".ndjson":
		lines := slices.Collect(bytes.Lines(raw))
		if len(lines) == 0 || slices.ContainsFunc(lines, func(l []byte) bool { return !json.Valid(l) || !bytes.HasSuffix(l, []byte("\n")) }) {
			return fmt.Sprintf("no whole lines, %d bytes", len(raw))
		}
	default:
		if len(raw) == 0 || raw[len(raw)-1] != '\n' {
			return fmt.Sprintf("does not end with a line, %d bytes", len(raw))
		}
	}
	return ""
}

func brokenArchive(raw []byte) string {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return err.Error()
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err == nil {
			_, err = io.Copy(io.Discard, r)
		}
		if err != nil {
			return f.Name + ": " + err.Error()
		}
	}
	return ""
}
