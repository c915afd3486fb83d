package bench

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"recourse/app/session"
	"recourse/cases"
)

// openCases opens cases all over the office, one after the other.
func openCases(ctx context.Context, s *shop, f *Figure) error {
	ids := spread(f.Size, 2000)
	f.detail("cases", float64(len(ids)))
	return s.inOffice(ctx, f, func(of *session.Session) error {
		return s.contest(ctx, f, s.opening(f, of, ids), s.sealedRows(f, ids))
	})
}

// opening is the desk opening the cases, decoded, with every paper.
func (s *shop) opening(f *Figure, of *session.Session, ids []cases.ID) side {
	return side{run: func(ctx context.Context) (output, error) {
		d := newDigester()
		var waits []float64
		for _, id := range ids {
			began := s.opt.Wall()
			file, err := of.Desk().Case(ctx, id)
			if err != nil {
				return output{}, err
			}
			waits = append(waits, s.opt.Wall().Sub(began).Seconds()*1000)
			d.add(file.AppealNo)
			d.add(file.Versions[len(file.Versions)-1].Digest)
		}
		slices.Sort(waits)
		f.detail("p50_ms", waits[len(waits)/2])
		f.detail("p99_ms", waits[len(waits)*99/100])
		return output{rows: len(ids), digest: d.sum()}, nil
	}}
}

// spread picks case numbers all over an office, in no order.
func spread(size, n int) []cases.ID {
	var ids []cases.ID
	seen := map[cases.ID]bool{}
	for i := 0; len(ids) < min(n, size); i++ {
		id := cases.ID(uint64(i)*2654435761%uint64(size)) + 1
		for seen[id] {
			id = id%cases.ID(size) + 1
		}
		seen[id] = true
		ids = append(ids, id)
	}
	return ids
}

// sealedRows is the shell reading the rows of the same cases.
func (s *shop) sealedRows(f *Figure, ids []cases.ID) side {
	if !f.installed("sqlite3") {
		return side{}
	}
	var read, check strings.Builder
	for _, id := range ids {
		fmt.Fprintf(&read, "SELECT c.*, s.* FROM cases c JOIN snapshots s ON s.case_id = c.id WHERE c.id = %d;\nSELECT * FROM papers WHERE case_id = %d;\n", id, id)
		fmt.Fprintf(&check, "SELECT c.appeal_no, s.digest FROM cases c JOIN snapshots s ON s.case_id = c.id AND s.version = c.snapshot_version WHERE c.id = %d;\n", id)
	}
	return side{run: func(ctx context.Context) (output, error) {
		printed, err := shell(ctx, s.place, "PRAGMA cache_size=-500000;\n.output /dev/null\n"+read.String()+".timer on\n"+read.String())
		if err != nil {
			return output{}, err
		}
		took, err := timers(printed, 2*len(ids))
		return output{took: took}, err
	}}.after(func(ctx context.Context, out *output) error {
		list, err := shell(ctx, s.place, ".separator \"\\n\"\n"+check.String())
		d := newDigester()
		for _, line := range strings.Fields(string(list)) {
			d.add(line)
			out.rows++
		}
		out.rows /= 2
		out.digest = d.sum()
		return err
	})
}

// verify replays the record against every row.
func verify(ctx context.Context, s *shop, f *Figure) error {
	return s.inOffice(ctx, f, func(of *session.Session) error { return s.verified(ctx, f, of) })
}

// digest is the digest of the file of the office at hand.
func (s *shop) digest(f *Figure) (side, error) {
	info, err := os.Stat(s.place)
	if err != nil {
		return side{}, err
	}
	f.detail("bytes", float64(info.Size()))
	if !f.installed("sha256sum") {
		return side{}, nil
	}
	return side{run: func(ctx context.Context) (output, error) {
		_, err := command(ctx, "sha256sum", s.place)
		return output{rows: f.Size}, err
	}}, nil
}

func verifying(f *Figure, of *session.Session) side {
	return side{run: func(ctx context.Context) (output, error) {
		v, err := of.Verify(ctx, nil)
		if err == nil && !v.Whole() {
			err = fmt.Errorf("verify: %v", v.Findings[0])
		}
		if err == nil {
			f.detail("entries", float64(v.Entries))
			f.detail("rows", float64(v.Rows))
		}
		return output{rows: f.Size}, err
	}}
}
