package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"recourse/app/session"
	"recourse/cases"
	"recourse/cases/roster"
	"recourse/importexport/simulate"
	"recourse/importexport/simulate/deliver"
)

// columns is how many columns the flat delivery has.
const columns = 40

func importBenchmarks() []benchmark {
	return []benchmark{
		{name: "import", figure: "F1", size: 100_000, first: 4, goal: 1.5, run: importCSV,
			peer: "sqlite3 db '.mode csv' '.import --skip 1 FILE t' and 7 CREATE INDEX"},
		{name: "import-xlsx", figure: "F2", size: 100_000, first: 0.8, goal: 0.25, run: importXLSX,
			peer: `soffice --headless --convert-to csv:"Text - txt - csv (StarCalc)":44,34,76 FILE`},
		{name: "import-ndjson", figure: "F4", size: 100_000, first: 2, goal: 0.6, run: importNDJSON,
			peer: "encoding/json decoding the same lines, in this process, nothing else"},
	}
}

// importing is the side that takes a delivery into a new office, and when
// ready is asked for fills its queue as well.
func (s *shop) importing(file string, size int, ready bool) side {
	var of *session.Session
	var path string
	return side{
		before: func(ctx context.Context) (err error) {
			of, path, err = s.newOffice(ctx)
			return err
		},
		run: func(ctx context.Context) (output, error) {
			r, err := of.Import(ctx, session.ImportOptions{Paths: []string{file}})
			if err == nil && (r.Stored != int64(size) || r.Refused > 0) {
				err = fmt.Errorf("import: %d of %d cases stored, %d refused", r.Stored, size, r.Refused)
			}
			if err == nil && ready {
				_, err = of.Sync(ctx)
			}
			return output{rows: int(r.Stored)}, err
		},
	}.after(func(ctx context.Context, out *output) (err error) {
		if out.digest, err = appealNumbers(ctx, of); err != nil {
			return err
		}
		err = of.Close(ctx)
		remove(path)
		return err
	})
}

// appealNumbers is the digest of all appeal numbers of an office.
func appealNumbers(ctx context.Context, of *session.Session) (string, error) {
	r, err := of.Roster(ctx)
	if err != nil {
		return "", err
	}
	v := r.Select(roster.Filter{}, roster.Sort{Key: roster.ByID}, simulate.Opening())
	list := make([]string, v.Len())
	for i := range list {
		list[i] = v.At(i).AppealNo
	}
	return unordered(list), nil
}

func importCSV(ctx context.Context, s *shop, f *Figure) error {
	file, err := s.delivery(ctx, deliver.FlatCSV, f.Size)
	if err != nil {
		return err
	}
	return s.contest(ctx, f, s.importing(file, f.Size, false), s.sqliteImport(f, file))
}

// sqliteImport is the shell taking in the same file: text columns, nothing
// checked, nothing sealed.
func (s *shop) sqliteImport(f *Figure, file string) side {
	if !f.installed("sqlite3") {
		return side{}
	}
	var db string
	return side{
		before: func(context.Context) error { db = s.fresh("peer.db"); return nil },
		run: func(ctx context.Context) (output, error) {
			_, err := shell(ctx, db, importScript(file))
			return output{}, err
		},
	}.after(func(ctx context.Context, out *output) error {
		list, err := shell(ctx, db, "SELECT c1 FROM t;\n")
		lines := strings.Fields(string(list))
		out.rows, out.digest = len(lines), unordered(lines)
		remove(db)
		return err
	})
}

func importScript(file string) string {
	names := make([]string, columns)
	for i := range names {
		names[i] = fmt.Sprintf("c%d TEXT", i+1)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "PRAGMA journal_mode=WAL;\nCREATE TABLE t(%s);\n.mode csv\n.import --skip 1 %q t\n", strings.Join(names, ","), file)
	// Number, filing time, division, document, phone, colour and issue time.
	for _, c := range []int{1, 2, 5, 14, 18, 29, 30} {
		fmt.Fprintf(&b, "CREATE INDEX i%d ON t(c%d);\n", c, c)
	}
	return b.String()
}

func importXLSX(ctx context.Context, s *shop, f *Figure) error {
	file, err := s.delivery(ctx, deliver.FlatXLSX, f.Size)
	if err != nil {
		return err
	}
	return s.contest(ctx, f, s.importing(file, f.Size, false), s.officeConvert(f, file))
}

// officeConvert is LibreOffice merely writing the workbook as CSV.
func (s *shop) officeConvert(f *Figure, file string) side {
	if !f.installed("soffice") {
		return side{}
	}
	return side{run: func(ctx context.Context) (output, error) {
		_, err := command(ctx, "soffice", "-env:UserInstallation=file://"+s.path("soffice"), "--headless",
			"--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", s.dir, file)
		return output{}, err
	}}.after(func(_ context.Context, out *output) error {
		name := strings.TrimSuffix(file, filepath.Ext(file)) + ".csv"
		var err error
		out.rows, err = countRecords(name)
		return err
	})
}

func importNDJSON(ctx context.Context, s *shop, f *Figure) error {
	file, err := s.delivery(ctx, deliver.NDJSON, f.Size)
	if err != nil {
		return err
	}
	return s.contest(ctx, f, s.importing(file, f.Size, false), decoding(file))
}

// decoding is encoding/json on the lines of a file.
func decoding(file string) side {
	return side{run: func(context.Context) (output, error) {
		in, err := os.Open(file)
		if err != nil {
			return output{}, err
		}
		defer in.Close()
		var numbers []string
		for dec := json.NewDecoder(bufio.NewReaderSize(in, 1<<20)); ; {
			var snap cases.Snapshot
			if err := dec.Decode(&snap); err == io.EOF {
				break
			} else if err != nil {
				return output{}, err
			}
			numbers = append(numbers, snap.Appeal.AppealNo)
		}
		return output{rows: len(numbers), digest: unordered(numbers)}, nil
	}}
}
