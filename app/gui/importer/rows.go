package importer

import (
	"fyne.io/fyne/v2"

	"recourse/app/gui/i18n"
	"recourse/app/gui/kit"
	"recourse/app/gui/kit/grid"
	"recourse/app/gui/theme"
	"recourse/importexport"
	"recourse/importexport/intake"
)

func (s *Screen) col(table, id string, width, flex float32) grid.Column {
	return grid.Column{ID: id, Title: s.t("importer.col." + table + "." + id), Width: width, Flex: flex}
}

func right(c grid.Column) grid.Column { c.Align = fyne.TextAlignTrailing; return c }

func drop(c grid.Column, order int) grid.Column { c.Drop = order; return c }

func (s *Screen) fileColumns() []grid.Column {
	return []grid.Column{
		s.col("file", "name", 140, 1.2), right(s.col("file", "size", 0, 0)), drop(s.col("file", "how", 120, 0.4), 2),
		s.col("file", "holds", 180, 2), drop(s.col("file", "profile", 110, 0.3), 1),
	}
}

// fileRows lists the files of a delivery.
type fileRows struct {
	list []importexport.FileReport
	acks bool
	w    *i18n.Words
}

func (r *fileRows) Len() int         { return len(r.list) }
func (r *fileRows) Key(at int) int64 { return int64(at + 1) }

func (r *fileRows) Fill(at int, cells []grid.Cell) {
	f := &r.list[at]
	cells[0] = grid.Cell{Text: f.Name, Icon: "file", Tip: fileTip(f)}
	if f.Size > 0 {
		cells[1] = grid.Cell{Text: r.w.Bytes(f.Size)}
	}
	cells[2] = grid.Cell{Text: how(r.w, f), Ink: theme.InkMuted}
	cells[3] = grid.Cell{Text: holds(r.w, f, r.acks)}
	cells[4] = grid.Cell{Text: f.Profile, Ink: theme.InkMuted}
}

// fileTip is a file's name with its digest, where that is known.
func fileTip(f *importexport.FileReport) string {
	if f.SHA256 == "" {
		return f.Name
	}
	return f.Name + "  SHA-256 " + f.SHA256
}

func (s *Screen) mappingColumns() []grid.Column {
	return []grid.Column{
		drop(s.col("map", "table", 120, 0.6), 1), s.col("map", "letter", 0, 0), s.col("map", "header", 120, 1),
		s.col("map", "field", 140, 1), drop(s.col("map", "why", 180, 1.6), 2),
	}
}

// columnRow is one column of one table.
type columnRow struct {
	table *intake.TableMapping
	col   *intake.ColumnMapping
}

// columnRows lists all columns of a delivery with their meanings.
type columnRows struct {
	rows []columnRow
	w    *i18n.Words
}

func newColumnRows(tables []intake.TableMapping, w *i18n.Words) *columnRows {
	r := &columnRows{w: w}
	for i := range tables {
		for j := range tables[i].Columns {
			r.rows = append(r.rows, columnRow{&tables[i], &tables[i].Columns[j]})
		}
	}
	return r
}

// counts is how many columns have a meaning and how many are left aside.
func (r *columnRows) counts() (known, left int) {
	for _, row := range r.rows {
		if row.col.Field != "" {
			known++
		} else {
			left++
		}
	}
	return known, left
}

func (r *columnRows) Len() int         { return len(r.rows) }
func (r *columnRows) Key(at int) int64 { return int64(at + 1) }

func (r *columnRows) Fill(at int, cells []grid.Cell) {
	row := r.rows[at]
	table := r.w.Or("importer.table."+row.table.Table, row.table.Table)
	if row.table.Sheet != "" {
		table = r.w.T("importer.holds.sheet", "table", table, "sheet", row.table.Sheet)
	}
	cells[0] = grid.Cell{Text: table, Ink: theme.InkMuted, Tip: row.table.File}
	cells[1] = grid.Cell{Text: row.col.Letter, Ink: theme.InkMuted}
	cells[2] = grid.Cell{Text: row.col.Header}
	cells[4] = grid.Cell{Text: r.w.T("importer.basis."+string(row.col.Basis), "value", row.col.Default), Ink: theme.InkMuted}
	switch row.col.Basis {
	case intake.NotInAnyMap:
		cells[3] = grid.Cell{Text: r.w.None(), Ink: theme.InkMuted}
		cells[4].Icon = "minus"
		return
	case intake.ByDefault:
		cells[2] = grid.Cell{Text: r.w.None(), Ink: theme.InkMuted}
	}
	cells[3] = grid.Cell{Text: field(r.w, row.col.Field), Tip: row.col.Field}
}

func (s *Screen) problemColumns() []grid.Column {
	return []grid.Column{
		s.col("problem", "level", 0, 0), drop(s.col("problem", "file", 96, 0.5), 2), drop(s.col("problem", "sheet", 0, 0.1), 5),
		right(s.col("problem", "row", 40, 0)), drop(s.col("problem", "column", 72, 0.3), 1), drop(s.col("problem", "value", 72, 0.4), 4),
		s.col("problem", "message", 200, 2.5), drop(s.col("problem", "remedy", 220, 2), 3),
	}
}

// problemRows lists the problems as the model narrows them.
type problemRows struct {
	m *Model
	w *i18n.Words
}

func (r *problemRows) Len() int         { return len(r.m.Problems()) }
func (r *problemRows) Key(at int) int64 { return int64(at + 1) }

func (r *problemRows) Fill(at int, cells []grid.Cell) {
	p := r.m.Problems()[at]
	cells[0] = levelCell(r.w, p)
	cells[1] = grid.Cell{Text: p.File, Ink: theme.InkMuted}
	cells[2] = grid.Cell{Text: p.Sheet, Ink: theme.InkMuted}
	if p.Row > 0 {
		cells[3] = grid.Cell{Text: r.w.Number(int64(p.Row))}
	}
	cells[4] = grid.Cell{Text: p.Column}
	cells[5] = grid.Cell{Text: p.Value}
	cells[6] = grid.Cell{Text: message(r.w, p)}
	cells[7] = grid.Cell{Text: remedy(r.w, p), Ink: theme.InkMuted}
}

func levelCell(w *i18n.Words, p *importexport.Problem) grid.Cell {
	if p.Level >= importexport.Refused {
		return grid.Cell{Kind: grid.Pill, Text: w.T("importer.level.refused"), Tone: kit.Warning}
	}
	return grid.Cell{Kind: grid.Pill, Text: w.T("importer.level.notice"), Tone: kit.Plain}
}
