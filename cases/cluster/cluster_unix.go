//go:build unix

package cluster

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Cluster is a running server. It is safe for concurrent use until Stop.
type Cluster struct {
	bin, dir string
	owner    *syscall.Credential // nil: as ourselves
	server   *exec.Cmd
}

// programs finds the folder of the server's programs, on PATH or where Debian
// puts them, the newest first.
func programs() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			path = real // the others lie beside it, not beside the link
		}
		return filepath.Dir(path), nil
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", ErrNoServer
	}
	slices.Sort(found)
	return filepath.Dir(found[len(found)-1]), nil
}

// Start makes a server and waits until it answers. Its folder is one of the
// system's, since the path of a socket may have no more than a hundred
// characters. It is ErrNoServer where there is nothing to start.
func Start(ctx context.Context, o Options) (*Cluster, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "recourse-pg")
	if err != nil {
		return nil, fmt.Errorf("folder of the server: %w", err)
	}
	c := &Cluster{bin: bin, dir: dir}
	if err := c.start(ctx, o); err != nil {
		return nil, errors.Join(err, c.Stop())
	}
	return c, nil
}

func (c *Cluster) start(ctx context.Context, o Options) error {
	if err := c.giveAway(); err != nil {
		return err
	}
	data := filepath.Join(c.dir, "data")
	setup := []string{"-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale"}
	serve := []string{"-D", data, "-k", c.dir, "-c", "listen_addresses=", "-c", "shared_buffers=128MB",
		"-c", "max_connections=" + strconv.Itoa(o.Connections)}
	if !o.Durable {
		setup = append(setup, "-N")
		serve = append(serve, "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off")
	}
	if _, err := c.Run(ctx, "initdb", setup...); err != nil {
		return err
	}
	log, err := os.Create(filepath.Join(c.dir, "log"))
	if err != nil {
		return fmt.Errorf("log of the server: %w", err)
	}
	defer log.Close()
	c.server = c.command(context.WithoutCancel(ctx), "postgres", serve...)
	c.server.Stdout, c.server.Stderr = log, log
	if err := c.server.Start(); err != nil {
		return fmt.Errorf("start postgres: %w", err)
	}
	if err := c.retry(ctx, func() error { _, err := c.Run(ctx, "pg_isready", "-q"); return err }); err != nil {
		said, _ := os.ReadFile(log.Name())
		return fmt.Errorf("postgres does not answer: %w: %s", err, said)
	}
	return nil
}

// retry tries for a quarter of a minute.
func (c *Cluster) retry(ctx context.Context, try func() error) (err error) {
	for range 300 {
		if err = try(); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
	return err
}

// giveAway lets the server run as an ordinary user: it refuses to as root.
func (c *Cluster) giveAway() error {
	if os.Getuid() != 0 {
		return nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		c.owner = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid), NoSetGroups: true}
		return os.Chown(c.dir, uid, gid)
	}
	return errors.New("running as root and there is no user to run the server as")
}

func (c *Cluster) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, filepath.Join(c.bin, name), args...)
	cmd.Dir, cmd.Env = c.dir, append(os.Environ(), "LC_ALL=C", "PGHOST="+c.dir, "PGUSER=postgres")
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.owner}
	return cmd
}

// Run runs one of the server's programs against the server and returns what it
// printed; its complaint is in the error.
func (c *Cluster) Run(ctx context.Context, name string, args ...string) (string, error) {
	var out, complaint bytes.Buffer
	cmd := c.command(ctx, name, args...)
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		first, _, _ := strings.Cut(strings.TrimSpace(complaint.String()), "\n")
		return "", fmt.Errorf("%s: %w: %s", name, err, first)
	}
	return out.String(), nil
}

// SQL runs a script in a database and returns what it printed: a row a line,
// cells apart by |. It ends with the first statement that fails.
func (c *Cluster) SQL(ctx context.Context, database, script string) (string, error) {
	return c.Run(ctx, "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", script)
}

// Create makes a database, as a copy of another when template names one, and
// returns its address. It waits until nobody has the template open.
func (c *Cluster) Create(ctx context.Context, name, template string) (dsn string, err error) {
	args := []string{name}
	if template != "" {
		args = []string{"-T", template, name}
	}
	err = c.retry(ctx, func() error { _, err := c.Run(ctx, "createdb", args...); return err })
	return c.DSN(name), err
}

// Save writes a file that the server's programs may read and returns its path.
// It goes with the server.
func (c *Cluster) Save(name, text string) (string, error) {
	path := filepath.Join(c.dir, name)
	return path, os.WriteFile(path, []byte(text), 0o644)
}

// DSN is the address of a database.
func (c *Cluster) DSN(database string) string {
	q := url.Values{"host": {c.dir}, "user": {"postgres"}, "sslmode": {"disable"}}
	return "postgres:///" + database + "?" + q.Encode()
}

// Stop ends the server, whoever is connected, and removes its folder.
func (c *Cluster) Stop() error {
	var err error
	if c.server != nil && c.server.Process != nil {
		err = errors.Join(c.server.Process.Signal(syscall.SIGINT), c.server.Wait()) // fast shutdown
	}
	return errors.Join(err, os.RemoveAll(c.dir))
}
