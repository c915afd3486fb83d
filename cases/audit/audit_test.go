package audit_test

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"recourse/cases/audit"
)

// officer is a key for tests; it is the same in every run.
func officer(n byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{n}, ed25519.SeedSize))
}

func signAs(key ed25519.PrivateKey) audit.Sign {
	return func(b []byte) ([]byte, error) { return ed25519.Sign(key, b), nil }
}

// checkSigned checks that the entry was signed by officer 1.
func checkSigned(e *audit.Entry) error {
	if !ed25519.Verify(officer(1).Public().(ed25519.PublicKey), e.AppendSigned(nil), e.Signature) {
		return errors.New("bad signature")
	}
	return nil
}

// record appends n entries and returns them with the chain after them.
func record(t testing.TB, n int) ([]audit.Entry, *audit.Chain) {
	t.Helper()
	c := &audit.Chain{}
	sign := signAs(officer(1))
	entries := make([]audit.Entry, n)
	for i := range entries {
		e, err := c.Append("reviewer", fmt.Appendf(nil, `{"case": %d, "action":"noted"}`, i), sign)
		if err != nil {
			t.Fatal(err)
		}
		entries[i] = e
	}
	return entries, c
}

func each(entries []audit.Entry) iter.Seq2[*audit.Entry, error] {
	return func(yield func(*audit.Entry, error) bool) {
		for i := range entries {
			if !yield(&entries[i], nil) {
				return
			}
		}
	}
}

// wantBroken checks that err names the entry and the reason.
func wantBroken(t *testing.T, err error, seq int64, why audit.Reason) {
	t.Helper()
	var b *audit.Broken
	if !errors.As(err, &b) || b.Seq != seq || b.Why != why {
		t.Errorf("got %v, want entry %d %s", err, seq, why)
	}
}

func TestVerify(t *testing.T) {
	t.Parallel()
	entries, chain := record(t, 20)
	t.Run("a whole record verifies to the chain that made it", func(t *testing.T) {
		t.Parallel()
		got, err := audit.Verify(each(entries), audit.Checks{Signature: checkSigned})
		if err != nil || !got.Equal(chain) {
			t.Errorf("got size %d, %v", got.Size(), err)
		}
	})
	t.Run("an entry left out is named", func(t *testing.T) {
		t.Parallel()
		torn := append(append([]audit.Entry{}, entries[:7]...), entries[8:]...)
		_, err := audit.Verify(each(torn), audit.Checks{})
		wantBroken(t, err, 8, audit.Missing)
	})
	t.Run("an entry renumbered over a gap is named", func(t *testing.T) {
		t.Parallel()
		torn := append(append([]audit.Entry{}, entries[:7]...), entries[8:]...)
		torn[7].Seq = 8
		_, err := audit.Verify(each(torn), audit.Checks{})
		wantBroken(t, err, 8, audit.Unlinked)
	})
	t.Run("an entry signed by nobody of the office is named", func(t *testing.T) {
		t.Parallel()
		c := &audit.Chain{}
		e, err := c.Append("reviewer", []byte(`{}`), signAs(officer(2)))
		if err != nil {
			t.Fatal(err)
		}
		_, err = audit.Verify(each([]audit.Entry{e}), audit.Checks{Signature: checkSigned})
		wantBroken(t, err, 1, audit.Unsigned)
	})
	t.Run("content that does not fit is named with what was wrong", func(t *testing.T) {
		t.Parallel()
		odd := errors.New("decision 3 has other reasons")
		_, err := audit.Verify(each(entries), audit.Checks{Content: func(e *audit.Entry) error {
			if e.Seq == 5 {
				return odd
			}
			return nil
		}})
		wantBroken(t, err, 5, audit.Unfit)
		if !errors.Is(err, odd) {
			t.Errorf("the cause is lost: %v", err)
		}
	})
	t.Run("a source that cannot be read is an error of its own", func(t *testing.T) {
		t.Parallel()
		gone := errors.New("disk gone")
		_, err := audit.Verify(func(yield func(*audit.Entry, error) bool) { yield(nil, gone) }, audit.Checks{})
		if !errors.Is(err, gone) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("content that is not JSON is not appended", func(t *testing.T) {
		t.Parallel()
		c := &audit.Chain{}
		if _, err := c.Append("reviewer", []byte(`{"a":`), signAs(officer(1))); err == nil || c.Size() != 0 {
			t.Errorf("got size %d, %v", c.Size(), err)
		}
	})
	t.Run("content is kept in canonical form", func(t *testing.T) {
		t.Parallel()
		if diff := cmp.Diff(`{"action":"noted","case":3}`, string(entries[3].Content)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestVerifyAgainstCheckpoints(t *testing.T) {
	t.Parallel()
	entries, _ := record(t, 20)
	_, at12 := record(t, 12)
	seen := audit.CheckpointOf("recourse/test", at12, time.Unix(0, 0))
	empty := audit.CheckpointOf("recourse/test", &audit.Chain{}, time.Unix(0, 0))
	t.Run("a record passes through what it was", func(t *testing.T) {
		t.Parallel()
		if _, err := audit.Verify(each(entries), audit.Checks{Checkpoints: []audit.Checkpoint{seen, empty}}); err != nil {
			t.Error(err)
		}
	})
	t.Run("a record cut before a checkpoint is named", func(t *testing.T) {
		t.Parallel()
		_, err := audit.Verify(each(entries[:11]), audit.Checks{Checkpoints: []audit.Checkpoint{seen}})
		wantBroken(t, err, 12, audit.CutShort)
	})
	t.Run("a record rewritten as a whole is named", func(t *testing.T) {
		t.Parallel()
		c := &audit.Chain{}
		var other []audit.Entry
		for range 20 {
			e, err := c.Append("reviewer", []byte(`{}`), signAs(officer(1)))
			if err != nil {
				t.Fatal(err)
			}
			other = append(other, e)
		}
		_, err := audit.Verify(each(other), audit.Checks{Checkpoints: []audit.Checkpoint{seen}})
		wantBroken(t, err, 12, audit.OtherPast)
	})
}

func TestLaws(t *testing.T) {
	t.Parallel()
	entries, _ := record(t, 40)
	t.Run("any prefix of a valid record verifies", func(t *testing.T) {
		t.Parallel()
		for n := range entries {
			if _, err := audit.Verify(each(entries[:n]), audit.Checks{Signature: checkSigned}); err != nil {
				t.Fatalf("the first %d: %v", n, err)
			}
		}
	})
	_, chain := record(t, 40)
	last := audit.CheckpointOf("recourse/test", chain, time.Unix(0, 0))
	t.Run("any flipped bit is found at the entry it is in or the next", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			i := rapid.IntRange(0, len(entries)-1).Draw(t, "entry")
			enc, _ := entries[i].AppendBinary(nil)
			bit := rapid.IntRange(0, len(enc)*8-1).Draw(t, "bit")
			enc[bit/8] ^= 1 << (bit % 8)
			e, rest, err := audit.ReadEntry(enc)
			if err != nil || len(rest) > 0 {
				return // the damage is found on reading
			}
			torn := append([]audit.Entry{}, entries...)
			torn[i] = e
			_, err = audit.Verify(each(torn), audit.Checks{Checkpoints: []audit.Checkpoint{last}})
			var b *audit.Broken
			if !errors.As(err, &b) || b.Seq < int64(i)+1 || b.Seq > int64(i)+2 {
				t.Fatalf("entry %d bit %d: %v", i+1, bit, err)
			}
		})
	})
	t.Run("the tree is the one of RFC 6962 as tlog computes it", func(t *testing.T) {
		t.Parallel()
		c := &audit.Chain{}
		var stored []tlog.Hash
		reader := tlog.HashReaderFunc(func(at []int64) ([]tlog.Hash, error) {
			out := make([]tlog.Hash, len(at))
			for i, n := range at {
				out[i] = stored[n]
			}
			return out, nil
		})
		var tree audit.Tree
		for i := range entries {
			enc, _ := entries[i].AppendBinary(nil)
			tree.Add(enc)
			hashes, err := tlog.StoredHashes(int64(i), enc, reader)
			if err != nil {
				t.Fatal(err)
			}
			stored = append(stored, hashes...)
			if err := c.Add(&entries[i]); err != nil {
				t.Fatal(err)
			}
			want, err := tlog.TreeHash(int64(i)+1, reader)
			if err != nil {
				t.Fatal(err)
			}
			if tree.Root() != want || tree.Size() != c.Size() {
				t.Fatalf("tree of %d records: got %v, want %v", tree.Size(), tree.Root(), want)
			}
			if c.Root() != want {
				t.Fatalf("root of %d entries: got %v, want %v", i+1, c.Root(), want)
			}
		}
	})
	t.Run("a chain put away and taken up again goes on the same", func(t *testing.T) {
		t.Parallel()
		c := &audit.Chain{}
		for i := range entries {
			b, err := c.MarshalBinary()
			if err != nil {
				t.Fatal(err)
			}
			var again audit.Chain
			if err := again.UnmarshalBinary(b); err != nil {
				t.Fatal(err)
			}
			c = &again
			if err := c.Add(&entries[i]); err != nil {
				t.Fatal(err)
			}
		}
		if !c.Equal(chain) {
			t.Error("the chain is another")
		}
	})
}

func TestCheckpoint(t *testing.T) {
	t.Parallel()
	_, chain := record(t, 5)
	signer, err := audit.NewSigner("recourse/330199", officer(7))
	if err != nil {
		t.Fatal(err)
	}
	key, err := audit.VerifierKey("recourse/330199", officer(7).Public().(ed25519.PublicKey))
	if err != nil {
		t.Fatal(err)
	}
	want := audit.CheckpointOf("recourse/330199", chain, time.Date(2020, 2, 17, 9, 0, 0, 5, time.UTC))
	signed, err := want.Sign(signer)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("what was signed is what opens", func(t *testing.T) {
		t.Parallel()
		got, err := audit.OpenCheckpoint(signed, key)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("no changed byte opens", func(t *testing.T) {
		t.Parallel()
		for i := range signed {
			torn := bytes.Clone(signed)
			torn[i] ^= 4
			if got, err := audit.OpenCheckpoint(torn, key); err == nil && got != want {
				t.Errorf("byte %d changed opens as %+v", i, got)
			}
		}
	})
	t.Run("another office's key does not open it", func(t *testing.T) {
		t.Parallel()
		other, err := audit.VerifierKey("recourse/330199", officer(8).Public().(ed25519.PublicKey))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := audit.OpenCheckpoint(signed, other); err == nil {
			t.Error("opened")
		}
	})
	t.Run("a name with a space is no origin", func(t *testing.T) {
		t.Parallel()
		if _, err := audit.NewSigner("our office", officer(7)); err == nil {
			t.Error("accepted")
		}
	})
}

func FuzzReadEntry(f *testing.F) {
	entries, _ := record(f, 2)
	for i := range entries {
		enc, _ := entries[i].AppendBinary(nil)
		f.Add(enc)
		f.Add(append(enc, enc[:20]...))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		e, rest, err := audit.ReadEntry(b)
		if err != nil {
			return
		}
		again, _ := e.AppendBinary(nil)
		if !bytes.Equal(again, b[:len(b)-len(rest)]) {
			t.Errorf("%x reads as an entry that encodes to %x", b, again)
		}
	})
}

func FuzzParseCheckpoint(f *testing.F) {
	_, chain := record(f, 3)
	f.Add(audit.CheckpointOf("recourse/330199", chain, time.Unix(1581901200, 0)).Text())
	f.Add("recourse/330199\n0\n\nlast \ntime \n")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := audit.ParseCheckpoint(text)
		if err == nil && c.Text() != text {
			t.Errorf("%q reads as a checkpoint that prints as %q", text, c.Text())
		}
	})
}

func FuzzUnmarshalChain(f *testing.F) {
	_, chain := record(f, 7)
	b, _ := chain.MarshalBinary()
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		var c audit.Chain
		if c.UnmarshalBinary(b) != nil {
			return
		}
		if again, _ := c.MarshalBinary(); !bytes.Equal(again, b) {
			t.Errorf("%x reads as a chain that encodes to %x", b, again)
		}
	})
}

// BenchmarkVerify is figure F16 without the database; compare with
// `openssl speed` or sha256sum over the same number of bytes.
func BenchmarkVerify(b *testing.B) {
	entries, _ := record(b, 1000)
	var size int64
	for i := range entries {
		entries[i].Content = append(entries[i].Content, bytes.Repeat([]byte(" "), 400)...)
	}
	c := &audit.Chain{}
	for i := range entries { // link again over the longer content
		entries[i].Prev = c.Last()
		if err := c.Add(&entries[i]); err != nil {
			b.Fatal(err)
		}
		enc, _ := entries[i].AppendBinary(nil)
		size += int64(len(enc))
	}
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := audit.Verify(each(entries), audit.Checks{}); err != nil {
			b.Fatal(err)
		}
	}
}

func TestPublicKeyComesBackFromItsText(t *testing.T) {
	t.Parallel()
	public, _, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	text, err := audit.VerifierKey("office.example", public)
	if err != nil {
		t.Fatal(err)
	}
	got, err := audit.PublicKey(text)
	if err != nil || !got.Equal(public) {
		t.Errorf("got %x, %v", got, err)
	}
	for _, bad := range []string{"", "office", text[:len(text)-4], text + "A"} {
		if _, err := audit.PublicKey(bad); err == nil {
			t.Errorf("%q accepted", bad)
		}
	}
}
