package vault_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"recourse/cases/vault"
)

const passphrase = "correct horse"

// seeded is a source of randomness that is the same in every run.
func seeded(n byte) *rand.ChaCha8 { return rand.NewChaCha8([32]byte{n}) }

func newOffice(t testing.TB) *vault.Office {
	t.Helper()
	o, err := vault.NewOffice(seeded(1))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func enrol(t *testing.T, o *vault.Office, user string) vault.Credential {
	t.Helper()
	c, err := o.Enrol(user, passphrase, vault.CheapParams())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// mustSeal seals text under a new key of owner and returns a way to open it.
func mustSeal(t *testing.T, o *vault.Office, text string, at vault.Place) (wrapped, sealed []byte) {
	t.Helper()
	k, wrapped, err := o.NewKey(at.Owner)
	if err != nil {
		t.Fatal(err)
	}
	sealed, err = k.Seal(nil, []byte(text), at)
	if err != nil {
		t.Fatal(err)
	}
	return wrapped, sealed
}

func openWith(o *vault.Office, wrapped, sealed []byte, at vault.Place) (string, error) {
	k, err := o.OpenKey(wrapped, at.Owner)
	if err != nil {
		return "", err
	}
	text, err := k.Open(nil, sealed, at)
	return string(text), err
}

func wantError(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("got error %v, want %v", err, want)
	}
}

func TestUnlock(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	place := vault.Place{Owner: "case-1", Kind: "card", No: 1}
	wrapped, sealed := mustSeal(t, o, "张三", place)
	cred := enrol(t, o, "reviewer")

	t.Run("the right passphrase opens what the office sealed", func(t *testing.T) {
		t.Parallel()
		got, signer, err := vault.Unlock(seeded(2), "reviewer", passphrase, cred)
		if err != nil {
			t.Fatal(err)
		}
		text, err := openWith(got, wrapped, sealed, place)
		if err != nil || text != "张三" {
			t.Errorf("got %q, %v", text, err)
		}
		if !bytes.Equal(signer.Public(), cred.Public) || signer.User() != "reviewer" {
			t.Error("the signer is not the enrolled one")
		}
		if !got.Checkpoint().Equal(o.Checkpoint()) {
			t.Error("two seats have two checkpoint keys")
		}
	})
	t.Run("a wrong passphrase is refused", func(t *testing.T) {
		t.Parallel()
		_, _, err := vault.Unlock(seeded(2), "reviewer", "wrong horse", cred)
		wantError(t, err, vault.ErrWrongPassphrase)
		wantError(t, vault.Pretend("wrong horse", vault.CheapParams()), vault.ErrWrongPassphrase)
	})
	t.Run("another user's row does not open with my passphrase", func(t *testing.T) {
		t.Parallel()
		_, _, err := vault.Unlock(seeded(2), "supervisor", passphrase, cred)
		wantError(t, err, vault.ErrWrongPassphrase)
	})
	t.Run("composed and decomposed characters are the same passphrase", func(t *testing.T) {
		t.Parallel()
		c, err := o.Enrol("zoe", "caf\u00e9 au lait", vault.CheapParams())
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := vault.Unlock(seeded(2), "zoe", "cafe\u0301 au lait", c); err != nil {
			t.Error(err)
		}
	})
	t.Run("a short passphrase and impossible parameters are refused", func(t *testing.T) {
		t.Parallel()
		_, err := o.Enrol("x", "short", vault.CheapParams())
		wantError(t, err, vault.ErrWeakPassphrase)
		_, err = o.Enrol("x", passphrase, vault.Params{MemoryKiB: 1 << 31, Time: 1, Threads: 1})
		wantError(t, err, vault.ErrBadParams)
		_, err = o.Enrol("x", passphrase, vault.Params{})
		wantError(t, err, vault.ErrBadParams)
	})
	t.Run("changing the passphrase keeps the keys", func(t *testing.T) {
		t.Parallel()
		c, err := cred.Rewrap(seeded(3), "reviewer", passphrase, "another horse", vault.CheapParams())
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = vault.Unlock(seeded(2), "reviewer", passphrase, c)
		wantError(t, err, vault.ErrWrongPassphrase)
		again, _, err := vault.Unlock(seeded(2), "reviewer", "another horse", c)
		if err != nil {
			t.Fatal(err)
		}
		if text, err := openWith(again, wrapped, sealed, place); err != nil || text != "张三" {
			t.Errorf("got %q, %v", text, err)
		}
		if !bytes.Equal(c.Public, cred.Public) {
			t.Error("the signing key changed")
		}
		_, err = cred.Rewrap(seeded(3), "reviewer", "wrong horse", "another horse", vault.CheapParams())
		wantError(t, err, vault.ErrWrongPassphrase)
	})
}

func TestLock(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	place := vault.Place{Owner: "case-1", Kind: "card"}
	wrapped, _ := mustSeal(t, o, "x", place)
	o.Lock()
	o.Lock()
	_, err := o.OpenKey(wrapped, "case-1")
	wantError(t, err, vault.ErrLocked)
	_, _, err = o.NewKey("case-2")
	wantError(t, err, vault.ErrLocked)
	_, _, err = o.Recovery()
	wantError(t, err, vault.ErrLocked)
	_, err = o.Enrol("x", passphrase, vault.CheapParams())
	wantError(t, err, vault.ErrLocked)
	if o.Blind("doc_no", "330199") != nil {
		t.Error("a locked office still makes blind indexes")
	}
}

func TestSealIsBoundToItsPlace(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	place := vault.Place{Owner: "case-1", Kind: "draft", No: 2}
	wrapped, sealed := mustSeal(t, o, "reasons", place)
	for name, other := range map[string]vault.Place{
		"another case":            {Owner: "case-2", Kind: "draft", No: 2},
		"another kind":            {Owner: "case-1", Kind: "notes", No: 2},
		"another number":          {Owner: "case-1", Kind: "draft", No: 3},
		"letters shifted between": {Owner: "case-1d", Kind: "raft", No: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k, err := o.OpenKey(wrapped, place.Owner)
			if err != nil {
				t.Fatal(err)
			}
			_, err = k.Open(nil, sealed, other)
			wantError(t, err, vault.ErrTampered)
		})
	}
	t.Run("a wrapped key of another case", func(t *testing.T) {
		t.Parallel()
		_, err := o.OpenKey(wrapped, "case-2")
		wantError(t, err, vault.ErrTampered)
	})
}

func TestSealLaws(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	k, _, err := o.NewKey("c")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		text := bytes.Repeat(rapid.SliceOf(rapid.Byte()).Draw(t, "text"), rapid.SampledFrom([]int{1, 1, 700}).Draw(t, "times"))
		place := vault.Place{Owner: "c", Kind: rapid.String().Draw(t, "kind"), No: rapid.Int64().Draw(t, "no")}
		seal := k.Seal
		if rapid.Bool().Draw(t, "as is") {
			seal = k.SealAsIs
		}
		sealed, err := seal([]byte("before"), text, place)
		if err != nil {
			t.Fatal(err)
		}
		sealed = sealed[len("before"):]
		got, err := k.Open([]byte("kept"), sealed, place)
		if err != nil || !bytes.Equal(got, append([]byte("kept"), text...)) {
			t.Fatalf("opened %d bytes of %d, %v", len(got)-4, len(text), err)
		}
		bit := rapid.IntRange(0, len(sealed)*8-1).Draw(t, "bit")
		sealed[bit/8] ^= 1 << (bit % 8)
		if _, err := k.Open(nil, sealed, place); !errors.Is(err, vault.ErrTampered) {
			t.Fatalf("flipped bit %d: %v", bit, err)
		}
		if _, err := k.Open(nil, sealed[:bit/8], place); !errors.Is(err, vault.ErrTampered) {
			t.Fatalf("cut at %d: %v", bit/8, err)
		}
	})
}

func TestSealCompressesOnlyWhereItPays(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	place := vault.Place{Owner: "c", Kind: "snapshot"}
	_, long := mustSeal(t, o, strings.Repeat("在省疾控中心", 4000), place)
	if len(long) > 4000 {
		t.Errorf("a repetitive text of 72 kB takes %d bytes", len(long))
	}
	_, short := mustSeal(t, o, strings.Repeat("a", 200), place)
	if len(short) != 200+1+12+16 {
		t.Errorf("a short text of 200 bytes takes %d", len(short))
	}
}

func TestBlind(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	same := []string{"33019919900101003X", "33019919900101003x", "３３０１９９１９９００１０１００３Ｘ", " 330199 19900101 003X\t", "330199-19900101-003x", "\u200b33019919900101003X"}
	want := o.Blind("doc_no", same[0])
	if len(want) != vault.BlindSize {
		t.Fatalf("an index has %d bytes", len(want))
	}
	for _, v := range same {
		if diff := cmp.Diff(want, o.Blind("doc_no", v)); diff != "" {
			t.Errorf("%q: %s", v, diff)
		}
	}
	for name, other := range map[string][]byte{
		"another number": o.Blind("doc_no", "330199199001010031"),
		"another kind":   o.Blind("phone", same[0]),
	} {
		if bytes.Equal(want, other) {
			t.Errorf("%s has the same index", name)
		}
	}
	if o.Blind("phone", " \u200b") != nil {
		t.Error("an empty value has an index")
	}
}

func TestDraw(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	again := newOffice(t)
	const n = 2000
	below := 0
	for i := range n {
		label := fmt.Sprintf("uphold HZ-%d 1", i)
		x, err := o.Draw(label)
		if err != nil {
			t.Fatal(err)
		}
		if y, _ := again.Draw(label); x != y || x < 0 || x >= 1 {
			t.Fatalf("%s draws %v, then %v", label, x, y)
		}
		if x < 0.1 {
			below++
		}
	}
	if below < n/20 || below > n/6 {
		t.Errorf("%d of %d draws are below 0.1", below, n)
	}
	o.Lock()
	_, err := o.Draw("x")
	wantError(t, err, vault.ErrLocked)
}

func TestSign(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	cred := enrol(t, o, "reviewer")
	_, s, err := vault.Unlock(seeded(2), "reviewer", passphrase, cred)
	if err != nil {
		t.Fatal(err)
	}
	content := []byte(`{"disposition":"overturn"}`)
	sig, err := s.Sign(vault.SignedDecision, content)
	if err != nil {
		t.Fatal(err)
	}
	if err := vault.Verify(cred.Public, vault.SignedDecision, content, sig); err != nil {
		t.Error(err)
	}
	other := enrol(t, o, "supervisor")
	wantError(t, vault.Verify(cred.Public, vault.SignedSignOff, content, sig), vault.ErrBadSignature)
	wantError(t, vault.Verify(other.Public, vault.SignedDecision, content, sig), vault.ErrBadSignature)
	wantError(t, vault.Verify(cred.Public, vault.SignedDecision, content[1:], sig), vault.ErrBadSignature)
	wantError(t, vault.Verify(nil, vault.SignedDecision, content, sig), vault.ErrBadSignature)
	wantError(t, vault.Verify(cred.Public, vault.SignedDecision, content, nil), vault.ErrBadSignature)
}

func TestRecovery(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	text, wrapped, err := o.Recovery()
	if err != nil {
		t.Fatal(err)
	}
	if groups := strings.Split(text, "-"); len(groups) != 10 || len(groups[0]) != 4 {
		t.Errorf("recovery key is printed as %q", text)
	}
	sloppy := strings.NewReplacer("-", " ", "0", "o", "1", "l").Replace(strings.ToLower(text))
	for _, typed := range []string{text, sloppy, strings.ReplaceAll(text, "-", "")} {
		got, err := vault.Recover(seeded(4), typed, wrapped)
		if err != nil {
			t.Fatalf("%q: %v", typed, err)
		}
		if !got.Checkpoint().Equal(o.Checkpoint()) {
			t.Error("another office came back")
		}
	}
	for i := range text {
		if text[i] == '-' {
			continue
		}
		typed := []byte(text)
		typed[i] = 'A' + (typed[i]+1)%7
		if string(typed) == text {
			continue
		}
		_, err := vault.Recover(seeded(4), string(typed), wrapped)
		wantError(t, err, vault.ErrRecoveryMistyped)
	}
	_, err = vault.Recover(seeded(4), "hello", wrapped)
	wantError(t, err, vault.ErrRecoveryMistyped)
	other, err := vault.NewOffice(seeded(9))
	if err != nil {
		t.Fatal(err)
	}
	foreign, _, err := other.Recovery()
	if err != nil {
		t.Fatal(err)
	}
	_, err = vault.Recover(seeded(4), foreign, wrapped)
	wantError(t, err, vault.ErrWrongRecoveryKey)
}

func TestRandomnessThatEndsIsAnError(t *testing.T) {
	t.Parallel()
	if _, err := vault.NewOffice(bytes.NewReader(make([]byte, 5))); err == nil {
		t.Error("an office key of five random bytes")
	}
	o, err := vault.NewOffice(bytes.NewReader(make([]byte, 40)))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := o.NewKey("c"); err == nil {
		t.Error("a case key of eight random bytes")
	}
}

func TestCalibrate(t *testing.T) {
	t.Parallel()
	var at time.Time
	clock := func() time.Time { at = at.Add(300 * time.Millisecond); return at }
	if got := vault.Calibrate(time.Second, clock); got.Time != 10 || got.Cheap() {
		t.Errorf("a machine with 100 ms a pass gets %+v for a second", got)
	}
	if got := vault.Calibrate(time.Millisecond, clock); got != vault.DefaultParams() {
		t.Errorf("a slow machine gets %+v", got)
	}
	if !vault.CheapParams().Cheap() {
		t.Error("the cheap parameters do not say so")
	}
}

func BenchmarkOpenCards(b *testing.B) {
	o := newOffice(b)
	place := vault.Place{Owner: "0197e0a0-0000-7000-8000-000000000001", Kind: "card", No: 1}
	k, wrapped, err := o.NewKey(place.Owner)
	if err != nil {
		b.Fatal(err)
	}
	sealed, err := k.Seal(nil, bytes.Repeat([]byte("x"), 200), place)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	var buf []byte
	for b.Loop() {
		k, err := o.OpenKey(wrapped, place.Owner)
		if err != nil {
			b.Fatal(err)
		}
		if buf, err = k.Open(buf[:0], sealed, place); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSealCards(b *testing.B) {
	o := newOffice(b)
	text := bytes.Repeat([]byte("x"), 200)
	b.ReportAllocs()
	for b.Loop() {
		k, _, err := o.NewKey("0197e0a0-0000-7000-8000-000000000001")
		if err != nil {
			b.Fatal(err)
		}
		if _, err := k.Seal(nil, text, vault.Place{Owner: "0197e0a0-0000-7000-8000-000000000001", Kind: "card"}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBlind(b *testing.B) {
	o := newOffice(b)
	b.ReportAllocs()
	for b.Loop() {
		o.Blind("doc_no", "33019919900101003X")
	}
}
