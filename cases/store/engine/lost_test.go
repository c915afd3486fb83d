package engine_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"recourse/cases"
	"recourse/cases/store/engine"
)

// What a server says while it goes down or comes up, and what the wire says
// when nobody is there any more, reaches a person as a sentence.
func TestLostServer(t *testing.T) {
	t.Parallel()
	for want, list := range map[string][]error{
		"server_lost": {
			&pgconn.PgError{Code: "57P01"}, &pgconn.PgError{Code: "57P02"}, io.ErrUnexpectedEOF, net.ErrClosed,
			&net.OpError{Op: "write", Err: syscall.ECONNRESET}, fmt.Errorf("write: %w", &net.OpError{Op: "read", Err: syscall.EPIPE}),
		},
		"no_server": {&pgconn.PgError{Code: "57P03"}, &pgconn.PgError{Code: "53300"}},
		"":          {errors.New("something else"), &pgconn.PgError{Code: "42601"}},
	} {
		for _, err := range list {
			got := engine.Meaning("postgres://db.example/office", err)
			r, refused := cases.AsRefusal(got)
			if refused != (want != "") || refused && r.Code != want || !errors.Is(got, err) {
				t.Errorf("%v became %v, want %q", err, got, want)
			}
		}
	}
}
