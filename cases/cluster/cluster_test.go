package cluster_test

import (
	"context"
	"errors"
	"net/url"
	"os"
	"strings"
	"testing"

	"recourse/cases/cluster"
)

func start(t *testing.T, o cluster.Options) *cluster.Cluster {
	t.Helper()
	c, err := cluster.Start(t.Context(), o)
	if errors.Is(err, cluster.ErrNoServer) && os.Getenv("RECOURSE_REQUIRE_POSTGRES") != "1" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func says(t *testing.T, c *cluster.Cluster, database, script, want string) {
	t.Helper()
	got, err := c.SQL(t.Context(), database, script)
	if err != nil {
		t.Fatal(err)
	}
	if strings.TrimSpace(got) != want {
		t.Errorf("%s: got %q, want %q", script, got, want)
	}
}

func TestCluster(t *testing.T) {
	t.Parallel()
	c := start(t, cluster.Options{Connections: 20})
	t.Cleanup(func() {
		if err := c.Stop(); err != nil {
			t.Error(err)
		}
	})
	t.Run("a database is made, filled and copied", func(t *testing.T) {
		if _, err := c.Create(t.Context(), "one", ""); err != nil {
			t.Fatal(err)
		}
		says(t, c, "one", "CREATE TABLE t(a int, b text); INSERT INTO t VALUES (1, 'x'), (2, NULL)", "")
		if _, err := c.Create(t.Context(), "two", "one"); err != nil {
			t.Fatal(err)
		}
		says(t, c, "two", "SELECT a, b FROM t ORDER BY a", "1|x\n2|")
	})
	t.Run("a server for tests does not wait for the disk", func(t *testing.T) {
		says(t, c, "postgres", "SHOW fsync", "off")
		says(t, c, "postgres", "SHOW max_connections", "20")
	})
	t.Run("a script ends with its first error, and says which", func(t *testing.T) {
		_, err := c.SQL(t.Context(), "postgres", "SELECT 1/0; SELECT 2")
		if err == nil || !strings.Contains(err.Error(), "division by zero") {
			t.Errorf("error %v", err)
		}
	})
	t.Run("what was called off stays undone", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := c.Create(ctx, "three", ""); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
		says(t, c, "postgres", "SELECT count(*) FROM pg_database WHERE datname = 'three'", "0")
	})
}

func TestDurableCluster(t *testing.T) {
	t.Parallel()
	c := start(t, cluster.Options{Durable: true, Connections: 10})
	says(t, c, "postgres", "SHOW fsync", "on")
	says(t, c, "postgres", "SHOW synchronous_commit", "on")
	u, err := url.Parse(c.DSN("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	path, err := c.Save("script.sql", "SELECT 7;\n")
	if err != nil {
		t.Fatal(err)
	}
	if out, err := c.Run(t.Context(), "psql", "-XAtf", path, "postgres"); err != nil || strings.TrimSpace(out) != "7" {
		t.Errorf("the saved script says %q, %v", out, err)
	}
	if err := c.Stop(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(u.Query().Get("host")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder is still there: %v", err)
	}
}
