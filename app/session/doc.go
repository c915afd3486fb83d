// Package session is one signed-in person's office: the store, the desk, the
// roster, the policies and the doors, put together once for the window and the
// command line. It is the only package beside main that knows the store; the
// screens and commands above it see verbs, not tables.
package session
