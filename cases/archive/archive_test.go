package archive_test

import (
	"bytes"
	"compress/gzip"
	"crypto/ecdh"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"testing/iotest"
	"time"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/cases/archive"
)

func key(t testing.TB) *ecdh.PrivateKey {
	t.Helper()
	raw := bytes.Repeat([]byte{7}, 32)
	k, err := ecdh.X25519().NewPrivateKey(raw)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func head() archive.Head {
	return archive.Head{Schema: 8, OfficeID: "o", Office: "样本区申诉办", MadeAt: time.Date(2020, 2, 17, 1, 0, 0, 0, time.UTC), MadeBy: "admin", Height: 3, Rows: 2}
}

func ways() archive.Ways {
	return archive.Ways{Recovery: []byte("wrapped"), People: []archive.Person{{ID: "任一", MemoryKiB: 64, Time: 1, Threads: 1, Salt: []byte("salt"), Office: bytes.Repeat([]byte("k"), 61)}}}
}

// written is a backup of the rows of one table.
func written(t testing.TB, rows [][]any) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := archive.NewWriter(&out, key(t).PublicKey(), head(), ways())
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Table("papers", []string{"a", "b"}); err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if err := w.Row(r); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func read(file []byte, k *ecdh.PrivateKey) (rows [][]any, t archive.Trailer, err error) {
	r, err := archive.NewReader(bytes.NewReader(file))
	if err != nil {
		return nil, t, err
	}
	t, err = r.Read(k, archive.Visitor{Row: func(row []any) error { rows = append(rows, row); return nil }})
	return rows, t, err
}

// Whatever rows go in come out, in order, whatever their size.
func TestRowsComeBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		value := rapid.OneOf(
			rapid.Map(rapid.Int64(), func(v int64) any { return v }), rapid.Map(rapid.String(), func(v string) any { return v }),
			rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 300), func(v []byte) any { return v }), rapid.Just[any](nil))
		var rows [][]any
		for range rapid.IntRange(0, 40).Draw(rt, "rows") {
			rows = append(rows, []any{value.Draw(rt, "a"), value.Draw(rt, "b")})
		}
		got, trailer, err := read(written(t, rows), key(t))
		if err != nil || trailer.Rows != int64(len(rows)) {
			rt.Fatalf("%d rows, %v", trailer.Rows, err)
		}
		if diff := cmp.Diff(rows, got); diff != "" {
			rt.Fatal(diff)
		}
	})
}

func TestLargeValuesComeBack(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 64 << 10, 300 << 10} {
		blob := make([]byte, n)
		if _, err := rand.Read(blob); err != nil {
			t.Fatal(err)
		}
		got, _, err := read(written(t, [][]any{{int64(1), blob}}), key(t))
		if err != nil || !bytes.Equal(got[0][1].([]byte), blob) {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}

// No flipped bit and no missing or added byte passes, wherever it is.
func TestNothingChangedPasses(t *testing.T) {
	t.Parallel()
	whole := written(t, [][]any{{int64(1), []byte("sealed")}, {"样本", nil}})
	for i := range whole {
		changed := bytes.Clone(whole)
		changed[i] ^= 1 << (i % 8)
		if _, _, err := read(changed, key(t)); err == nil {
			t.Errorf("byte %d of %d changed, and nobody noticed", i, len(whole))
		} else if !errors.Is(err, archive.ErrDamaged) && !errors.Is(err, archive.ErrNotBackup) && !errors.Is(err, archive.ErrWrongKey) {
			t.Errorf("byte %d: %v", i, err)
		}
		if _, _, err := read(whole[:i], key(t)); err == nil {
			t.Errorf("cut at %d of %d, and nobody noticed", i, len(whole))
		}
	}
	if _, _, err := read(append(bytes.Clone(whole), 0), key(t)); !errors.Is(err, archive.ErrDamaged) {
		t.Errorf("something behind the end: %v", err)
	}
	other, err := ecdh.X25519().NewPrivateKey(bytes.Repeat([]byte{9}, 32))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := read(whole, other); !errors.Is(err, archive.ErrWrongKey) {
		t.Errorf("another key: %v", err)
	}
}

func TestHeadAndWaysCanBeReadWithoutAKey(t *testing.T) {
	t.Parallel()
	r, err := archive.NewReader(bytes.NewReader(written(t, nil)))
	if err != nil {
		t.Fatal(err)
	}
	want := head()
	want.Format = archive.Format
	if diff := cmp.Diff(want, r.Head()); diff != "" {
		t.Error(diff)
	}
	p, ok := r.Person("任一")
	if diff := cmp.Diff(ways().People[0], p); diff != "" || !ok {
		t.Error(diff)
	}
	if _, ok := r.Person("nobody"); ok || string(r.Recovery()) != "wrapped" {
		t.Errorf("nobody has a way in: %v, recovery %q", ok, r.Recovery())
	}
}

// Whose file it is does not matter: only backups are backups.
// Any age program opens a backup with the key that Identity writes, passing over
// the entries that are ours.
func TestAnyAgeProgramOpensABackup(t *testing.T) {
	t.Parallel()
	file := written(t, [][]any{{int64(1), "a row of the table"}})
	id, err := age.ParseX25519Identity(archive.Identity(key(t)))
	if err != nil {
		t.Fatal(err)
	}
	other, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := age.Decrypt(bytes.NewReader(file), other); !errors.Is(err, age.ErrIncorrectIdentity) {
		t.Errorf("with another key: %v", err)
	}
	sealed, err := age.Decrypt(bytes.NewReader(file), other, id)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := gzip.NewReader(sealed)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(plain)
	if err != nil || !bytes.Contains(text, []byte("a row of the table")) {
		t.Errorf("%q, %v", text, err)
	}
}

func TestAnotherAgeFileIsNoBackup(t *testing.T) {
	t.Parallel()
	somebody, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w, err := age.Encrypt(&out, somebody.Recipient())
	if err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	if _, err := archive.NewReader(&out); !errors.Is(err, archive.ErrNotBackup) {
		t.Errorf("somebody's age file: %v", err)
	}
}

// A disk that cannot be read is not called a damaged backup, wherever it fails.
func TestAReadErrorIsNoDamage(t *testing.T) {
	t.Parallel()
	blob := make([]byte, 200<<10)
	if _, err := rand.Read(blob); err != nil {
		t.Fatal(err)
	}
	whole := written(t, [][]any{{int64(1), blob}})
	broken := errors.New("bad sector")
	for _, at := range []int{100, 1000, len(whole) / 2, len(whole)} {
		r, err := archive.NewReader(io.MultiReader(bytes.NewReader(whole[:at]), iotest.ErrReader(broken)))
		if err == nil {
			_, err = r.Read(key(t), archive.Visitor{})
		}
		if !errors.Is(err, broken) || errors.Is(err, archive.ErrDamaged) {
			t.Errorf("read as far as %d of %d: %v", at, len(whole), err)
		}
	}
}

// A header that could not be read again is not written.
func TestPeopleOfAnOfficeFitIntoTheHeader(t *testing.T) {
	t.Parallel()
	for _, n := range []int{1000, 1001} {
		w := ways()
		for i := len(w.People); i < n; i++ {
			p := w.People[0]
			p.ID = fmt.Sprint(i)
			w.People = append(w.People, p)
		}
		var out bytes.Buffer
		_, err := archive.NewWriter(&out, key(t).PublicKey(), head(), w)
		if n > 1000 {
			if err == nil || out.Len() > 0 {
				t.Errorf("%d people: %d bytes, %v", n, out.Len(), err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		r, err := archive.NewReader(&out)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := r.Person("999"); !ok {
			t.Error("the last of 1000 people has no way in")
		}
	}
}

func TestALaterFormatIsNamed(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	w, err := archive.NewWriter(&out, key(t).PublicKey(), head(), ways())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := w.Row([]any{1.5}); err == nil {
		t.Error("a row of another width was taken")
	}
	if fmt.Sprint(&archive.Newer{Format: 9}) != "the backup has format 9" {
		t.Error("a later format is not named")
	}
}

func TestAFileIsThereWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	name := filepath.Join(dir, "x.backup")
	f, err := archive.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(f, "half"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(name); err == nil {
		t.Error("a half file has the name")
	}
	if err := f.Publish(); err != nil {
		t.Fatal(err)
	}
	if _, err := archive.Create(name); !errors.Is(err, os.ErrExist) {
		t.Errorf("a file that is there: %v", err)
	}
	g, err := archive.Create(filepath.Join(dir, "y"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "y"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := g.Publish(); !errors.Is(err, os.ErrExist) {
		t.Errorf("a name taken meanwhile: %v", err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 2 {
		t.Errorf("%v is left: %v", left, err)
	}
}

// Only what was left at the same name, before this program began, is removed.
func TestSweepTakesLeftoversOnly(t *testing.T) {
	t.Parallel()
	began := time.Date(2020, 2, 17, 9, 0, 0, 0, time.UTC)
	earlier, later := began.Add(-time.Minute), began.Add(time.Minute)
	files := []struct {
		name string
		at   time.Time
		goes bool
	}{
		{".a[1].backup.123456.part", earlier, true},
		{".a[1].backup.7.part", began, false},
		{".a[1].backup.8.part", later, false},
		{"a[1].backup", earlier, false},
		{".a[1].backup.part", earlier, false},
		{".a[1].backup..part", earlier, false},
		{".a[1].backup.of mine.part", earlier, false},
		{".a[1].backup.9.part.old", earlier, false},
		{".a[1].backup.x.1.part", earlier, false}, // of the target a[1].backup.x
		{".a1.backup.123456.part", earlier, false},
		{".b.backup.123456.part", earlier, false},
		{".a[1].backup.ABCD2345.restoring", earlier, false},
		{".o.recourse.ABCD2345.restoring", earlier, true},
		{".o.recourse.ABCD2345.restoring-wal", earlier, true},
		{".o.recourse.ABCD2345.restoring-shm", earlier, true},
		{".o.recourse.JKLM2345.restoring-journal", earlier, true}, // of a file that is gone
		{".o.recourse.EFGH2345.restoring", earlier, false},        // its log is being written
		{".o.recourse.EFGH2345.restoring-wal", later, false},
		{"o.recourse", earlier, false},
		{"o.recourse-wal", earlier, false},
	}
	dir := t.TempDir()
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(dir, f.name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(filepath.Join(dir, f.name), f.at, f.at); err != nil {
			t.Fatal(err)
		}
	}
	folder := filepath.Join(dir, ".a[1].backup.55.part")
	if err := errors.Join(os.Mkdir(folder, 0o700), os.Chtimes(folder, earlier, earlier)); err != nil {
		t.Fatal(err)
	}
	archive.Sweep(filepath.Join(dir, "a[1].backup"), archive.Part, began)
	archive.Sweep(filepath.Join(dir, "o.recourse"), archive.Restoring, began)
	archive.Sweep(filepath.Join(dir, "b.backup"), archive.Part, time.Time{})
	for _, f := range files {
		if _, err := os.Lstat(filepath.Join(dir, f.name)); errors.Is(err, os.ErrNotExist) != f.goes {
			t.Errorf("%s is gone: %v, want %v", f.name, !f.goes, f.goes)
		}
	}
	if _, err := os.Stat(folder); err != nil {
		t.Error("a folder went")
	}
}

func FuzzReader(f *testing.F) {
	f.Add(written(f, [][]any{{int64(1), []byte("x")}}))
	f.Add([]byte("age-encryption.org/v1\n-> recourse-backup 1\ne30\n-> recourse-sum\nAAAA\n--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		_, _, err := read(file, key(t))
		if err == nil {
			return // only a genuine one gets here: the key is nobody else's
		}
	})
}
