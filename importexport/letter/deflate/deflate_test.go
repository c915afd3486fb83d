package deflate_test

import (
	"bytes"
	"compress/zlib"
	"io"
	"testing"

	"pgregory.net/rapid"

	"recourse/importexport/letter/deflate"
)

func unpack(t interface{ Fatal(...any) }, stream []byte) []byte {
	r, err := zlib.NewReader(bytes.NewReader(stream))
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(r) // checks the sum
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestCode(t *testing.T) {
	t.Parallel()
	t.Run("pieces and data come back in order", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			text := rapid.SliceOfN(rapid.Byte(), 0, 400)
			code := deflate.NewCode(text.Draw(t, "sample"))
			w := deflate.NewStream(nil)
			code.Start(w)
			var want []byte
			for range rapid.IntRange(0, 8).Draw(t, "pieces") {
				part := text.Draw(t, "part")
				want = append(want, part...)
				if rapid.Bool().Draw(t, "apart") {
					w.Append(code.Piece(part))
				} else {
					code.Write(w, part)
				}
			}
			code.End(w)
			if got := unpack(t, w.Close()); !bytes.Equal(got, want) {
				t.Fatalf("%d bytes came back as %d", len(want), len(got))
			}
		})
	})
	t.Run("a sample of one byte gives a code for all", func(t *testing.T) {
		code := deflate.NewCode(bytes.Repeat([]byte{7}, 1<<20))
		w := deflate.NewStream(nil)
		code.Start(w)
		want := make([]byte, 256)
		for i := range want {
			want[i] = byte(i)
		}
		code.Write(w, want)
		code.End(w)
		if !bytes.Equal(unpack(t, w.Close()), want) {
			t.Error("other bytes")
		}
	})
}

func TestZeros(t *testing.T) {
	t.Parallel()
	t.Run("runs of every length come back", func(t *testing.T) {
		for n := range 600 {
			z := deflate.NewZeros(nil)
			z.Byte(200)
			z.Run(n)
			z.Byte(7)
			want := append(append([]byte{200}, make([]byte, n)...), 7)
			if !bytes.Equal(unpack(t, z.Close()), want) {
				t.Fatalf("a run of %d", n)
			}
		}
	})
	t.Run("any mixture comes back", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			z := deflate.NewZeros(nil)
			var want []byte
			for range rapid.IntRange(0, 30).Draw(t, "steps") {
				n, v := rapid.IntRange(0, 70_000).Draw(t, "run"), rapid.Byte().Draw(t, "byte")
				z.Run(n)
				z.Byte(v)
				want = append(append(want, make([]byte, n)...), v)
			}
			if !bytes.Equal(unpack(t, z.Close()), want) {
				t.Fatal("other bytes")
			}
		})
	})
}
