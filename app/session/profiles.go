package session

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"recourse/assets"
	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/guess"
	"recourse/importexport/intake"
)

// OwnProfile is an import profile that the office made or was given.
type OwnProfile struct {
	*importexport.Profile
	YAML []byte
}

// profileKind is under what own profiles are kept: "profile/ID".
const profileKind = "profile/"

// maxProfileID is how many characters the id of an own profile may have.
const maxProfileID = 60

// Shipped loads the import profiles that the program ships with.
func Shipped() ([]*importexport.Profile, error) {
	own, err := shipped()
	out := make([]*importexport.Profile, len(own))
	for i := range own {
		out[i] = own[i].Profile
	}
	return out, err
}

func shipped() ([]OwnProfile, error) {
	dir, err := assets.Profiles()
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(dir, "*.yaml")
	if err != nil {
		return nil, err
	}
	out := make([]OwnProfile, 0, len(names))
	for _, n := range names {
		raw, err := fs.ReadFile(dir, n)
		if err != nil {
			return nil, err
		}
		p, err := importexport.ParseProfile(raw)
		if err != nil {
			return nil, fmt.Errorf("import profile %s: %w", n, err)
		}
		out = append(out, OwnProfile{p, raw})
	}
	return out, nil
}

// Profiles lists the import profiles there are: those that the program ships
// with, then the office's own.
func (s *Session) Profiles(ctx context.Context) ([]*importexport.Profile, error) {
	out, err := Shipped()
	if err != nil {
		return nil, err
	}
	own, err := s.OwnProfiles(ctx)
	for _, p := range own {
		out = append(out, p.Profile)
	}
	return out, err
}

// OwnProfiles lists the office's own import profiles, by id.
func (s *Session) OwnProfiles(ctx context.Context) ([]OwnProfile, error) {
	texts, err := s.store.Kept(ctx, profileKind)
	if err != nil {
		return nil, err
	}
	var out []OwnProfile
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		p, err := importexport.ParseProfile(texts[name])
		if err != nil {
			return nil, fmt.Errorf("the office's import profile %s: %w", strings.TrimPrefix(name, profileKind), err)
		}
		out = append(out, OwnProfile{p, texts[name]})
	}
	return out, nil
}

// ProfileText is a profile as it is shared.
func (s *Session) ProfileText(ctx context.Context, id string) ([]byte, error) {
	all, err := shipped()
	if err != nil {
		return nil, err
	}
	own, err := s.OwnProfiles(ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range append(all, own...) {
		if p.ID == id {
			return p.YAML, nil
		}
	}
	return nil, cases.Refuse("no_profile", "profile", id)
}

// SaveProfile keeps a profile for the office, sealed. One that has the id of a
// shipped profile is refused, and one that has the id of another own profile
// unless again is set.
func (s *Session) SaveProfile(ctx context.Context, text []byte, again bool) (*importexport.Profile, error) {
	p, err := ReadProfile(text)
	if err != nil {
		return nil, err
	}
	if n := utf8.RuneCountInString(p.ID); n > maxProfileID || strings.ContainsAny(p.ID, "/\\, \t\n%") {
		return nil, cases.Refuse("profile_id", "profile", importexport.Shorten(p.ID), "most", strconv.Itoa(maxProfileID))
	}
	list, err := s.Profiles(ctx)
	if err != nil {
		return nil, err
	}
	stock, err := Shipped()
	if err != nil {
		return nil, err
	}
	change := "added"
	if at := slices.IndexFunc(list, func(o *importexport.Profile) bool { return o.ID == p.ID }); at >= 0 {
		change = "changed"
		if at < len(stock) {
			return nil, cases.Refuse("profile_shipped", "profile", p.ID)
		}
		if !again {
			return nil, cases.Refuse("profile_taken", "profile", p.ID)
		}
	}
	return p, s.keys.Keep(ctx, profileKind+p.ID, text, map[string]string{"profile": p.ID, "change": change})
}

// ReadProfile reads a profile that came from outside. What is wrong with it is
// a refusal that says so.
func ReadProfile(text []byte) (*importexport.Profile, error) {
	p, err := importexport.ParseProfile(text)
	if err != nil {
		line, _, _ := strings.Cut(err.Error(), "\n")
		return nil, cases.Refuse("bad_profile", "why", line)
	}
	return p, nil
}

// DropProfile removes one of the office's own profiles.
func (s *Session) DropProfile(ctx context.Context, id string) error {
	own, err := s.OwnProfiles(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(own, func(p OwnProfile) bool { return p.ID == id }) {
		if _, err := s.ProfileText(ctx, id); err == nil {
			return cases.Refuse("profile_shipped", "profile", id)
		}
		return cases.Refuse("no_profile", "profile", id)
	}
	return s.keys.Keep(ctx, profileKind+id, nil, map[string]string{"profile": id, "change": "removed"})
}

// Tables copies the first rows of every table of a delivery, for a person to
// say what they mean. They hold personal values; Columns of a draft are shown
// by intake.Shown.
func (s *Session) Tables(ctx context.Context, o ImportOptions) (_ []guess.Table, err error) {
	if err := s.User().Permit(cases.MayImport); err != nil {
		return nil, err
	}
	sources, err := importexport.OpenSources(o.Paths, importexport.DefaultLimits())
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, importexport.CloseSources(sources)) }()
	return guess.Read(ctx, sources, o.Encoding, importexport.DefaultLimits())
}

// Known is what guesses of this office draw on.
func (s *Session) Known(ctx context.Context) (*guess.Known, error) {
	list, err := s.Profiles(ctx)
	return guess.Learn(list), err
}

// TryProfile reads a whole delivery by a profile that is not kept yet, or by
// the others where that one does not fit, and says what would be refused.
// Nothing is stored, and what the office has does not count.
func (s *Session) TryProfile(ctx context.Context, o ImportOptions) (_ *importexport.Report, err error) {
	if err := s.User().Permit(cases.MayImport); err != nil {
		return nil, err
	}
	sources, err := importexport.OpenSources(o.Paths, importexport.DefaultLimits())
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, importexport.CloseSources(sources)) }()
	opt, err := s.intakeOptions(ctx, o)
	if err != nil {
		return nil, err
	}
	d, err := intake.DryRun(ctx, sources, opt, nil)
	if err != nil {
		return nil, err
	}
	return d.Report(), nil
}

// profileFiles takes profiles from files instead of by their ids, of a list
// separated by commas; it returns the ids of all.
func profileFiles(list string) (files []*importexport.Profile, ids string, err error) {
	names := strings.Split(list, ",")
	for i, name := range names {
		if name = strings.TrimSpace(name); !isProfileFile(name) {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, "", importexport.Refuse(name, "not_found", nil)
		}
		p, err := ReadProfile(text)
		if err != nil {
			return nil, "", err
		}
		files, names[i] = append(files, p), p.ID
	}
	return files, strings.Join(names, ","), nil
}

// isProfileFile tells the file of a profile from an id, which has no ending.
func isProfileFile(name string) bool {
	return strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
}
