package bench

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"recourse/assets"
	"recourse/importexport"
	"recourse/importexport/letter"
	"recourse/importexport/simulate/deliver"
)

// Peers that run in Node.js. Their packages are found as Node finds them: put
// the folder node_modules into NODE_PATH.
func nodeBenchmarks() []benchmark {
	return []benchmark{
		{name: "xlsx-exceljs", figure: "F3", size: 100_000, goal: 0.10, run: readExceljs,
			peer: "node: exceljs stream.xlsx.WorkbookReader with cached shared strings and styles, every cell's value asked for"},
		{name: "letters-typst", figure: "F11", size: 1000, goal: 0.2, run: lettersTypst,
			peer: "node: @myriaddreamin/typst-ts-node-compiler, one compiler for all, the same text as one paragraph, a file each"},
		{name: "letters-libreoffice", figure: "F11", size: 50, goal: 0.03, run: lettersOffice,
			peer: "soffice --headless --convert-to pdf:writer_web_pdf_Export *.html, the web pages of the same letters in one batch"},
	}
}

// node reports whether Node.js and a package of it are there.
func (f *Figure) node(ctx context.Context, module string) bool {
	if !f.installed("node") {
		return false
	}
	if _, err := command(ctx, "node", "-e", "require.resolve("+strconv.Quote(module)+")"); err != nil {
		f.Missing = module
		return false
	}
	return true
}

const exceljsScript = `
const Excel = require('exceljs');
(async () => {
  const book = new Excel.stream.xlsx.WorkbookReader(process.argv[1], {sharedStrings: 'cache', styles: 'cache', hyperlinks: 'ignore', worksheets: 'emit'});
  let rows = 0, cells = 0;
  for await (const sheet of book) for await (const row of sheet) {
    rows++;
    row.eachCell(c => { if (c.value !== null) cells++; });
  }
  console.log(JSON.stringify({rows, cells}));
})();`

func readExceljs(ctx context.Context, s *shop, f *Figure) error {
	file, err := s.delivery(ctx, deliver.FlatXLSX, f.Size)
	if err != nil {
		return err
	}
	ours := side{run: func(ctx context.Context) (output, error) {
		cells := 0
		n, err := eachRow(ctx, file, func(row []importexport.Cell) {
			for i := range row {
				if row[i].Text != "" {
					cells++
				}
			}
		})
		return output{rows: n, digest: strconv.Itoa(cells)}, err
	}}
	peer := side{}
	if f.node(ctx, "exceljs") {
		peer.run = func(ctx context.Context) (output, error) {
			said, err := command(ctx, "node", "-e", exceljsScript, file)
			if err != nil {
				return output{}, err
			}
			var n struct{ Rows, Cells int }
			err = json.Unmarshal(said, &n)
			return output{rows: n.Rows, digest: strconv.Itoa(n.Cells)}, err
		}
	}
	return s.contest(ctx, f, ours, peer)
}

const typstScript = `
const {NodeCompiler} = require('@myriaddreamin/typst-ts-node-compiler'), fs = require('fs'), path = require('path');
const [texts, fonts, out] = process.argv.slice(1);
const compiler = NodeCompiler.create({workspace: out, fontArgs: [{fontPaths: [fonts]}]});
const head = '#set text(font: "LXGW WenKai", size: 11.5pt, lang: "zh")\n#set page(paper: "a4")\n#set par(justify: true)\n';
const list = JSON.parse(fs.readFileSync(texts));
list.forEach((text, i) => fs.writeFileSync(path.join(out, i + '.pdf'), compiler.pdf({mainFileContent: head + '#' + JSON.stringify(text)})));
console.log(list.length);`

func lettersTypst(ctx context.Context, s *shop, f *Figure) error {
	m, err := s.mail(f.Size)
	if err != nil {
		return err
	}
	peer := side{}
	if f.node(ctx, "@myriaddreamin/typst-ts-node-compiler") {
		args, err := s.typeset(m)
		if err != nil {
			return err
		}
		peer.run = func(ctx context.Context) (output, error) {
			said, err := command(ctx, "node", append([]string{"-e", typstScript}, args...)...)
			if err != nil {
				return output{}, err
			}
			n, err := strconv.Atoi(strings.TrimSpace(string(said)))
			return output{rows: n}, err
		}
	}
	return s.contest(ctx, f, s.issuing(m), peer)
}

// typeset writes the texts of the letters and their face, and makes a folder
// for what becomes of them.
func (s *shop) typeset(m *mailbag) ([]string, error) {
	texts, err := json.Marshal(m.texts)
	if err != nil {
		return nil, err
	}
	args := []string{s.path("texts.json"), s.path("fonts"), s.path("typst")}
	for _, dir := range args[1:] {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, err
		}
	}
	if err := os.WriteFile(filepath.Join(args[1], assets.LetterKai+".ttf"), m.font, 0o600); err != nil {
		return nil, err
	}
	return args, os.WriteFile(args[0], texts, 0o600)
}

// lettersOffice lets LibreOffice convert the letters' web pages, all in one
// batch.
func lettersOffice(ctx context.Context, s *shop, f *Figure) error {
	m, err := s.mail(f.Size)
	if err != nil {
		return err
	}
	peer := side{}
	if f.installed("soffice") {
		pages, err := s.webPages(m)
		if err != nil {
			return err
		}
		// It may be there without its writer, and does not say so.
		first, err := s.convert(ctx, pages[:1])
		if err != nil {
			return err
		}
		if f.Missing = "libreoffice-writer"; first == 1 {
			f.Missing = ""
			peer.run = func(ctx context.Context) (output, error) {
				n, err := s.convert(ctx, pages)
				return output{rows: n}, err
			}
		}
	}
	return s.contest(ctx, f, s.issuing(m), peer)
}

// convert lets LibreOffice convert pages and counts what came of it.
func (s *shop) convert(ctx context.Context, pages []string) (int, error) {
	args := append([]string{"--headless", "-env:UserInstallation=file://" + s.path("soffice"), "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", s.path("office")}, pages...)
	if err := discard(ctx, "soffice", args...); err != nil {
		return 0, err
	}
	made, err := filepath.Glob(s.path("office/*.pdf"))
	return len(made), err
}

func (s *shop) webPages(m *mailbag) ([]string, error) {
	if err := os.MkdirAll(s.path("office"), 0o700); err != nil {
		return nil, err
	}
	var names []string
	for i := range m.list {
		got, err := m.press.Issue(m.list[i], seal())
		if err != nil {
			return nil, err
		}
		name := s.path(fmt.Sprintf("page%d.html", i))
		names = append(names, name)
		if err := os.WriteFile(name, got.Page, 0o600); err != nil {
			return nil, err
		}
	}
	return names, nil
}

// issuing is our side: a letter each, checked, signed and there for good.
func (s *shop) issuing(m *mailbag) side {
	return side{
		before: func(context.Context) error { return os.MkdirAll(s.path("letters"), 0o700) },
		run: func(ctx context.Context) (output, error) {
			stamp := seal()
			for i := range m.list {
				got, err := m.press.Issue(m.list[i], stamp)
				if err == nil {
					err = s.keepLetter(i, got)
				}
				if err = cmp.Or(err, ctx.Err()); err != nil {
					return output{}, err
				}
			}
			return output{rows: len(m.list)}, nil
		},
	}
}

// keepLetter writes a letter as the office does.
func (s *shop) keepLetter(i int, l letter.Issued) error {
	return importexport.WriteFile(s.letterFile(i), func(w io.Writer) error { _, err := w.Write(l.PDF); return err })
}
