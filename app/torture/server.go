package torture

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"recourse/cases/cluster"
)

// server is a PostgreSQL server that is there to be shot.
type server struct {
	*cluster.Cluster
	ctx context.Context
	no  int // among the servers of a rig
}

// Serve carries acts out on a PostgreSQL server while the client, its
// connection or the server dies. Every hand has a server of its own. At most so
// many acts are tried; 0 tries all.
func (r *Rig) Serve(ctx context.Context, acts int) error {
	free := make(chan *server, max(1, r.Hands))
	defer func() {
		for range len(free) {
			(<-free).stop()
		}
	}()
	for i := range cap(free) {
		c, err := cluster.Start(ctx, cluster.Options{Durable: true, Connections: 30})
		if errors.Is(err, cluster.ErrNoServer) {
			r.skip("PostgreSQL", err)
			return nil
		}
		if err != nil {
			return err
		}
		free <- &server{c, context.WithoutCancel(ctx), i}
	}
	jobs, err := r.shots(ctx, free, acts)
	if err != nil {
		return err
	}
	return r.work(ctx, jobs)
}

// shots are the faults of acts on a server, for whichever server is free.
func (r *Rig) shots(ctx context.Context, free chan *server, acts int) (jobs []job, err error) {
	first := <-free
	defer func() { free <- first }()
	scenes := first.scenes()
	if acts > 0 {
		scenes = scenes[:min(acts, len(scenes))]
	}
	for i, scene := range scenes {
		t, err := r.rehearse(ctx, scene)
		if errors.Is(err, ErrNoTracer) {
			r.skip(scene.Name, err)
			continue
		}
		if err != nil {
			return nil, err
		}
		for k, f := range first.faults() {
			for _, n := range r.chosen(t.calls, f.Here) {
				jobs = append(jobs, job{key{"server", scene.Name, f.Name, n}, func(r *Rig) error {
					s := <-free
					defer func() { free <- s }()
					t := t.on(r)
					t.scene = s.scenes()[i]
					return t.strike(ctx, s.faults()[k], n)
				}})
			}
		}
	}
	return jobs, nil
}

// mark tells what was made for one server from what was made for others; it is
// "" for none.
func (s *server) mark() string {
	if s == nil {
		return ""
	}
	return fmt.Sprintf(" of server %d", s.no)
}

// stop ends a server, which may have been started anew, of which the one that
// was started first does not know.
func (s *server) stop() {
	_, _ = s.ctl("stop", "-m", "immediate")
	_ = s.Stop()
}

// scenes are acts on a server.
func (s *server) scenes() []Scene {
	var list []Scene
	for _, name := range []string{"decide", "import NDJSON", "sign off", "group order carried out"} {
		one := scene(name)
		one.Name, one.Base, one.server = name+" on a server", "server", s
		list = append(list, one)
	}
	return list
}

// office puts the sample office into a database, by way of a backup.
func (s *server) office(ctx context.Context) func(*Place) error {
	return func(p *Place) (err error) {
		if err := sampleOffice(ctx)(p); err != nil {
			return err
		}
		if err := onlyBackup(ctx, p); err != nil {
			return err
		}
		if p.Office, err = s.Create(ctx, "base", ""); err != nil {
			return err
		}
		_, err = p.must(ctx, as("admin", "restore", p.path("in/safe.backup"), p.Office)...)
		return err
	}
}

// template is the database that a scene begins from.
func template(scene string) string { return fmt.Sprintf("t%x", sha256.Sum256([]byte(scene)))[:16] }

// copyTo gives a place its own copy of a database.
func (s *server) copyTo(ctx context.Context, p *Place, from string) (err error) {
	name := "p" + filepath.Base(p.Dir)
	p.Office, err = s.Create(ctx, name, from)
	p.drop = func() { _, _ = s.Run(s.ctx, "dropdb", "--force", name) }
	return err
}

// faults are what happens to a client and its server at a call on the wire.
func (s *server) faults() []Fault {
	onWire := func(name string) func(*Call) bool {
		return func(c *Call) bool { return c.Name == name && strings.HasPrefix(c.Path, "socket:") }
	}
	fails := func(*Call) Verdict { return Verdict{Errno: syscall.ECONNRESET} }
	hold := func(do func() error) func(*Call) Verdict {
		return func(*Call) Verdict { return Verdict{Hold: func() { s.must(do()) }} }
	}
	writes, reads := onWire("write"), onWire("read")
	return []Fault{
		{Name: "client killed", Here: writes, At: func(*Call) Verdict { return Verdict{Kill: true} }},
		{Name: "connection lost on writing", Here: writes, At: fails, Later: func(c *Call) (v Verdict) {
			if writes(c) || reads(c) {
				v.Errno = syscall.ECONNRESET
			}
			return v
		}},
		{Name: "connection lost on reading", Here: reads, At: fails},
		{Name: "session ended by the server", Here: writes, At: hold(s.endSessions)},
		{Name: "server process killed", Here: writes, At: hold(s.killBackend), After: s.ready},
		{Name: "server shot and started again", Here: writes, At: hold(func() error { return errors.Join(s.shoot(), s.raise()) })},
		{Name: "server shot and gone", Here: writes, At: hold(s.shoot), After: s.raise},
	}
}

// must notes what went wrong with the server itself in a place where nothing
// can be returned: the server is down then, and every look afterwards says so.
func (s *server) must(err error) {
	if err != nil {
		_, _ = s.Save("torture.log", err.Error())
	}
}

func (s *server) endSessions() error {
	_, err := s.SQL(s.ctx, "postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'pp%'")
	return err
}

// killBackend kills one process of the server; the server then throws
// everybody out and recovers.
func (s *server) killBackend() error {
	text, err := s.SQL(s.ctx, "postgres", "SELECT pid FROM pg_stat_activity WHERE datname LIKE 'pp%' LIMIT 1")
	if err != nil || strings.TrimSpace(text) == "" {
		return err
	}
	pid, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return err
	}
	return syscall.Kill(pid, syscall.SIGKILL)
}

// ready waits until a server that recovers answers.
func (s *server) ready() (err error) {
	for range 200 {
		if _, err = s.SQL(s.ctx, "postgres", "SELECT 1"); err == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return err
}

func (s *server) shoot() error {
	_, err := s.ctl("stop", "-m", "immediate")
	return err
}

func (s *server) raise() error {
	dir := s.dir()
	_, err := s.ctl("start", "-w", "-l", filepath.Join(dir, "data", "again.log"),
		"-o", fmt.Sprintf("-k %s -c listen_addresses= -c max_connections=30", dir))
	return err
}

func (s *server) ctl(args ...string) (string, error) {
	return s.Run(s.ctx, "pg_ctl", append([]string{"-D", filepath.Join(s.dir(), "data")}, args...)...)
}

// dir is the folder of the server, which its address names.
func (s *server) dir() string {
	u, err := url.Parse(s.DSN("postgres"))
	if err != nil {
		return ""
	}
	return u.Query().Get("host")
}
