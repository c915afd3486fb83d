package importexport

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Archive is a zip file whose directory has been checked in full before a
// single byte is unpacked: the members lie where the directory says, do not
// overlap, are not encrypted, keep to the limits and have harmless names.
type Archive struct {
	Members []Member
	name    string
	at      io.ReaderAt
	limits  Limits
}

// Member is one file in an archive.
type Member struct {
	Name         string
	Packed, Size int64
	method       uint16
	flags        uint16
	crc          uint32
	header       int64 // offset of the local header
	body         int64 // offset of the packed bytes
}

const (
	sigLocal     = 0x04034b50
	sigDirectory = 0x02014b50
	sigEnd       = 0x06054b50
	sigEnd64     = 0x06064b50
	sigLocator64 = 0x07064b50

	methodStore   = 0
	methodDeflate = 8

	flagEncrypted  = 1 << 0
	flagDescriptor = 1 << 3
	flagStrong     = 1 << 6
	flagUTF8       = 1 << 11
)

// OpenArchive reads and checks the directory of a zip file.
func OpenArchive(src *Source, limits Limits) (*Archive, error) {
	a := &Archive{name: src.Name, at: src.ReaderAt(), limits: limits}
	end, err := a.findEnd(src.Size)
	if err != nil {
		return nil, err
	}
	if end.count > uint64(limits.Members) {
		return nil, a.refuse("zip_members", map[string]string{"limit": fmt.Sprint(limits.Members)})
	}
	if err := a.readDirectory(end); err != nil {
		return nil, err
	}
	for i := range a.Members {
		if err := a.checkLocal(&a.Members[i], int64(end.offset)); err != nil {
			return nil, err
		}
	}
	if err := a.checkOverlap(); err != nil {
		return nil, err
	}
	return a, a.checkSizes()
}

// Find returns the member with this name.
func (a *Archive) Find(name string) (Member, bool) {
	for _, m := range a.Members {
		if m.Name == name {
			return m, true
		}
	}
	return Member{}, false
}

func (a *Archive) refuse(code Code, args map[string]string) *Problem {
	return Refuse(a.name, code, args)
}

func (a *Archive) damaged(why string) *Problem {
	return a.refuse("damaged_archive", map[string]string{"detail": why})
}

// directoryEnd is what the end record says about the directory.
type directoryEnd struct {
	count, size, offset uint64
}

func (a *Archive) findEnd(size int64) (directoryEnd, error) {
	tailSize := min(size, 22+65535)
	tail := make([]byte, tailSize)
	if _, err := a.at.ReadAt(tail, size-tailSize); err != nil && err != io.EOF {
		return directoryEnd{}, fmt.Errorf("read end of %s: %w", a.name, err)
	}
	le := binary.LittleEndian
	for i := len(tail) - 22; i >= 0; i-- {
		if le.Uint32(tail[i:]) != sigEnd || int(le.Uint16(tail[i+20:])) != len(tail)-i-22 {
			continue
		}
		if le.Uint16(tail[i+4:]) != 0 && le.Uint16(tail[i+4:]) != 0xffff {
			return directoryEnd{}, a.refuse("zip_split", nil)
		}
		end := directoryEnd{
			count: uint64(le.Uint16(tail[i+10:])), size: uint64(le.Uint32(tail[i+12:])), offset: uint64(le.Uint32(tail[i+16:])),
		}
		at := size - tailSize + int64(i)
		if end.count == 0xffff || end.size == 0xffffffff || end.offset == 0xffffffff {
			var err error
			if end, at, err = a.findEnd64(at); err != nil {
				return end, err
			}
		}
		if end.offset > uint64(at) || end.size != uint64(at)-end.offset {
			return end, a.damaged("directory not where the end record says")
		}
		return end, nil
	}
	return directoryEnd{}, a.damaged("end record missing")
}

func (a *Archive) findEnd64(at int64) (directoryEnd, int64, error) {
	var locator [20]byte
	var record [56]byte
	le := binary.LittleEndian
	if at < 20 {
		return directoryEnd{}, 0, a.damaged("zip64 locator missing")
	}
	if _, err := a.at.ReadAt(locator[:], at-20); err != nil || le.Uint32(locator[:]) != sigLocator64 {
		return directoryEnd{}, 0, a.damaged("zip64 locator missing")
	}
	offset := le.Uint64(locator[8:])
	if offset > uint64(at-20) {
		return directoryEnd{}, 0, a.damaged("zip64 end record outside the file")
	}
	if _, err := a.at.ReadAt(record[:], int64(offset)); err != nil || le.Uint32(record[:]) != sigEnd64 {
		return directoryEnd{}, 0, a.damaged("zip64 end record missing")
	}
	end := directoryEnd{count: le.Uint64(record[32:]), size: le.Uint64(record[40:]), offset: le.Uint64(record[48:])}
	return end, int64(offset), nil
}

func (a *Archive) readDirectory(end directoryEnd) error {
	const most = 64 << 20
	if end.size > most {
		return a.refuse("zip_members", map[string]string{"limit": fmt.Sprint(a.limits.Members)})
	}
	dir := make([]byte, end.size)
	if _, err := a.at.ReadAt(dir, int64(end.offset)); err != nil && err != io.EOF {
		return fmt.Errorf("read directory of %s: %w", a.name, err)
	}
	seen := make(map[string]bool)
	for len(dir) > 0 {
		m, rest, err := a.parseEntry(dir)
		if err != nil {
			return err
		}
		dir = rest
		if strings.HasSuffix(m.Name, "/") && m.Size == 0 {
			continue
		}
		if folded := strings.ToLower(m.Name); seen[folded] {
			return a.damaged("two members of one name")
		} else {
			seen[folded] = true
		}
		a.Members = append(a.Members, m)
		if len(a.Members) > a.limits.Members {
			return a.refuse("zip_members", map[string]string{"limit": fmt.Sprint(a.limits.Members)})
		}
	}
	return nil
}

func (a *Archive) parseEntry(dir []byte) (Member, []byte, error) {
	le := binary.LittleEndian
	if len(dir) < 46 || le.Uint32(dir) != sigDirectory {
		return Member{}, nil, a.damaged("directory entry")
	}
	nameLen, extraLen, noteLen := int(le.Uint16(dir[28:])), int(le.Uint16(dir[30:])), int(le.Uint16(dir[32:]))
	if len(dir) < 46+nameLen+extraLen+noteLen {
		return Member{}, nil, a.damaged("directory entry")
	}
	m := Member{
		flags: le.Uint16(dir[8:]), method: le.Uint16(dir[10:]), crc: le.Uint32(dir[16:]),
		Packed: int64(le.Uint32(dir[20:])), Size: int64(le.Uint32(dir[24:])), header: int64(le.Uint32(dir[42:])),
	}
	raw := string(dir[46 : 46+nameLen])
	if err := a.widen(&m, dir[46+nameLen:46+nameLen+extraLen]); err != nil {
		return m, nil, err
	}
	var err error
	if m.Name, err = a.safeName(raw, m.flags); err != nil {
		return m, nil, err
	}
	if notAFile(le.Uint16(dir[4:]), le.Uint32(dir[38:])) {
		return m, nil, a.refuse("zip_link", map[string]string{"member": Shorten(m.Name)})
	}
	return m, dir[46+nameLen+extraLen+noteLen:], a.checkMethod(m)
}

// notAFile reports whether a member that a Unix system packed is a link, a
// device or a pipe rather than a file or a folder.
func notAFile(madeBy uint16, attributes uint32) bool {
	const unix, kind, regular, folder = 3, 0xf000, 0x8000, 0x4000
	mode := attributes >> 16 & kind
	return madeBy>>8 == unix && mode != 0 && mode != regular && mode != folder
}

// widen takes the 64-bit sizes of an entry from its extra field.
func (a *Archive) widen(m *Member, extra []byte) error {
	const full = 0xffffffff
	if m.Size != full && m.Packed != full && m.header != full {
		return nil
	}
	le := binary.LittleEndian
	for len(extra) >= 4 {
		id, n := le.Uint16(extra), int(le.Uint16(extra[2:]))
		if len(extra) < 4+n {
			break
		}
		field := extra[4 : 4+n]
		extra = extra[4+n:]
		if id != 1 {
			continue
		}
		for _, v := range []*int64{&m.Size, &m.Packed, &m.header} {
			if *v != full {
				continue
			}
			if len(field) < 8 || int64(le.Uint64(field)) < 0 {
				return a.damaged("zip64 sizes")
			}
			*v, field = int64(le.Uint64(field)), field[8:]
		}
		return nil
	}
	return a.damaged("zip64 sizes")
}

// safeName decodes the name of a member and refuses those that point out of
// the archive. Names without the UTF-8 mark that are not UTF-8 come from a
// Chinese Windows and are GB18030.
func (a *Archive) safeName(raw string, flags uint16) (string, error) {
	name := raw
	if !utf8.ValidString(raw) {
		decoded, err := simplifiedchinese.GB18030.NewDecoder().String(raw)
		if err != nil || flags&flagUTF8 != 0 {
			return "", a.refuse("zip_name", nil)
		}
		name = decoded
	}
	name = strings.ReplaceAll(name, `\`, "/")
	bad := name == "" || strings.HasPrefix(name, "/") || strings.ContainsAny(name, "\x00:")
	for part := range strings.SplitSeq(name, "/") {
		bad = bad || part == ".."
	}
	if bad {
		return "", a.refuse("zip_name", map[string]string{"member": Shorten(name)})
	}
	return name, nil
}

func (a *Archive) checkMethod(m Member) error {
	if m.flags&(flagEncrypted|flagStrong) != 0 {
		return a.refuse("password_protected", nil)
	}
	if m.method != methodStore && m.method != methodDeflate {
		return a.refuse("zip_method", map[string]string{"member": Shorten(m.Name)})
	}
	return nil
}

// checkLocal compares the header before the bytes with the directory: readers
// disagree about which of the two to believe, and that is how content is
// smuggled past a check.
func (a *Archive) checkLocal(m *Member, directory int64) error {
	var h [30]byte
	le := binary.LittleEndian
	if m.header < 0 || m.header > directory-30 {
		return a.damaged("member outside the file")
	}
	if _, err := a.at.ReadAt(h[:], m.header); err != nil || le.Uint32(h[:]) != sigLocal {
		return a.damaged("local header missing")
	}
	nameLen, extraLen := int64(le.Uint16(h[26:])), int64(le.Uint16(h[28:]))
	name := make([]byte, nameLen)
	if _, err := a.at.ReadAt(name, m.header+30); err != nil {
		return a.damaged("local header cut off")
	}
	local, err := a.safeName(string(name), m.flags)
	if err != nil {
		return err
	}
	flags := le.Uint16(h[6:])
	if local != m.Name || le.Uint16(h[8:]) != m.method || flags&flagEncrypted != 0 || (flags^m.flags)&flagDescriptor != 0 {
		return a.damaged("local header differs from the directory")
	}
	if flags&flagDescriptor == 0 && !sameSizes(h, m) {
		return a.damaged("local sizes differ from the directory")
	}
	m.body = m.header + 30 + nameLen + extraLen
	if m.Packed < 0 || m.body > directory || m.Packed > directory-m.body {
		return a.damaged("member runs into the directory")
	}
	return nil
}

func sameSizes(h [30]byte, m *Member) bool {
	le := binary.LittleEndian
	packed, size := int64(le.Uint32(h[18:])), int64(le.Uint32(h[22:]))
	const full = 0xffffffff
	return le.Uint32(h[14:]) == m.crc && (packed == m.Packed || packed == full) && (size == m.Size || size == full)
}

func (a *Archive) checkOverlap() error {
	order := slices.Clone(a.Members)
	slices.SortFunc(order, func(x, y Member) int { return cmp.Compare(x.header, y.header) })
	for i := 1; i < len(order); i++ {
		if order[i-1].body+order[i-1].Packed > order[i].header {
			return a.refuse("zip_overlap", map[string]string{"member": Shorten(order[i].Name)})
		}
	}
	return nil
}

func (a *Archive) checkSizes() error {
	var total int64
	for _, m := range a.Members {
		if m.method == methodStore && m.Size != m.Packed {
			return a.damaged("stored member of two sizes")
		}
		if m.Size > a.limits.RatioFree && m.Size/max(m.Packed, 1) > a.limits.Ratio {
			return a.refuse("zip_ratio", map[string]string{"member": Shorten(m.Name), "size": fmt.Sprint(m.Size >> 20)})
		}
		total += m.Size
		if m.Size > a.limits.Unpacked || total > a.limits.Unpacked {
			return a.refuse("zip_size", map[string]string{"limit": fmt.Sprint(a.limits.Unpacked >> 20)})
		}
	}
	return nil
}
