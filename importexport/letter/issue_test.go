package letter_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"recourse/cases"
	"recourse/importexport/letter"
	"recourse/importexport/letter/typeset"
)

func issue(t *testing.T, language string) letter.Issued {
	t.Helper()
	p := open(t)
	got, err := p.Issue(p.Decision(transit(t, language)), seal())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestIssue(t *testing.T) {
	t.Parallel()
	for _, language := range []string{"zh", "en", "both"} {
		t.Run("in "+language+" the file says what was composed", func(t *testing.T) {
			t.Parallel()
			got := issue(t, language)
			v, err := open(t).Verify(got.PDF, public())
			if err != nil {
				t.Fatal(err)
			}
			if v.Number != "杭健码复〔2020〕1234号" || v.Entry != 48211 || !v.Faces || v.Pages != got.Pages {
				t.Errorf("verified number %q entry %d faces %v pages %d", v.Number, v.Entry, v.Faces, v.Pages)
			}
			if fmt.Sprintf("%x", v.Digest) != got.Digest || fmt.Sprintf("%x", sha256.Sum256([]byte(v.Text))) != got.Digest {
				t.Error("the text read back is not the text that was signed")
			}
			for _, want := range []string{"330199********0011", "HZJP-2020-001234", "王𠮷明", "G1234次列车12时58分到达武汉站", "2000"} {
				if !strings.Contains(v.Text, want) && !(language == "en" && want == "王𠮷明") {
					t.Errorf("the letter does not say %q", want)
				}
			}
		})
	}
	t.Run("the same content gives the same bytes, alone and among others", func(t *testing.T) {
		t.Parallel()
		want := issue(t, "zh")
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				if got := issue(t, "zh"); !bytes.Equal(got.PDF, want.PDF) || got.SHA256 != want.SHA256 {
					t.Error("other bytes")
				}
			})
		}
		wg.Wait()
	})
	t.Run("large print is larger and says the same", func(t *testing.T) {
		t.Parallel()
		p, c := open(t), transit(t, "zh")
		c.File.Snapshot.Resident.AccessibleFormat = "large_print"
		large, err := p.Issue(p.Decision(c), seal())
		if err != nil {
			t.Fatal(err)
		}
		if normal := issue(t, "zh"); large.Pages <= normal.Pages || large.Digest != normal.Digest {
			t.Errorf("%d pages against %d, digests %s and %s", large.Pages, normal.Pages, large.Digest, normal.Digest)
		}
	})
	t.Run("a signer that fails stops the letter", func(t *testing.T) {
		t.Parallel()
		p := open(t)
		locked := errors.New("locked")
		_, err := p.Issue(p.Decision(transit(t, "zh")), letter.Seal{Sign: func([]byte) ([]byte, error) { return nil, locked }})
		if !errors.Is(err, locked) {
			t.Errorf("got %v, want the signer's error", err)
		}
	})
}

// TestOtherReaders reads the letters with tools that others use.
func TestOtherReaders(t *testing.T) {
	t.Parallel()
	for _, language := range []string{"zh", "en", "both"} {
		got := issue(t, language)
		path := filepath.Join(t.TempDir(), "letter.pdf")
		if err := os.WriteFile(path, got.PDF, 0o600); err != nil {
			t.Fatal(err)
		}
		t.Run("qpdf finds nothing wrong in "+language, func(t *testing.T) {
			out := run(t, "qpdf", "--check", path)
			if !strings.Contains(out, "No syntax or stream encoding errors found") {
				t.Error(out)
			}
		})
		t.Run("pdftotext gives the whole text in "+language, func(t *testing.T) {
			v, err := open(t).Verify(got.PDF, public())
			if err != nil {
				t.Fatal(err)
			}
			out := typeset.Squeeze(run(t, "pdftotext", "-raw", path, "-"))
			if g, w := count(out), count(v.Text+got.Code+strings.Join(margins(got), "")); g != w {
				t.Errorf("characters differ: %s", difference(g, w))
			}
		})
		t.Run("fonts are embedded subsets with a way back to text in "+language, func(t *testing.T) {
			lines := strings.Split(strings.TrimSpace(run(t, "pdffonts", path)), "\n")
			for _, l := range lines[2:] {
				if !strings.Contains(l, "yes yes yes") || !strings.Contains(l, "+") {
					t.Errorf("font: %s", l)
				}
			}
		})
	}
}

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed", name)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

// margins is the text outside the letter: page numbers, repeated heads.
func margins(i letter.Issued) (out []string) {
	for _, p := range i.Layout.Pages {
		for _, r := range p.Runs {
			if r.Node == typeset.Artefact {
				out = append(out, typeset.Squeeze(r.Text()))
			}
		}
	}
	return out
}

// count counts characters, because tools order columns in their own ways.
func count(s string) (n [0x30000]int) {
	for _, r := range s {
		n[r%0x30000]++
	}
	return n
}

func difference(a, b [0x30000]int) string {
	var out strings.Builder
	for r := range a {
		if a[r] != b[r] {
			fmt.Fprintf(&out, "%q %d against %d; ", rune(r), a[r], b[r])
		}
	}
	return out.String()
}

func TestNotice(t *testing.T) {
	t.Parallel()
	p := open(t)
	for state, title := range map[cases.State]string{
		cases.Withdrawn: "您的申诉已按您的要求撤回", cases.Dismissed: "您的申诉终止复核", cases.Lapsed: "申诉事由已经消失，复核终止",
		cases.Inadmissible: "您的申诉不予受理", cases.Duplicate: "您的申诉与在办申诉重复，并案办理",
	} {
		t.Run(string(state), func(t *testing.T) {
			t.Parallel()
			c := transit(t, "zh")
			c.File.Ending = &cases.Ending{State: state, Date: cases.Day(2020, 2, 17), Reason: "您于2月17日来电，经核对身份后表示撤回申诉。",
				By: cases.Actor{ID: "reviewer", Roles: []cases.Role{cases.Reviewer}}, At: at(17, 11, 0)}
			got, err := p.Issue(p.Notice(c), seal())
			if err != nil {
				t.Fatal(err)
			}
			v, err := p.Verify(got.PDF, public())
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(v.Text, title) || !strings.Contains(v.Text, c.File.Ending.Reason) {
				t.Errorf("the notice does not give outcome and reason: %s", v.Text)
			}
			if got.Pages > 2 {
				t.Errorf("%d pages", got.Pages)
			}
		})
	}
}

func TestMerge(t *testing.T) {
	t.Parallel()
	p := open(t)
	zh, en := issue(t, "zh"), issue(t, "en")
	list := func(yield func([]byte, error) bool) {
		_ = yield(zh.PDF, nil) && yield(en.PDF, nil) && yield(zh.PDF, nil)
	}
	var out bytes.Buffer
	pages, err := p.Merge(&out, list, true)
	if err != nil {
		t.Fatal(err)
	}
	even := func(n int) int { return n + n%2 }
	if want := 2*even(zh.Pages) + even(en.Pages); pages != want {
		t.Errorf("%d pages, want %d", pages, want)
	}
	path := filepath.Join(t.TempDir(), "print.pdf")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if out := run(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors found") {
		t.Error(out)
	}
	text := typeset.Squeeze(run(t, "pdftotext", "-raw", path, "-"))
	single := filepath.Join(t.TempDir(), "single.pdf")
	if err := os.WriteFile(single, zh.PDF, 0o600); err != nil {
		t.Fatal(err)
	}
	want := typeset.Squeeze(run(t, "pdftotext", "-raw", single, "-"))
	if got := strings.Count(text, want); got != 2 {
		t.Errorf("the first letter's text stands %d times in the print stream, want 2", got)
	}

	t.Run("stops at the first error", func(t *testing.T) {
		broken := errors.New("disk")
		_, err := p.Merge(&bytes.Buffer{}, func(yield func([]byte, error) bool) { yield(nil, broken) }, false)
		if !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("refuses what is no letter", func(t *testing.T) {
		if _, err := p.Merge(&bytes.Buffer{}, func(yield func([]byte, error) bool) { yield([]byte("%PDF-1.7"), nil) }, false); err == nil {
			t.Error("merged a file that is no letter")
		}
	})
}
