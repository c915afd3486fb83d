package xlsxfile

import (
	"bytes"
	"context"
	"slices"

	"recourse/importexport"
)

// mostMerged is how large a sheet may be, unpacked, to be read once more for
// its merged cells, which stand behind its rows. People merge cells by hand;
// larger sheets come from systems.
const mostMerged = 16 << 20

// Merged lists the ranges of merged cells of a sheet that span several rows, in
// the order of their rows. A sheet too large to have been made by hand has
// none that count.
func (r *Reader) Merged(ctx context.Context, table int) ([]importexport.Merge, error) {
	sh := r.book.sheets[table]
	if sh.member.Size > mostMerged {
		return nil, nil
	}
	var out []importexport.Merge
	err := r.book.each(sh.member, func(t *tokenizer) error {
		if string(t.name) != "mergeCell" {
			return nil
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		m, ok, err := merged(t.attrs)
		if ok && len(out) < r.book.limits.Rows {
			out = append(out, m)
		}
		return err
	})
	slices.SortStableFunc(out, func(a, b importexport.Merge) int { return a.FirstRow - b.FirstRow })
	return out, err
}

// merged reads a reference such as A3:B5. ok is false for a range of one row.
func merged(attrs []byte) (m importexport.Merge, ok bool, err error) {
	for {
		name, value, rest, err := nextAttr(attrs)
		if err != nil || name == nil {
			return m, false, err
		}
		if string(name) != "ref" {
			attrs = rest
			continue
		}
		from, to, two := bytes.Cut(value, []byte(":"))
		if !two {
			return m, false, nil
		}
		var last importexport.Merge
		if m.FirstRow, m.Column, err = corner(from); err == nil {
			last.FirstRow, last.Column, err = corner(to)
		}
		m.LastRow = last.FirstRow
		return m, m.LastRow > m.FirstRow && last.Column >= m.Column, err
	}
}

// corner reads a reference such as AB12 as its row and its column.
func corner(ref []byte) (row, col int, err error) {
	at := bytes.IndexAny(ref, "0123456789")
	if at < 0 {
		return 0, 0, errSyntax
	}
	for _, c := range ref[at:] {
		if c < '0' || c > '9' || row > maxRow {
			return 0, 0, errSyntax
		}
		row = row*10 + int(c-'0')
	}
	col, err = column(ref, row)
	return row, col, err
}
