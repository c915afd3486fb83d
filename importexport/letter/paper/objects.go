package paper

import (
	"bytes"
	"fmt"
	"strconv"
)

// object is one numbered object of a file.
type object struct {
	body   []byte // everything between "obj" and "endobj", without the stream
	stream []byte // nil when there is none
}

// objects is a file taken apart. Objects are read when they are asked for.
type objects struct {
	file    []byte // up to the cross references
	places  []int  // index is the object number; 0 is unused
	trailer dict
}

const maxObjects = 1_000_000

// takeApart reads a file with one plain cross-reference table, as gofpdf and
// this package write it.
func takeApart(file []byte) (*objects, error) {
	at := bytes.LastIndex(file, []byte("startxref"))
	if at < 0 {
		return nil, fmt.Errorf("%w: no cross references", errSyntax)
	}
	l := &lexer{src: file, at: at + len("startxref")}
	start, err := l.value()
	begin, ok := start.(float64)
	if err != nil || !ok || begin < 0 || int(begin) >= at {
		return nil, fmt.Errorf("%w: place of cross references", errSyntax)
	}
	l = &lexer{src: file[:at], at: int(begin)}
	count, err := l.tableHead()
	if err != nil {
		return nil, err
	}
	entries := l.at
	if len(l.src)-entries < 20*count {
		return nil, fmt.Errorf("%w: cross references cut off", errSyntax)
	}
	o := &objects{file: file[:int(begin)], places: make([]int, count)}
	for n := 1; n < count; n++ {
		offset, err := strconv.Atoi(string(file[entries+20*n : entries+20*n+10]))
		if err != nil || offset <= 0 || offset >= int(begin) {
			return nil, fmt.Errorf("%w: place of object %d", errSyntax, n)
		}
		o.places[n] = offset
	}
	l.at = entries + 20*count
	return o, o.readTrailer(l)
}

func (o *objects) readTrailer(l *lexer) error {
	if w, err := l.value(); err != nil || w != word("trailer") {
		return fmt.Errorf("%w: no trailer", errSyntax)
	}
	v, err := l.value()
	d, ok := v.(dict)
	if err != nil || !ok {
		return fmt.Errorf("%w: trailer", errSyntax)
	}
	o.trailer = d
	return nil
}

// tableHead reads "xref 0 count" up to the first entry.
func (l *lexer) tableHead() (int, error) {
	var v [3]any
	for i := range v {
		var err error
		if v[i], err = l.value(); err != nil {
			return 0, err
		}
	}
	count, ok := v[2].(float64)
	if v[0] != word("xref") || v[1] != 0.0 || !ok || count < 2 || count > maxObjects {
		return 0, fmt.Errorf("%w: head of cross references", errSyntax)
	}
	l.skip()
	return int(count), nil
}

// object reads object n.
func (o *objects) object(r any) (object, error) {
	n, ok := r.(ref)
	if !ok || int(n) >= len(o.places) || n <= 0 {
		return object{}, fmt.Errorf("%w: no such object: %v", errSyntax, r)
	}
	return readObject(o.file, o.places[n], int(n))
}

func readObject(file []byte, offset, n int) (object, error) {
	head := []byte(strconv.Itoa(n) + " 0 obj\n")
	if !bytes.HasPrefix(file[offset:], head) {
		return object{}, fmt.Errorf("%w: object %d is not where it should be", errSyntax, n)
	}
	l := &lexer{src: file, at: offset + len(head)}
	from := l.at
	v, err := l.value()
	if err != nil {
		return object{}, fmt.Errorf("object %d: %w", n, err)
	}
	o := object{body: file[from:l.at]}
	l.skip()
	if l.peek("endobj") {
		return o, nil
	}
	d, ok := v.(dict)
	length, isNumber := d["Length"].(float64)
	if !ok || !isNumber || !l.peek("stream\n") || length < 0 || int(length) > len(file)-l.at-7 {
		return object{}, fmt.Errorf("%w: stream of object %d", errSyntax, n)
	}
	l.at += len("stream\n")
	o.stream = file[l.at : l.at+int(length)]
	l.at += int(length)
	if l.skip(); !l.peek("endstream") {
		return object{}, fmt.Errorf("%w: stream of object %d is longer than it says", errSyntax, n)
	}
	return o, nil
}

// dict is the dictionary of an object.
func (o *objects) dict(r any) (dict, error) {
	obj, err := o.object(r)
	if err != nil {
		return nil, err
	}
	v, err := (&lexer{src: obj.body}).value()
	d, isDict := v.(dict)
	if err != nil || !isDict {
		return nil, fmt.Errorf("%w: object %d is no dictionary", errSyntax, r)
	}
	return d, nil
}
