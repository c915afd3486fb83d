//go:build !unix

package bench

import (
	"context"
	"errors"
)

// cluster stands for a server that this system cannot start by itself.
type cluster struct{}

var errNoServer = errors.New("a throw-away PostgreSQL server is started on Unix only")

func startCluster(context.Context) (*cluster, error) { return nil, errNoServer }

func (*cluster) run(context.Context, string, ...string) (string, error) { return "", errNoServer }

func (*cluster) sql(context.Context, string, string) (string, error) { return "", errNoServer }

func (*cluster) save(string, string) (string, error) { return "", errNoServer }

func (*cluster) dsn(string) string { return "" }

func (*cluster) stop() error { return nil }
