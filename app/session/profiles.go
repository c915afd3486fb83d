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
	"recourse/importexport/intake/gazetteer"
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

// readers are the profiles that a delivery may be read by, in the order in which
// equals are taken: those that are not kept, the office's own, those of the
// program; how many are not of the program; and the ids to choose among.
func (s *Session) readers(ctx context.Context, o ImportOptions) (list []*importexport.Profile, own int, ids string, err error) {
	stock, err := Shipped()
	if err != nil {
		return nil, 0, "", err
	}
	if list, err = s.Profiles(ctx); err != nil {
		return nil, 0, "", err
	}
	list = slices.Concat(list[len(stock):], list[:len(stock)])
	drafts, ids, err := profileFiles(o.Profile)
	if err != nil {
		return nil, 0, "", err
	}
	own = len(list) - len(stock)
	for _, draft := range append(drafts, o.Drafts...) {
		if at := slices.IndexFunc(list, func(p *importexport.Profile) bool { return p.ID == draft.ID }); at >= 0 {
			if list = slices.Delete(list, at, at+1); at < own {
				own--
			}
		}
		list, own = slices.Insert(list, 0, draft), own+1
	}
	return list, own, ids, nil
}

// places knows the divisions by name, a district without its city as one of the
// office's own prefecture.
func (s *Session) places() *gazetteer.Gazetteer {
	var list []gazetteer.Division
	for _, d := range s.rules.Regions().Divisions() {
		list = append(list, gazetteer.Division{Code: d.Code, Name: d.Name.ZH, ValidFrom: d.ValidFrom, ValidTo: d.ValidTo})
	}
	return gazetteer.New(list, s.Office().Division)
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

// SaveProfiles keeps profiles for the office, sealed. If one of them cannot be
// kept, none is: all are looked at first.
func (s *Session) SaveProfiles(ctx context.Context, texts [][]byte, again bool) ([]*importexport.Profile, error) {
	var out []*importexport.Profile
	changes := make([]string, len(texts))
	for i, text := range texts {
		p, err := ReadProfile(text)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(out, func(o *importexport.Profile) bool { return o.ID == p.ID }) {
			return nil, cases.Refuse("profile_taken", "profile", p.ID)
		}
		if changes[i], err = s.mayKeep(ctx, p, again); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	for i, p := range out {
		if err := s.keys.Keep(ctx, profileKind+p.ID, texts[i], map[string]string{"profile": p.ID, "change": changes[i]}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// SaveProfile keeps one profile.
func (s *Session) SaveProfile(ctx context.Context, text []byte, again bool) (*importexport.Profile, error) {
	list, err := s.SaveProfiles(ctx, [][]byte{text}, again)
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// mayKeep says what keeping a profile does to the office's list. One that has
// the id of a shipped profile is refused, and one that has the id of another own
// profile unless again is set.
func (s *Session) mayKeep(ctx context.Context, p *importexport.Profile, again bool) (change string, err error) {
	if n := utf8.RuneCountInString(p.ID); n > maxProfileID || strings.ContainsAny(p.ID, "/\\, \t\n%") {
		return "", cases.Refuse("profile_id", "profile", importexport.Shorten(p.ID), "most", strconv.Itoa(maxProfileID))
	}
	list, err := s.Profiles(ctx)
	if err != nil {
		return "", err
	}
	stock, err := Shipped()
	if err != nil {
		return "", err
	}
	change = "added"
	if at := slices.IndexFunc(list, func(o *importexport.Profile) bool { return o.ID == p.ID }); at >= 0 {
		change = "changed"
		if at < len(stock) {
			return "", cases.Refuse("profile_shipped", "profile", p.ID)
		}
		if !again {
			return "", cases.Refuse("profile_taken", "profile", p.ID)
		}
	}
	return change, nil
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

// Bundles copies the first rows of every table of a delivery, those of one sort
// together, for a person to say what they mean. They hold personal values;
// columns of a draft are shown by intake.Shown.
func (s *Session) Bundles(ctx context.Context, o ImportOptions) (_ []*guess.Bundle, err error) {
	if err := s.User().Permit(cases.MayImport); err != nil {
		return nil, err
	}
	opt, err := s.intakeOptions(ctx, o)
	if err != nil {
		return nil, err
	}
	sources, err := importexport.OpenSources(o.Paths, importexport.DefaultLimits())
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, importexport.CloseSources(sources)) }()
	tables, err := guess.Read(ctx, sources, o.Encoding, importexport.DefaultLimits())
	if err != nil {
		return nil, err
	}
	known, err := s.Known(ctx)
	if err != nil {
		return nil, err
	}
	return guess.Bundles(tables, known, opt.Profiles, opt.Own), nil
}

// Known is what guesses of this office draw on.
func (s *Session) Known(ctx context.Context) (*guess.Known, error) {
	list, err := s.Profiles(ctx)
	return guess.Learn(list), err
}

// TryProfiles reads a whole delivery by profiles that are not kept yet, or by
// the others where those do not fit, and says what would be refused.
// Nothing is stored, and what the office has does not count.
func (s *Session) TryProfiles(ctx context.Context, o ImportOptions) (_ *importexport.Report, err error) {
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
