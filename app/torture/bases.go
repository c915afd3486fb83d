package torture

import (
	"bytes"
	"compress/gzip"
	"context"
	_ "embed"
	"fmt"
	"io"
	"os"
)

// oldOffice is an office as the program made it at schema version 2, with a few
// people and six cases; its auditor's passphrase is that of the sample offices.
//
//go:embed testdata/schema2.recourse.gz
var oldOffice []byte

// bases says how the offices are made that scenes begin from.
func bases() map[string]func(context.Context) func(*Place) error {
	return map[string]func(context.Context) func(*Place) error{
		"sample": sampleOffice,
		"old":    func(context.Context) func(*Place) error { return unpackOld },
		"none":   func(context.Context) func(*Place) error { return func(*Place) error { return nil } },
	}
}

// sampleOffice is the sample office, opened once so that its clock runs.
func sampleOffice(ctx context.Context) func(*Place) error {
	return func(p *Place) error {
		if _, err := p.must(ctx, "demo", p.path("in/demo")); err != nil {
			return err
		}
		for from, to := range map[string]string{"in/demo/office.recourse": "office/office.recourse", "in/demo/decisions": "in/decisions"} {
			if err := os.Rename(p.path(from), p.path(to)); err != nil {
				return fmt.Errorf("sample office: %w", err)
			}
		}
		if err := os.RemoveAll(p.path("in/demo")); err != nil {
			return fmt.Errorf("sample office: %w", err)
		}
		_, err := p.must(ctx, as("auditor", "cases", "--limit", "1")...)
		return err
	}
}

func unpackOld(p *Place) error {
	z, err := gzip.NewReader(bytes.NewReader(oldOffice))
	if err != nil {
		return fmt.Errorf("old office: %w", err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		return fmt.Errorf("old office: %w", err)
	}
	return os.WriteFile(p.file(), raw, 0o600)
}
