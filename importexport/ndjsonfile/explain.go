package ndjsonfile

import (
	"bytes"
	"encoding"
	"errors"
	"reflect"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"recourse/importexport"
)

var (
	errDestroyed = errors.New("destroyed text")
	errDeep      = errors.New("nested too deeply")
	errCrowded   = errors.New("more parts than a case can have")
)

// explain turns what the decoder says into a problem that names the member.
func explain(err error, line []byte) *importexport.Problem {
	p := &importexport.Problem{Code: "bad_json", Level: importexport.Refused}
	var semantic *json.SemanticError
	var syntactic *jsontext.SyntacticError
	switch {
	case errors.Is(err, errDestroyed):
		p.Code = "destroyed_text"
	case errors.Is(err, errDeep):
		p.Code = "too_deep"
	case errors.Is(err, errCrowded):
		p.Code = "too_many_parts"
	case errors.Is(err, jsontext.ErrDuplicateName):
		p.Code = "duplicate_field"
		if errors.As(err, &syntactic) {
			p.Column = pointer(syntactic.JSONPointer)
		}
	case errors.As(err, &semantic):
		p.Column = pointer(semantic.JSONPointer)
		p.Code = "wrong_type"
		if errors.Is(err, json.ErrUnknownName) {
			p.Code = "unknown_field"
		} else {
			if spelt(semantic.GoType) {
				p.Code = "bad_value"
			}
			p.Value = importexport.Shorten(valueAt(line, semantic.JSONPointer))
		}
	case errors.As(err, &syntactic):
		p.Column = pointer(syntactic.JSONPointer)
		if strings.Contains(syntactic.Err.Error(), "UTF-8") || strings.Contains(syntactic.Err.Error(), "surrogate") {
			p.Code = "bad_encoding"
		}
	}
	return p
}

// pointer spells the place of a member as people write it: appeal.filed_at.
func pointer(p jsontext.Pointer) string {
	return strings.ReplaceAll(strings.TrimPrefix(string(p), "/"), "/", ".")
}

// valueAt returns the value at a place of a line, texts without their marks.
func valueAt(line []byte, at jsontext.Pointer) string {
	d := jsontext.NewDecoder(bytes.NewReader(line))
	for {
		kind, n := d.StackIndex(d.StackDepth())
		if d.StackPointer() == at && (kind != '{' || n%2 == 1) {
			value, err := d.ReadValue()
			if text, bad := jsontext.AppendUnquote(nil, value); err == nil && bad == nil {
				return string(text)
			}
			return string(value)
		}
		if _, err := d.ReadToken(); err != nil {
			return ""
		}
	}
}

// spelt reports whether a type reads its values from text, as times do.
func spelt(t reflect.Type) bool {
	return t != nil && reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}
