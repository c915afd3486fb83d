package importexport_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/importexport"
)

func TestWholeNumber(t *testing.T) {
	t.Parallel()
	type result struct {
		Digits    string
		Exact, OK bool
	}
	for text, want := range map[string]result{
		"13800000001": {"13800000001", true, true}, "1.3800000001E10": {"13800000001", true, true}, "1.38e+10": {"13800000000", true, true},
		"330199199001010011": {"330199199001010011", false, true}, "3.3019919900101E+17": {"330199199001010000", false, true},
		"12.50": {"", false, false}, "12.00": {"12", true, true}, "-5": {"-5", true, true}, "0": {"0", true, true}, "": {"", false, false},
		"E5": {"", false, false}, "1E999": {"", false, false}, "1e-1": {"", false, false}, "abc": {"", false, false}, "100E-2": {"1", true, true},
	} {
		digits, exact, ok := importexport.WholeNumber(text)
		if diff := cmp.Diff(want, result{digits, exact, ok}); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestGuardComesOff(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`['=+@\-\t＝a ]{0,6}`).Draw(t, "text")
		if got := importexport.Unguard(importexport.Guard(s)); got != s {
			t.Fatalf("%q came back as %q", s, got)
		}
		if g := importexport.Guard(s); g != "" && strings.ContainsRune("=+-@\t＝", []rune(g)[0]) {
			t.Fatalf("%q is not guarded: %q", s, g)
		}
	})
}

func TestShorten(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"a\x00b\n": "a\\u0000b\\u000a", "\xff": "\\xff", strings.Repeat("长", 41): strings.Repeat("长", 40) + "…",
	} {
		if got := importexport.Shorten(value); got != want {
			t.Errorf("%q became %q", value, got)
		}
	}
}

func TestColumnName(t *testing.T) {
	t.Parallel()
	for column, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA", 16383: "XFD"} {
		if got := importexport.ColumnName(column); got != want {
			t.Errorf("%d is %s", column, got)
		}
	}
}

func TestProfilesThatWouldGuess(t *testing.T) {
	t.Parallel()
	const head = "id: x\nversion: 1\ntimezone: Asia/Shanghai\n"
	const tables = "tables: {appeals: {columns: {assignment.colour: [A]}}}\n"
	for name, content := range map[string]string{
		"no colour map":               head + tables,
		"no time zone":                "id: x\nversion: 1\ncolours: {R: RED}\n" + tables,
		"an unknown key":              head + "colours: {R: RED}\ncolour: x\n" + tables,
		"a header of two meanings":    head + "colours: {R: RED}\ntables: {appeals: {columns: {resident.name: [A], resident.phone: [a]}}}\n",
		"a required field of nothing": head + "colours: {R: RED}\ntables: {appeals: {requires: [resident.phone], columns: {resident.name: [A]}}}\n",
		"no tables":                   head + "colours: {R: RED}\n",
		"no YAML":                     "\t:",
	} {
		if _, err := importexport.ParseProfile([]byte(content)); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if _, err := importexport.ParseProfile([]byte(head + "colours: {R: RED}\n" + tables)); err != nil {
		t.Error(err)
	}
}

func TestShippedProfiles(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../assets/profiles/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		content, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := importexport.ParseProfile(content); err != nil {
			t.Errorf("%s: %v", f, err)
		}
	}
}

func TestWriteFileIsWholeOrAbsent(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "x")
	put := func(text string, err error) error {
		return importexport.WriteFile(path, func(w io.Writer) error {
			_, werr := io.WriteString(w, text)
			return errors.Join(werr, err)
		})
	}
	if err := put("first", nil); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	if err := put("second", broken); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	content, err := os.ReadFile(path)
	if err != nil || string(content) != "first" {
		t.Errorf("%q, %v", content, err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if left, err := os.ReadDir(dir); len(left) != 1 || err != nil {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestFolderIsADelivery(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, name := range []string{"b.csv", "a.csv", ".hidden", "~$open.xlsx"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	sources, err := importexport.OpenSources([]string{dir}, importexport.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	defer importexport.CloseSources(sources)
	var names []string
	for _, s := range sources {
		names = append(names, s.Name)
	}
	if diff := cmp.Diff([]string{"a.csv", "b.csv"}, names); diff != "" {
		t.Error(diff)
	}
	if _, err := importexport.OpenSources([]string{filepath.Join(dir, "none")}, importexport.DefaultLimits()); !errors.Is(err, &importexport.Problem{Code: "not_found"}) {
		t.Errorf("error %v", err)
	}
}

func TestErrorsCarryNoValues(t *testing.T) {
	t.Parallel()
	p := &importexport.Problem{File: "a.csv", Sheet: "S", Row: 3, Column: "C", Value: "330199199001010011", Code: "bad_check_character"}
	if got := p.Error(); got != "file a.csv, sheet S, row 3, column C: bad_check_character" {
		t.Errorf("error %q", got)
	}
}

// Whatever the bytes are, they are told apart without a panic, and an archive
// that is taken keeps to the limits.
func FuzzDetect(f *testing.F) {
	for _, seed := range []string{"PK\x03\x04", "PK\x05\x06" + strings.Repeat("\x00", 18), "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "{}", "a,b\n1,2\n", "\xff\xfea\x00", "<html>", "\xb2\xe2\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		limits := importexport.DefaultLimits()
		limits.Unpacked, limits.Member = 1<<20, 1<<20
		found, err := importexport.Detect(importexport.BytesSource("x", content), limits)
		if err != nil || found.Archive == nil {
			return
		}
		for _, m := range found.Archive.Members {
			src, err := found.Archive.Source(m)
			if err == nil && src.Size != m.Size {
				t.Errorf("member %q: %d of %d bytes", m.Name, src.Size, m.Size)
			}
		}
	})
}

// While a file is written there is nothing readable under any name, where the
// system has files without names; afterwards there is the file and nothing
// else, also in place of an older one.
func TestWriteFileLeavesNothingElse(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	names := func() (out []string) {
		list, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			out = append(out, e.Name())
		}
		return out
	}
	stop := errors.New("stop")
	for _, c := range []struct {
		text string
		err  error
		want string
	}{{"", stop, ""}, {"one", nil, "one"}, {"", stop, "one"}, {"two", nil, "two"}} {
		before := names()
		err := importexport.WriteFile(filepath.Join(dir, "list.csv"), func(w io.Writer) error {
			if _, err := io.WriteString(w, c.text); err != nil {
				return err
			}
			if runtime.GOOS == "linux" && len(names()) != len(before) {
				t.Errorf("while it is written there are %v", names())
			}
			return c.err
		})
		if !errors.Is(err, c.err) {
			t.Errorf("%q: %v", c.text, err)
		}
		raw, _ := os.ReadFile(filepath.Join(dir, "list.csv"))
		if got := names(); string(raw) != c.want || len(got) > 1 {
			t.Errorf("%q: %q and %v, want %q", c.text, raw, got, c.want)
		}
	}
	if info, err := os.Stat(filepath.Join(dir, "list.csv")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
}
