package xlsxfile

// chunkSize is how many bytes of shared strings lie together. No string
// crosses from one chunk into the next.
const chunkSize = 1 << 20

// arena holds the shared strings of a workbook in few large pieces: eight
// bytes beside the characters of each, and nothing for the collector to walk.
type arena struct {
	chunks  []string
	filling []byte
	starts  []uint64 // chunk number and offset in it
	bytes   int64
}

func (a *arena) add(s []byte) {
	if len(a.filling)+len(s) > chunkSize || len(a.filling) == chunkSize {
		a.seal()
	}
	a.starts = append(a.starts, uint64(len(a.chunks))<<32|uint64(len(a.filling)))
	a.filling = append(a.filling, s...)
	a.bytes += int64(len(s)) + 8
}

// seal completes the chunk that is being filled. It must be called before get.
func (a *arena) seal() {
	if len(a.filling) > 0 {
		a.chunks = append(a.chunks, string(a.filling))
		a.filling = a.filling[:0]
	}
}

func (a *arena) get(i int) (string, bool) {
	if i < 0 || i >= len(a.starts) {
		return "", false
	}
	chunk, offset := a.starts[i]>>32, uint32(a.starts[i])
	if chunk >= uint64(len(a.chunks)) {
		return "", true
	}
	text := a.chunks[chunk]
	if i+1 < len(a.starts) && a.starts[i+1]>>32 == chunk {
		return text[offset:uint32(a.starts[i+1])], true
	}
	return text[offset:], true
}
