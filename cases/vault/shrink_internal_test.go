package vault

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// texts draws documents: words, repetitions and noise.
func texts() *rapid.Generator[[]byte] {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{`"rule_id":"R10",`, `{"format":"recourse.case/1"`, "健康码", strings.Repeat("a", 300), ""}),
		rapid.StringN(0, 40, -1),
		rapid.Custom(func(t *rapid.T) string { return string(rapid.SliceOfN(rapid.Byte(), 0, 600).Draw(t, "noise")) }),
	)
	return rapid.Custom(func(t *rapid.T) []byte {
		text := strings.Join(rapid.SliceOfN(piece, 0, 30).Draw(t, "pieces"), "")
		return []byte(strings.Repeat(text, rapid.SampledFrom([]int{1, 1, 2, 40}).Draw(t, "times")))
	})
}

func TestShrunkTextsExpand(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := texts().Draw(t, "text")
		var s shrinker
		s.shrink(texts().Draw(t, "another before it"))
		if again := new(shrinker).shrink(text); !bytes.Equal(again, s.shrink(text)) {
			t.Fatalf("%q shrinks otherwise behind another text", text)
		}
		got, err := expand([]byte("before"), s.shrink(text))
		if err != nil || string(got) != "before"+string(text) {
			t.Fatalf("%q, %v", got, err)
		}
	})
}

func TestShrinking(t *testing.T) {
	t.Parallel()
	t.Run("a far repetition is not taken for a near one", func(t *testing.T) {
		t.Parallel()
		noise := make([]byte, 200_000)
		rand.NewChaCha8([32]byte{1}).Read(noise)
		text := append(append([]byte(words), noise...), words...)
		var s shrinker
		if got, err := expand(nil, s.shrink(text)); err != nil || !bytes.Equal(got, text) {
			t.Error(err)
		}
	})
	t.Run("a document that is mostly names becomes small", func(t *testing.T) {
		t.Parallel()
		var s shrinker
		if n := len(s.shrink([]byte(words[400:1400]))); n > 30 {
			t.Errorf("1000 bytes of known words take %d", n)
		}
	})
	t.Run("the words that sealed documents point into are the same for ever", func(t *testing.T) {
		t.Parallel()
		sum := sha256.Sum256([]byte(words))
		if got := hex.EncodeToString(sum[:8]); got != "d7d7980ac65fc2ec" {
			t.Errorf("words have digest %s", got)
		}
	})
}

func TestDamagedBlocks(t *testing.T) {
	t.Parallel()
	long := binary.AppendUvarint(nil, maxUnpacked+1)
	for name, body := range map[string][]byte{
		"nothing":                   {},
		"no block":                  {5},
		"too long a text":           append(long, make([]byte, 2<<20)...),
		"longer than bytes can say": {0xff, 0x7f, 0x00},
		"fewer literals than said":  {4, 0x40, 'a', 'b'},
		"more literals than text":   {1, 0x20, 'a', 'b'},
		"a match from nowhere":      {8, 0x10, 'a', 0, 0, 0x30, 'b', 'c', 'd'},
		"a match before all words":  {8, 0x10, 'a', 0xff, 0xff, 0x30, 'b', 'c', 'd'},
		"a match beyond the end":    {6, 0x1f, 'a', 1, 0, 200, 0},
		"half a distance":           {9, 0x10, 'a', 1},
		"a count without an end":    {9, 0xf0, 255, 255},
		"no last sequence":          {5, 0x10, 'a', 1, 0},
		"shorter than said":         {3, 0x10, 'a'},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got, err := expand(nil, body); !errors.Is(err, ErrTampered) {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
}

// Offices sealed before there was shrinking have deflated and plain documents.
func TestEarlierPackingsOpen(t *testing.T) {
	t.Parallel()
	text := []byte(strings.Repeat(`{"appeal_no":"杭健申〔2020〕1号"}`, 400))
	var old bytes.Buffer
	w, err := flate.NewWriter(&old, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	shrunk, done := pack(text)
	defer done()
	for name, body := range map[string][]byte{
		"deflated": append(old.Bytes(), packedDeflate), "plain": append(bytes.Clone(text), packedPlain), "shrunk": shrunk,
	} {
		if got, err := unpack(append([]byte("before"), body...), len("before")); err != nil || string(got) != "before"+string(text) {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
	}
}

func FuzzExpand(f *testing.F) {
	var s shrinker
	for _, seed := range []string{"", "a", words[:300], strings.Repeat("ab", 500)} {
		f.Add(bytes.Clone(s.shrink([]byte(seed))))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		text, err := expand(nil, body)
		if err != nil {
			if !errors.Is(err, ErrTampered) {
				t.Fatal(err)
			}
			return
		}
		var s shrinker
		if again, err := expand(nil, s.shrink(text)); err != nil || !bytes.Equal(again, text) {
			t.Fatalf("%q became %q, %v", text, again, err)
		}
	})
}

func BenchmarkPack(b *testing.B) {
	text := []byte(words + words[1000:] + words[:2000])
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		_, done := pack(text)
		done()
	}
}
