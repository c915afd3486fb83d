//go:build !unix

package cluster

import "context"

// Cluster stands for a server that this system cannot start by itself.
type Cluster struct{}

// Start is ErrNoServer.
func Start(context.Context, Options) (*Cluster, error) { return nil, ErrNoServer }

// Run is ErrNoServer.
func (*Cluster) Run(context.Context, string, ...string) (string, error) { return "", ErrNoServer }

// SQL is ErrNoServer.
func (*Cluster) SQL(context.Context, string, string) (string, error) { return "", ErrNoServer }

// Create is ErrNoServer.
func (*Cluster) Create(context.Context, string, string) (string, error) { return "", ErrNoServer }

// Save is ErrNoServer.
func (*Cluster) Save(string, string) (string, error) { return "", ErrNoServer }

// DSN is empty.
func (*Cluster) DSN(string) string { return "" }

// Stop does nothing.
func (*Cluster) Stop() error { return nil }
