package importexport

import (
	"bytes"
	"io"
	"strings"
)

// Format is what a file is, judged by its content.
type Format string

// The formats that can be read.
const (
	CSV    Format = "csv" // also TSV and other separators
	XLSX   Format = "xlsx"
	NDJSON Format = "ndjson"
	Zip    Format = "zip" // several files of one delivery
)

// Detected is what Detect found out about a file.
type Detected struct {
	Format    Format
	Encoding  Encoding // text formats only
	Separator byte     // CSV only
	Archive   *Archive // XLSX and Zip only, already checked
}

// Detect tells the format of a file by its content. A file that cannot be read
// is refused with a problem that says what it is and how to send it instead.
func Detect(src *Source, limits Limits) (Detected, error) {
	if src.Size > limits.FileBytes {
		return Detected{}, Refuse(src.Name, "file_too_large", Count("limit", limits.FileBytes>>20))
	}
	head := make([]byte, min(src.Size, 64<<10))
	if n, err := src.at.ReadAt(head, 0); err != nil && err != io.EOF {
		return Detected{}, sourceProblem(src.Name, err)
	} else if head = head[:n]; n == 0 {
		return Detected{}, Refuse(src.Name, "empty_file", nil)
	}
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) {
		return detectArchive(src, limits)
	}
	if bytes.HasPrefix(head, oleMark) {
		return Detected{}, Refuse(src.Name, oleKind(src, head), nil)
	}
	if code, ok := foreign(head); ok {
		return Detected{}, Refuse(src.Name, code, nil)
	}
	return detectText(src)
}

func detectArchive(src *Source, limits Limits) (Detected, error) {
	a, err := OpenArchive(src, limits)
	if err != nil {
		return Detected{}, err
	}
	for _, kind := range []struct {
		member string
		code   Code
	}{
		{"xl/workbook.bin", "binary_workbook"}, {"word/document.xml", "word_file"}, {"ppt/presentation.xml", "presentation"},
		{"content.xml", "opendocument"}, {"META-INF/MANIFEST.MF", "program"}, {"AndroidManifest.xml", "program"},
		{"OFD.xml", "ofd_file"}, {"xl/vbaProject.bin", "macro_workbook"},
	} {
		if _, ok := a.Find(kind.member); ok {
			return Detected{}, Refuse(src.Name, kind.code, nil)
		}
	}
	if _, ok := a.Find("[Content_Types].xml"); ok {
		return Detected{Format: XLSX, Archive: a}, nil
	}
	if len(a.Members) == 0 {
		return Detected{}, Refuse(src.Name, "empty_archive", nil)
	}
	return Detected{Format: Zip, Archive: a}, nil
}

var oleMark = []byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}

// oleKind tells apart what comes in the container of old office files by the
// names of the streams in it. The directory may lie in pieces, so both ends of
// the file are looked at beside the place where it begins.
func oleKind(src *Source, head []byte) Code {
	if len(head) < 512 {
		return "damaged_file"
	}
	size := int64(1) << min(head[30], 12)
	sector := int64(head[48]) | int64(head[49])<<8 | int64(head[50])<<16 | int64(head[51])<<24
	seen := append([]byte(nil), head...)
	for _, at := range []int64{(sector + 1) * size, max(0, src.Size-64<<10)} {
		part := make([]byte, 64<<10)
		n, err := src.at.ReadAt(part, at)
		if err != nil && err != io.EOF {
			break
		}
		seen = append(seen, part[:n]...)
	}
	for _, kind := range []struct {
		stream string
		code   Code
	}{
		{"EncryptedPackage", "password_protected"}, {"EncryptionInfo", "password_protected"}, {"WordDocument", "word_file"},
		{"PowerPoint Document", "presentation"}, {"__properties_version1.0", "mail_file"},
	} {
		if bytes.Contains(seen, wide(kind.stream)) {
			return kind.code
		}
	}
	return "old_workbook"
}

func wide(s string) []byte {
	var b []byte
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}

// foreign recognises files that are something else altogether.
func foreign(head []byte) (Code, bool) {
	for _, kind := range []struct {
		mark string
		code Code
	}{
		{"%PDF", "pdf_file"}, {"Rar!\x1a\x07", "foreign_archive"}, {"7z\xbc\xaf\x27\x1c", "foreign_archive"},
		{"\x1f\x8b", "foreign_archive"}, {"BZh", "foreign_archive"}, {"\xfd7zXZ", "foreign_archive"}, {"\x28\xb5\x2f\xfd", "foreign_archive"},
		{"\x89PNG", "image_file"}, {"\xff\xd8\xff", "image_file"}, {"GIF8", "image_file"}, {"II*\x00", "image_file"}, {"MM\x00*", "image_file"},
		{"\x09\x08\x10\x00", "old_workbook"}, {"\x09\x04\x06\x00", "old_workbook"}, {"\x09\x02\x06\x00", "old_workbook"}, {"\x09\x00\x04\x00", "old_workbook"},
		{"\x00\x01\x00\x00Standard", "database_file"}, {"PAR1", "database_file"},
		{"{\\rtf", "word_file"}, {"SQLite format 3\x00", "database_file"}, {"MZ", "program"}, {"\x7fELF", "program"},
		{"age-encryption.org/", "encrypted_file"}, {"-----BEGIN", "encrypted_file"},
	} {
		if strings.HasPrefix(string(head), kind.mark) {
			return kind.code, true
		}
	}
	switch {
	case len(head) > 262 && string(head[257:262]) == "ustar":
		return "foreign_archive", true
	case len(head) > 26 && string(head[:2]) == "BM" && bytes.Equal(head[6:10], make([]byte, 4)):
		return "image_file", true
	case len(head) > 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP", len(head) > 12 && string(head[4:8]) == "ftyp":
		return "image_file", true
	}
	return "", false
}

func detectText(src *Source) (Detected, error) {
	encoding, ok, err := DetectEncoding(src.Reader())
	if err != nil {
		return Detected{}, sourceProblem(src.Name, err)
	}
	if !ok {
		return Detected{}, Refuse(src.Name, "unknown_encoding", nil)
	}
	sample, err := io.ReadAll(io.LimitReader(encoding.Decode(src.Reader()), 64<<10))
	if err != nil {
		return Detected{}, sourceProblem(src.Name, err)
	}
	start := strings.TrimLeft(string(sample), " \t\r\n")
	lower := strings.ToLower(start[:min(len(start), 512)])
	switch {
	case start == "" && src.Size <= 64<<10:
		return Detected{}, Refuse(src.Name, "empty_file", nil)
	case mostlyControls(sample):
		return Detected{}, Refuse(src.Name, "not_text", nil)
	case strings.HasPrefix(start, "{"):
		return Detected{Format: NDJSON, Encoding: encoding}, nil
	case strings.HasPrefix(start, "[{") || strings.HasPrefix(start, "[\n"):
		return Detected{}, Refuse(src.Name, "json_array", nil)
	case strings.HasPrefix(lower, "<!doctype html") || strings.HasPrefix(lower, "<html") || strings.HasPrefix(lower, "<table"):
		return Detected{}, Refuse(src.Name, "html_file", nil)
	case strings.HasPrefix(lower, "<?xml"):
		return Detected{}, Refuse(src.Name, "xml_file", nil)
	}
	return Detected{Format: CSV, Encoding: encoding, Separator: DetectSeparator(start)}, nil
}

// mostlyControls reports whether several bytes, and more than one in a hundred, are control
// characters that no text has: then it is no text, rather than one with a bad
// row in it.
func mostlyControls(sample []byte) bool {
	controls := 0
	for _, b := range sample {
		if b < 0x20 && b != '\t' && b != '\r' && b != '\n' || b == 0x7f {
			controls++
		}
	}
	return controls > 3 && controls*100 > len(sample)
}

// DetectSeparator finds the character between the cells: the one that the
// first lines have most evenly, outside quotes. A comma if none is found.
func DetectSeparator(sample string) byte {
	best, bestScore := byte(','), 0
	for _, separator := range []byte{',', '\t', ';', '|'} {
		if score := separatorScore(sample, separator); score > bestScore {
			best, bestScore = separator, score
		}
	}
	return best
}

// separatorScore is how many cells the lines have that agree with the most
// frequent count.
func separatorScore(sample string, separator byte) int {
	counts := map[int]int{}
	lines, inLine, quoted := 0, 0, false
	for i := 0; i < len(sample) && lines < 50; i++ {
		switch b := sample[i]; {
		case b == '"':
			quoted = !quoted
		case quoted:
		case b == separator:
			inLine++
		case b == '\n':
			counts[inLine]++
			lines, inLine = lines+1, 0
		}
	}
	counts[inLine]++
	best := 0
	for n, lines := range counts {
		best = max(best, n*lines)
	}
	return best
}
