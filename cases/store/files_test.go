package store_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"recourse/cases"
	"recourse/cases/store"
	"recourse/cases/store/storetest"
	"recourse/cases/vault"
)

func wantRefusal(t *testing.T, err error, code string) {
	t.Helper()
	if r, ok := cases.AsRefusal(err); !ok || r.Code != code {
		t.Errorf("got %v, want refusal %s", err, code)
	}
}

// sample makes a sample office in a file.
func sample(t *testing.T, n int) string {
	t.Helper()
	dsn := filepath.Join(t.TempDir(), "样本 office #1?.recourse")
	storetest.Build(t, dsn, n)
	return dsn
}

func openSample(t *testing.T, dsn string) *store.Store {
	t.Helper()
	st, err := store.Open(context.Background(), dsn, storetest.Options())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close(context.Background()) })
	return st
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	office, err := os.ReadFile(sample(t, 1))
	if err != nil {
		t.Fatal(err)
	}
	foreign := append([]byte{}, office...)
	copy(foreign[68:], "ABCD")
	for name, c := range map[string]struct{ dsn, code string }{
		"nothing there":         {filepath.Join(dir, "none.recourse"), "no_office"},
		"an empty file":         {write("empty", nil), "not_an_office"},
		"a photograph":          {write("photo.jpg", []byte(strings.Repeat("\xff\xd8\xff", 99))), "not_an_office"},
		"another database":      {write("other.db", foreign), "not_an_office"},
		"a file cut in half":    {write("half.recourse", office[:len(office)/2]), "damaged"},
		"a server that is not":  {"postgres://127.0.0.1:1/none?connect_timeout=2", "no_server"},
		"an address that isn't": {"postgres://host:port:9/x", "bad_server_address"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			st, err := store.Open(ctx, c.dsn, storetest.Options())
			if err == nil {
				_, err = st.Verify(ctx, nil)
				st.Close(ctx)
			}
			wantRefusal(t, err, c.code)
			if err != nil && strings.Contains(err.Error(), dir) {
				t.Errorf("the error tells the whole path: %v", err)
			}
		})
	}
}

func TestCreate(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	admin := store.NewUser{ID: "admin", Name: "管理", Roles: []cases.Role{cases.Administrator}}
	spec := store.Spec{Name: "办", Authority: "局", Division: "330199", Demo: true, Params: vault.CheapParams()}
	t.Run("files are for their owner alone", func(t *testing.T) {
		t.Parallel()
		dsn := sample(t, 1)
		st := openSample(t, dsn)
		if _, err := st.SignIn(ctx, "admin", storetest.Passphrase); err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(filepath.Dir(dsn), "*"))
		if err != nil || len(files) < 2 {
			t.Fatalf("%v, %v", files, err)
		}
		for _, f := range files {
			if info, err := os.Stat(f); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%s: %v, %v", filepath.Base(f), info.Mode(), err)
			}
		}
	})
	t.Run("an office is not overwritten", func(t *testing.T) {
		t.Parallel()
		dsn := sample(t, 1)
		_, err := store.Create(ctx, dsn, storetest.Options(), spec, admin, storetest.Passphrase)
		wantRefusal(t, err, "office_exists")
		openSample(t, dsn)
	})
	t.Run("a folder that is not there is named", func(t *testing.T) {
		t.Parallel()
		_, err := store.Create(ctx, filepath.Join(t.TempDir(), "a", "b"), storetest.Options(), spec, admin, storetest.Passphrase)
		wantRefusal(t, err, "no_folder")
	})
	t.Run("a failed creation leaves no file", func(t *testing.T) {
		t.Parallel()
		dsn := filepath.Join(t.TempDir(), "o.recourse")
		_, err := store.Create(ctx, dsn, storetest.Options(), spec, admin, "short")
		wantRefusal(t, err, "weak_passphrase")
		if left, _ := filepath.Glob(dsn + "*"); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	})
	t.Run("a real office does not use cheap keys", func(t *testing.T) {
		t.Parallel()
		real := spec
		real.Demo = false
		_, err := store.Create(ctx, filepath.Join(t.TempDir(), "o"), storetest.Options(), real, admin, storetest.Passphrase)
		if err == nil {
			t.Error("created")
		}
	})
	t.Run("the demonstration clock starts once", func(t *testing.T) {
		t.Parallel()
		dsn := sample(t, 1)
		st := openSample(t, dsn)
		se, err := st.SignIn(ctx, "reviewer", storetest.Passphrase)
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range []int{0, 5} {
			if err := se.StartDemoClock(ctx, storetest.Now().AddDate(6, 0, at)); err != nil {
				t.Fatal(err)
			}
		}
		want := storetest.Now().AddDate(6, 0, 0)
		if got := openSample(t, dsn).Office().DemoSince; !got.Equal(want) {
			t.Errorf("the clock ticks since %v, want %v", got, want)
		}
	})
}

// TestKilled kills a program in the middle of its work, again and again, and
// looks whether everything it was told was saved is there and nothing else is
// broken.
func TestKilled(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	for round, child := range []string{"apply", "apply", "import"} {
		dsn := sample(t, 3)
		acknowledged := runChild(t, child, dsn, 5+round*7)
		st := openSample(t, dsn)
		v, err := st.Verify(ctx, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range v.Findings {
			t.Errorf("%s: %s is %s: %v", child, f.Row, f.Why, f.Err)
		}
		for _, id := range acknowledged {
			if _, ok, err := st.Act(ctx, id); err != nil || (child == "apply") != ok {
				t.Errorf("%s: act %s found: %v, %v", child, id, ok, err)
			}
		}
		n := 0
		if err := st.Rows(ctx, 0, func(cases.Row, *cases.Card) error { n++; return nil }); err != nil || n != 3 {
			t.Errorf("%s: %d cases, %v", child, n, err)
		}
	}
}

// runChild runs this test binary as the program to be killed after it printed
// so many lines, and returns the lines.
func runChild(t *testing.T, work, dsn string, lines int) []string {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run", "^TestChild$")
	cmd.Env = append(os.Environ(), "RECOURSE_CHILD="+work, "RECOURSE_CHILD_OFFICE="+dsn)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Wait()
	defer cmd.Process.Kill()
	var got []string
	for scan := bufio.NewScanner(out); len(got) < lines && scan.Scan(); {
		got = append(got, scan.Text())
	}
	if len(got) < lines {
		t.Errorf("%s: the program ended by itself after %d lines: %v", work, len(got), got)
	}
	return got
}

// TestChild is the program that TestKilled kills.
func TestChild(t *testing.T) {
	work := os.Getenv("RECOURSE_CHILD")
	if work == "" {
		return
	}
	ctx := context.Background()
	st, err := store.Open(ctx, os.Getenv("RECOURSE_CHILD_OFFICE"), storetest.Options())
	if err != nil {
		t.Fatal(err)
	}
	se, err := st.SignIn(ctx, map[string]cases.UserID{"apply": "reviewer", "import": "intake"}[work], storetest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	if work == "import" {
		d := store.Delivery{ActionID: "import", Name: "x", By: se.User().Actor(), At: storetest.Now()}
		_, err := st.ImportDelivery(ctx, d, store.Goods{Cases: storetest.Cases(1 << 30)}, func(int) { fmt.Println("import") })
		t.Fatal(err)
	}
	for i := 0; ; i++ {
		f, err := st.Case(ctx, cases.ID(i%3+1))
		if err != nil {
			t.Fatal(err)
		}
		c := cases.Change{ActionID: fmt.Sprint("act ", i), Move: cases.MoveNote, By: se.User().Actor(), At: storetest.Now(), Read: f.Version, From: f.State, Row: f.Row}
		p, err := cases.NewPaper(cases.PaperNote, len(f.Notes)+1, "reviewer", c.At, cases.Note{Text: strings.Repeat("记", 2000)})
		if err != nil {
			t.Fatal(err)
		}
		c.Papers = []cases.Paper{p}
		if err := st.Apply(ctx, c); err != nil {
			t.Fatal(err)
		}
		fmt.Println(c.ActionID)
	}
}
