package policy

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/gowebpki/jcs"
)

// maxFileBytes bounds one file of a pack; the shipped ones have some 15 KB.
const maxFileBytes = 256 << 10

// publishedFile lists the digests of published versions, one "name digest" a
// line; a pack that is listed must have that content.
const publishedFile = "published.txt"

// LoadAll reads every pack of a folder of packs, checks it and compares it
// with its published digest. The result is ordered by name.
func LoadAll(fsys fs.FS) ([]*Pack, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("read the policy packs: %w", err)
	}
	published, err := readPublished(fsys)
	if err != nil {
		return nil, err
	}
	var packs []*Pack
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		p, err := Load(fsys, e.Name())
		if err != nil {
			return nil, err
		}
		if want, ok := published[p.Name()]; ok && want != p.Hash {
			return nil, fmt.Errorf("policy %s has changed after it was published: publish a new version instead", p.Name())
		}
		packs = append(packs, p)
	}
	slices.SortFunc(packs, func(a, b *Pack) int { return strings.Compare(a.Name(), b.Name()) })
	return packs, unique(packs)
}

// Load reads and checks the pack in folder dir; a pack that extends another
// finds it in the folder beside.
func Load(fsys fs.FS, dir string) (*Pack, error) { return load(fsys, dir, 0) }

func load(fsys fs.FS, dir string, depth int) (*Pack, error) {
	p := &Pack{}
	if err := decodeFile(fsys, path.Join(dir, "pack.yaml"), p); err != nil {
		return nil, err
	}
	if err := decodeFile(fsys, path.Join(dir, "rules.yaml"), &p.Rules); err != nil {
		return nil, err
	}
	fixtures, err := loadFixtures(fsys, path.Join(dir, "fixtures"))
	if err != nil {
		return nil, err
	}
	p.Fixtures = fixtures
	if p.Extends != "" {
		if err := p.extend(fsys, depth); err != nil {
			return nil, fmt.Errorf("policy %s: %w", p.Name(), err)
		}
	}
	slices.SortStableFunc(p.Rules, func(a, b Rule) int { return a.Priority - b.Priority })
	if p.Hash, err = digest(p); err != nil {
		return nil, err
	}
	return p, check(p)
}

// extend takes over the rules and fixtures of the pack in the folder named by
// Extends, except those of rules that this pack states anew.
func (p *Pack) extend(fsys fs.FS, depth int) error {
	if depth > 2 || strings.Contains(p.Extends, "/") {
		return errors.New("extends a pack in a way that does not end")
	}
	base, err := load(fsys, p.Extends, depth+1)
	if err != nil {
		return err
	}
	own := map[string]bool{}
	for _, r := range p.Rules {
		own[r.ID] = true
	}
	for _, r := range base.Rules {
		if !own[r.ID] {
			p.Rules = append(p.Rules, r)
		}
	}
	for _, f := range base.Fixtures {
		if !own[f.Rule] {
			p.Fixtures = append(p.Fixtures, f)
		}
	}
	return nil
}

// decodeFile reads one YAML file strictly: unknown and repeated keys are
// errors, and so is a file beyond its bounds.
func decodeFile(fsys fs.FS, name string, into any) error {
	f, err := fsys.Open(name)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxFileBytes+1))
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	if len(text) > maxFileBytes {
		return fmt.Errorf("read %s: larger than %d bytes", name, maxFileBytes)
	}
	return decode(name, text, into)
}

func decode(name string, text []byte, into any) error {
	if err := shallow(text); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	err := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict()).Decode(into)
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read %s: %w", name, err)
	}
	return nil
}

// digest is the SHA-256 of the pack's content in canonical JSON (RFC 8785),
// so that layout and comments of the files do not matter, nor do fixtures.
func digest(p *Pack) (string, error) {
	text, err := json.Marshal(p)
	if err == nil {
		text, err = jcs.Transform(text)
	}
	if err != nil {
		return "", fmt.Errorf("digest of policy %s: %w", p.Name(), err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

func readPublished(fsys fs.FS) (map[string]string, error) {
	text, err := fs.ReadFile(fsys, publishedFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", publishedFile, err)
	}
	out := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if f := strings.Fields(line); len(f) == 2 {
			out[f[0]] = f[1]
		}
	}
	return out, nil
}

func unique(packs []*Pack) error {
	for i := 1; i < len(packs); i++ {
		if packs[i].Name() == packs[i-1].Name() {
			return fmt.Errorf("policy %s is there twice", packs[i].Name())
		}
	}
	return nil
}
