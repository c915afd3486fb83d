package xlsxfile

import (
	"bytes"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"recourse/importexport"
)

// workbook is what is known of a file before its rows are read.
type workbook struct {
	archive   *importexport.Archive
	name      string
	limits    importexport.Limits
	sheets    []sheet
	styles    []numberStyle // by cell format
	epoch1904 bool
	strings   arena
	suspect   map[int]importexport.Code // shared strings that cannot be believed
	notices   []*importexport.Problem
}

type sheet struct {
	importexport.Table
	member importexport.Member
}

// part is one XML file of the workbook while it is read.
type part struct {
	*tokenizer
	in io.ReadCloser
}

func (w *workbook) open(m importexport.Member) *part {
	in := w.archive.Open(m)
	return &part{tokenizer: newTokenizer(in, w.limits.CellBytes, w.limits.Depth), in: in}
}

// damaged turns a reason into the problem that refuses the file. Errors from
// below, such as a wrong checksum, are problems already.
func (w *workbook) damaged(part string, err error) error {
	var p *importexport.Problem
	if errors.As(err, &p) {
		return p
	}
	for _, reason := range []error{errSyntax, errNesting, errCut, errDoctype, errEntity, errTooLong, errTooDeep, errEncoding, errTooMany} {
		if errors.Is(err, reason) {
			return importexport.Refuse(w.name, "damaged_workbook", map[string]string{"part": part, "detail": reason.Error()})
		}
	}
	return err
}

// each calls visit for every opening tag of a part and reads the part to its
// end.
func (w *workbook) each(m importexport.Member, visit func(t *tokenizer) error) error {
	p := w.open(m)
	defer p.in.Close()
	for {
		if err := p.next(); err != nil {
			return w.damaged(m.Name, err)
		}
		switch p.kind {
		case tokenEnd:
			return nil
		case tokenOpen:
			if err := visit(p.tokenizer); err != nil {
				return w.damaged(m.Name, err)
			}
		}
	}
}

// find looks a part up by name; names of parts do not mind letter case.
func (w *workbook) find(name string) (importexport.Member, bool) {
	for _, m := range w.archive.Members {
		if strings.EqualFold(m.Name, name) {
			return m, true
		}
	}
	return importexport.Member{}, false
}

// relation points from one part to another.
type relation struct {
	kind, target string
}

// relations reads what a part refers to, by id. Links out of the file are
// noted and never followed.
func (w *workbook) relations(of string) (map[string]relation, error) {
	found := map[string]relation{}
	dir, base := path.Split(of)
	m, ok := w.find(dir + "_rels/" + base + ".rels")
	if !ok {
		return found, nil
	}
	return found, w.each(m, func(t *tokenizer) error {
		if string(t.name) != "Relationship" {
			return nil
		}
		a, err := attributes(t.attrs)
		if err != nil {
			return err
		}
		target, kind := a["Target"], path.Base(a["Type"])
		if code := unwanted(kind); code != "" {
			return importexport.Refuse(w.name, code, nil)
		}
		if strings.EqualFold(a["TargetMode"], "External") {
			w.notice("links_ignored")
			return nil
		}
		if len(found) == w.limits.Parts {
			return errTooMany
		}
		if strings.HasPrefix(target, "/") {
			target = target[1:]
		} else {
			target = path.Join(dir, target)
		}
		found[a["Id"]] = relation{kind: kind, target: target}
		return nil
	})
}

// unwanted is the code that refuses a workbook for what it refers to: programs,
// and cells whose values lie in files that nobody has checked.
func unwanted(kind string) importexport.Code {
	switch kind {
	case "vbaProject", "xlMacrosheet", "xlIntlMacrosheet", "wordVbaData":
		return "macro_workbook"
	case "externalLink", "externalLinkPath", "oleObjectLink":
		return "linked_workbook"
	}
	return ""
}

// notice adds a remark about the file once.
func (w *workbook) notice(code importexport.Code) {
	for _, n := range w.notices {
		if n.Code == code {
			return
		}
	}
	w.notices = append(w.notices, &importexport.Problem{File: w.name, Code: code, Level: importexport.Notice})
}

// load reads the parts that say what the cells of the sheets mean.
func (w *workbook) load() error {
	top, err := w.relations("")
	if err != nil {
		return err
	}
	book := "xl/workbook.xml"
	for _, r := range top {
		if r.kind == "officeDocument" {
			book = r.target
		}
	}
	relations, err := w.relations(book)
	if err != nil {
		return err
	}
	if err := w.loadSheets(book, relations); err != nil {
		return err
	}
	for _, r := range relations {
		switch r.kind {
		case "styles":
			err = w.loadStyles(r.target)
		case "sharedStrings":
			err = w.loadStrings(r.target)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *workbook) loadSheets(book string, relations map[string]relation) error {
	m, ok := w.find(book)
	if !ok {
		return importexport.Refuse(w.name, "damaged_workbook", map[string]string{"part": book, "detail": "missing"})
	}
	err := w.each(m, func(t *tokenizer) error {
		if string(t.name) != "sheet" && string(t.name) != "workbookPr" {
			return nil
		}
		a, err := attributes(t.attrs)
		if err != nil {
			return err
		}
		if string(t.name) == "workbookPr" {
			w.epoch1904 = a["date1904"] == "1" || a["date1904"] == "true"
			return nil
		}
		return w.addSheet(a, relations)
	})
	if err == nil && len(w.sheets) == 0 {
		err = importexport.Refuse(w.name, "no_sheet", nil)
	}
	return err
}

func (w *workbook) addSheet(a map[string]string, relations map[string]relation) error {
	var id string
	for name, value := range a {
		if strings.HasSuffix(name, ":id") {
			id = value
		}
	}
	r, ok := relations[id]
	if ok && r.kind != "worksheet" {
		w.notice("not_a_worksheet")
		return nil
	}
	m, found := w.find(r.target)
	if !ok || !found {
		return importexport.Refuse(w.name, "damaged_workbook", map[string]string{"part": a["name"], "detail": "missing"})
	}
	for _, other := range w.sheets {
		if other.member.Name == m.Name {
			return importexport.Refuse(w.name, "damaged_workbook", map[string]string{"part": m.Name, "detail": "two sheets in one part"})
		}
	}
	hidden := a["state"] == "hidden" || a["state"] == "veryHidden"
	w.sheets = append(w.sheets, sheet{Table: importexport.Table{Name: a["name"], Hidden: hidden}, member: m})
	return nil
}

// mostFormats is how many cell formats a workbook may have (the limits of
// Excel).
const mostFormats = 65_490

// loadStyles finds out which cell formats show a number as a date.
func (w *workbook) loadStyles(target string) error {
	m, ok := w.find(target)
	if !ok {
		return nil
	}
	custom := map[int]numberStyle{}
	formats := false
	return w.each(m, func(t *tokenizer) error {
		switch string(t.name) {
		case "cellXfs":
			formats = true
		case "cellStyles", "dxfs", "cellStyleXfs":
			formats = false
		case "numFmt":
			a, err := attributes(t.attrs)
			if id, bad := strconv.Atoi(a["numFmtId"]); err == nil && bad == nil {
				custom[id] = formatStyle(a["formatCode"])
			}
			if len(custom) > mostFormats {
				return errTooMany
			}
			return err
		case "xf":
			if !formats {
				return nil
			}
			a, err := attributes(t.attrs)
			id, _ := strconv.Atoi(a["numFmtId"])
			style, ok := custom[id]
			if !ok {
				style = builtinStyle(id)
			}
			w.styles = append(w.styles, style)
			if len(w.styles) > mostFormats {
				return errTooMany
			}
			return err
		}
		return nil
	})
}

// loadStrings reads the shared strings. Rich text counts as its characters;
// the reading aids of East Asian text are left out.
func (w *workbook) loadStrings(target string) error {
	m, ok := w.find(target)
	if !ok {
		return importexport.Refuse(w.name, "damaged_workbook", map[string]string{"part": target, "detail": "missing"})
	}
	p := w.open(m)
	defer p.in.Close()
	// They are held in memory, so they may not grow out of nearly nothing.
	most := min(w.limits.StringBytes, w.limits.RatioFree*2+m.Packed*40)
	var text []byte
	for {
		if err := p.next(); err != nil {
			return w.damaged(m.Name, err)
		}
		switch {
		case p.kind == tokenEnd:
			w.strings.seal()
			return nil
		case p.kind == tokenOpen && string(p.name) == "si":
			var err error
			if text, err = p.richText(text[:0], w.limits.CellBytes); err != nil {
				return w.damaged(m.Name, err)
			}
			if err := w.addString(text); err != nil {
				return w.damaged(m.Name, err)
			}
			if w.strings.bytes > most {
				return importexport.Refuse(w.name, "too_much_text", importexport.Count("limit", most>>20))
			}
		}
	}
}

func (w *workbook) addString(text []byte) error {
	code, err := suspicion(text)
	if code != "" {
		if w.suspect == nil {
			w.suspect = map[int]importexport.Code{}
		}
		w.suspect[len(w.strings.starts)] = code
	}
	w.strings.add(text)
	return err
}

// suspicion returns why a text cannot be believed although the file is whole.
func suspicion(text []byte) (importexport.Code, error) {
	plain := true // ASCII without NUL, as most numbers and codes are
	for _, c := range text {
		plain = plain && c-1 < 0x7F
	}
	switch {
	case plain:
		return "", nil
	case !utf8.Valid(text):
		return "", errEncoding
	case bytes.IndexByte(text, 0) >= 0:
		return "nul_byte", nil
	case bytes.Contains(text, []byte("\uFFFD")) || bytes.Contains(text, []byte("锟斤拷")):
		return "destroyed_text", nil
	}
	return "", nil
}

// richText reads up to the end of the element that was just opened and
// appends the characters in it.
func (t *tokenizer) richText(dst []byte, most int) ([]byte, error) {
	depth, skip, start := len(t.starts), 0, len(dst)
	inText := false
	for {
		if err := t.next(); err != nil {
			return dst, err
		}
		switch t.kind {
		case tokenEnd:
			return dst, errCut
		case tokenOpen:
			inText = string(t.name) == "t"
			if skip == 0 && string(t.name) == "rPh" {
				skip = len(t.starts)
			}
		case tokenClose:
			inText = false
			if len(t.starts) < skip {
				skip = 0
			}
			if len(t.starts) < depth {
				return append(dst[:start], unescape(dst[start:])...), nil
			}
		case tokenText:
			if !inText || skip > 0 {
				continue
			}
			var err error
			if dst, err = t.appendRaw(dst); err != nil {
				return dst, err
			}
			if len(dst)-start > most {
				return dst, errTooLong
			}
		}
	}
}

// appendRaw appends the text of the current token.
func (t *tokenizer) appendRaw(dst []byte) ([]byte, error) {
	if t.cdata {
		return append(dst, t.text...), nil
	}
	return appendText(dst, t.text)
}
