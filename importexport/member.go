package importexport

import (
	"compress/flate"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
)

// Open returns the unpacked bytes of a member. The reader ends in io.EOF only
// after size and checksum have been found right; whoever stops before has not
// checked the member.
func (a *Archive) Open(m Member) io.ReadCloser {
	packed := io.NewSectionReader(a.at, m.body, m.Packed)
	r := &memberReader{archive: a, member: m}
	if m.method == methodStore {
		r.from = io.NopCloser(packed)
	} else {
		r.from = flate.NewReader(packed)
	}
	return r
}

// Source unpacks a member into memory, so that it can be read like a file.
func (a *Archive) Source(m Member) (*Source, error) {
	if m.Size > a.limits.Member {
		return nil, a.refuse("zip_size", map[string]string{"limit": fmt.Sprint(a.limits.Member >> 20)})
	}
	r := a.Open(m)
	content, err := readAll(r, m.Size)
	if err := errors.Join(err, r.Close()); err != nil {
		return nil, err
	}
	return BytesSource(a.name+"/"+m.Name, content), nil
}

// readAll reads to the end and grows with what really comes, so that a false
// size in a directory costs nothing.
func readAll(r io.Reader, expected int64) ([]byte, error) {
	buf := make([]byte, 0, min(expected, 1<<20)+1)
	for {
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if err == io.EOF {
			return buf, nil
		}
		if err != nil {
			return nil, err
		}
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
	}
}

type memberReader struct {
	archive *Archive
	member  Member
	from    io.ReadCloser
	sum     uint32
	read    int64
}

func (r *memberReader) Read(p []byte) (int, error) {
	n, err := r.from.Read(p)
	r.read += int64(n)
	if r.read > r.member.Size {
		return 0, r.damaged("more bytes than announced")
	}
	r.sum = crc32.Update(r.sum, crc32.IEEETable, p[:n])
	switch {
	case err == io.EOF:
		return n, r.finish()
	case err != nil:
		return n, r.damaged("packed bytes broken")
	}
	return n, nil
}

func (r *memberReader) finish() error {
	if r.read != r.member.Size {
		return r.damaged("fewer bytes than announced")
	}
	if r.sum != r.member.crc {
		return r.damaged("checksum")
	}
	return io.EOF
}

func (r *memberReader) damaged(why string) *Problem {
	return r.archive.refuse("damaged_archive", map[string]string{"detail": r.member.Name + ": " + why})
}

func (r *memberReader) Close() error { return r.from.Close() }
