package mailing

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"

	"recourse/app/session"
	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/outbox"
)

// columns are those of the list of a run. It names nobody.
func columns() []outbox.Column {
	return []outbox.Column{
		{Key: "post", Zh: "序号", En: "Order", Width: 8}, {Key: "number", Zh: "文号", En: "Number", Width: 28},
		{Key: "appeal_no", Zh: "申诉编号", En: "Appeal number", Width: 24}, {Key: "kind", Zh: "文书种类", En: "Kind", Width: 18, List: "letter.kind"},
		{Key: "file", Zh: "文件", En: "File", Width: 36}, {Key: "pages", Zh: "页数", En: "Pages", Width: 8}, {Key: "sheets", Zh: "双面张数", En: "Sheets", Width: 10},
		{Key: "from_page", Zh: "打印首页", En: "First page in print", Width: 12}, {Key: "sha256", Zh: "摘要", En: "SHA-256", Width: 66},
		{Key: "code", Zh: "验真码", En: "Code", Width: 40},
	}
}

// list writes the list of the run into the folder, under a name that says when.
func (r *run) list(ctx context.Context) error {
	name := "letters-" + r.office.Now().In(cases.Shanghai()).Format("20060102-150405") + ".xlsx"
	ids := make([]cases.ID, len(r.pieces))
	for i := range r.pieces {
		ids[i] = r.pieces[i].Case
	}
	t := outbox.Table{Name: "发文清单 Letters", Columns: columns(), Count: len(r.pieces), Rows: r.rows}
	if err := r.office.ListLetters(ctx, filepath.Join(r.order.Dir, name), t, session.ExportOrder{Words: r.order.Words}, ids); err != nil {
		return err
	}
	r.done.List = name
	return nil
}

func (r *run) rows(yield func([]importexport.Cell, error) bool) {
	page := 1
	text := importexport.TextCell
	for i := range r.pieces {
		p := &r.pieces[i]
		sheets, first := (p.Pages+1)/2, importexport.Cell{}
		if r.order.Merge != "" {
			first = number(page)
		}
		page += 2 * sheets
		if !yield([]importexport.Cell{
			number(i + 1), text(p.DocNo), text(p.Appeal), text(p.Kind), text(p.File), number(p.Pages), number(sheets), first, text(p.SHA256), text(p.Code),
		}, nil) {
			return
		}
	}
}

func number(n int) importexport.Cell {
	return importexport.Cell{Text: strconv.Itoa(n), Kind: importexport.Number}
}

// postOrder is what letters are sorted by for the post room: division, street
// and address, as they stand in the file.
func postOrder(f *cases.File) string {
	r := &f.Snapshot.Resident
	return strings.Join([]string{f.Division, r.ResidenceStreet, r.Address}, "\x00")
}
