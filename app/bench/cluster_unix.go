//go:build unix

package bench

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
	"syscall"
	"time"
)

// cluster is a throw-away PostgreSQL server with its own folder and socket,
// started from the server's own programs, as durable as it is by default.
type cluster struct {
	bin, dir string
	owner    *syscall.Credential
	server   *exec.Cmd
}

// errNoServer says that the server's programs are not installed.
var errNoServer = errors.New("no PostgreSQL server programs on PATH or in /usr/lib/postgresql")

func serverPrograms() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			path = real // the others lie beside it, not beside the link
		}
		return filepath.Dir(path), nil
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errNoServer
	}
	slices.Sort(found)
	return filepath.Dir(found[len(found)-1]), nil
}

// startCluster makes and starts a server. Its folder is the system's, since
// the path of a socket may have no more than a hundred characters.
func startCluster(ctx context.Context) (*cluster, error) {
	bin, err := serverPrograms()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "recourse-pg")
	if err != nil {
		return nil, err
	}
	c := &cluster{bin: bin, dir: dir}
	if err := c.start(ctx); err != nil {
		return nil, errors.Join(err, c.stop())
	}
	return c, nil
}

func (c *cluster) start(ctx context.Context) error {
	if err := c.giveAway(); err != nil {
		return err
	}
	data := filepath.Join(c.dir, "data")
	if _, err := c.run(ctx, "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale"); err != nil {
		return err
	}
	c.server = c.command(context.WithoutCancel(ctx), "postgres", "-D", data, "-k", c.dir,
		"-c", "listen_addresses=", "-c", "max_connections=600", "-c", "shared_buffers=128MB")
	log, err := os.Create(filepath.Join(c.dir, "log"))
	if err != nil {
		return err
	}
	defer log.Close()
	c.server.Stdout, c.server.Stderr = log, log
	if err := c.server.Start(); err != nil {
		return fmt.Errorf("start postgres: %w", err)
	}
	for range 300 {
		if _, err = c.run(ctx, "pg_isready", "-q"); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
	said, _ := os.ReadFile(log.Name())
	return fmt.Errorf("postgres does not answer: %w: %s", err, said)
}

// giveAway lets the server run as an ordinary user: it refuses to as root.
func (c *cluster) giveAway() error {
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

func (c *cluster) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, filepath.Join(c.bin, name), args...)
	cmd.Dir, cmd.Env = c.dir, append(os.Environ(), "LC_ALL=C", "PGHOST="+c.dir, "PGUSER=postgres")
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.owner}
	return cmd
}

func (c *cluster) run(ctx context.Context, name string, args ...string) (string, error) {
	var out, complaint bytes.Buffer
	cmd := c.command(ctx, name, args...)
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%s: %w: %s", name, err, firstLine(complaint.String()))
	}
	return out.String(), nil
}

// sql runs a script and returns what it printed, cells apart by |.
func (c *cluster) sql(ctx context.Context, database, script string) (string, error) {
	return c.run(ctx, "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", script)
}

// save writes a file that the server's programs may read.
func (c *cluster) save(name, text string) (string, error) {
	path := filepath.Join(c.dir, name)
	return path, os.WriteFile(path, []byte(text), 0o644)
}

func (c *cluster) dsn(database string) string {
	q := url.Values{"host": {c.dir}, "user": {"postgres"}, "sslmode": {"disable"}}
	return "postgres:///" + database + "?" + q.Encode()
}

// stop ends the server and removes its folder.
func (c *cluster) stop() error {
	var err error
	if c.server != nil && c.server.Process != nil {
		err = errors.Join(c.server.Process.Signal(syscall.SIGINT), c.server.Wait()) // fast shutdown
	}
	return errors.Join(err, os.RemoveAll(c.dir))
}
