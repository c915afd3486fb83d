package archive_test

import (
	"bytes"
	"crypto/ecdh"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

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
	w, err := archive.NewWriter(&out, rand.Reader, key(t).PublicKey(), head(), ways())
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

func TestSizesAroundAChunk(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 64<<10 - 1, 64 << 10, 64<<10 + 1, 300 << 10} {
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

func TestALaterFormatIsNamed(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	w, err := archive.NewWriter(&out, rand.Reader, key(t).PublicKey(), head(), ways())
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

func FuzzReader(f *testing.F) {
	f.Add(written(f, [][]any{{int64(1), []byte("x")}}))
	f.Add([]byte("age-encryption.org/v1\n-> recourse-backup 1\ne30\n-> recourse-sum\nAAAA\n--- AAAA\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		_, _, err := read(file, key(t))
		if err == nil {
			return // only a genuine one gets here: the key is nobody else's
		}
	})
}
