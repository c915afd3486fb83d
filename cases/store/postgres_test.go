package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"recourse/cases/store/storetest"
)

// cluster is a throw-away PostgreSQL server, made from the server's own
// binaries in a temporary folder and reached through a socket there.
type cluster struct {
	bin, dir string
	owner    *syscall.Credential // nil: as ourselves
	serial   atomic.Int64
}

func TestOnPostgres(t *testing.T) {
	t.Parallel()
	c := startCluster(t)
	storetest.Run(t, storetest.Engine{
		Empty: func(t *testing.T) string { return c.create(t, "template1") },
		Clone: func(t *testing.T, dsn string) string {
			u, err := url.Parse(dsn)
			if err != nil {
				t.Fatal(err)
			}
			return c.create(t, u.Path[1:])
		},
		Raw: func(t *testing.T, dsn string) *sql.DB {
			db, err := sql.Open("pgx", dsn)
			if err != nil {
				t.Fatal(err)
			}
			return db
		},
		Disarm: func(t *testing.T, db *sql.DB, table string) {
			if _, err := db.Exec("ALTER TABLE " + table + " DISABLE TRIGGER ALL"); err != nil {
				t.Fatal(err)
			}
		},
	})
}

// binaries finds the server's programs on PATH or where Debian puts them.
func binaries() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errors.New("no PostgreSQL server programs on PATH or in /usr/lib/postgresql")
	}
	slices.Sort(found)
	return filepath.Dir(found[len(found)-1]), nil
}

func startCluster(t *testing.T) *cluster {
	t.Helper()
	bin, err := binaries()
	if err != nil {
		if os.Getenv("RECOURSE_REQUIRE_POSTGRES") == "1" {
			t.Fatal(err)
		}
		t.Skipf("the suite runs on SQLite alone: %v", err)
	}
	// A socket's path may have no more than a hundred characters, which
	// t.TempDir would exceed.
	dir, err := os.MkdirTemp("", "recourse-pg")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	c := &cluster{bin: bin, dir: dir}
	c.giveAway(t)
	data := filepath.Join(dir, "data")
	c.run(t, "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
	c.start(t, data)
	return c
}

// giveAway lets the server run as an ordinary user: it refuses to as root.
func (c *cluster) giveAway(t *testing.T) {
	t.Helper()
	if os.Getuid() != 0 {
		return
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		c.owner = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid), NoSetGroups: true}
		if err := os.Chown(c.dir, uid, gid); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Fatal("running as root and there is no user to run the server as")
}

func (c *cluster) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(c.bin, name), args...)
	cmd.Dir = c.dir
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.owner}
	return cmd
}

func (c *cluster) run(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := c.command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

func (c *cluster) start(t *testing.T, data string) {
	t.Helper()
	var log bytes.Buffer
	cmd := c.command("postgres", "-D", data, "-k", c.dir, "-c", "listen_addresses=", "-c", "fsync=off",
		"-c", "full_page_writes=off", "-c", "synchronous_commit=off", "-c", "max_connections=300", "-c", "shared_buffers=64MB")
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGINT) // fast shutdown
		cmd.Wait()
	})
	for range 200 {
		if c.alive() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("the server does not answer:\n%s", log.String())
}

func (c *cluster) alive() bool {
	db, err := sql.Open("pgx", c.dsn("postgres"))
	if err != nil {
		return false
	}
	defer db.Close()
	return db.Ping() == nil
}

func (c *cluster) dsn(database string) string {
	q := url.Values{"host": {c.dir}, "user": {"postgres"}, "sslmode": {"disable"}}
	return "postgres:///" + database + "?" + q.Encode()
}

// create makes a database from a template, which nobody may have open.
func (c *cluster) create(t *testing.T, template string) string {
	t.Helper()
	db, err := sql.Open("pgx", c.dsn("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	name := fmt.Sprintf("office%d", c.serial.Add(1))
	text := fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s", name, template)
	for range 40 {
		if _, err = db.ExecContext(context.Background(), text); err == nil {
			return c.dsn(name)
		}
		time.Sleep(50 * time.Millisecond) // another test copies the same template
	}
	t.Fatalf("%s: %v", text, err)
	return ""
}
