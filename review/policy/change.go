package policy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// With returns the facts with one of them changed; path is "asof", a field
// ("q.respiratory", "stays[F1].to") or a whole entry of a list ("stays[F1]"
// with the value "none", which removes it). Values are as ParseValue reads
// them.
func (f *Facts) With(path, value string) (*Facts, error) {
	c := f.clone()
	if path == "asof" {
		m, err := ParseMoment(value, f.Zone)
		c.AsOf = m
		return c, err
	}
	if value == "none" && strings.HasSuffix(path, "]") {
		return c, c.remove(path)
	}
	r, k, err := c.find(path)
	if err != nil {
		return nil, err
	}
	v, err := ParseValue(r.group.Fields[k].Type, value, f.Zone, r.vals[k].Refs...)
	if err != nil {
		return nil, fmt.Errorf("set %s: %w", path, err)
	}
	r.set(k, v)
	return c, nil
}

// SetAside returns the facts without the given evidence: every fact that rests
// on any of it is no longer known.
func (f *Facts) SetAside(refs ...string) *Facts {
	c := f.clone()
	why := Statement{Key: "why.set_aside", Args: map[string]string{"refs": strings.Join(refs, ", ")}}
	for _, rs := range c.records {
		for _, r := range rs {
			r.setAside(refs, why)
		}
	}
	return c
}

func (r *Record) setAside(refs []string, why Statement) {
	for k, v := range r.vals {
		if slices.ContainsFunc(v.Refs, func(s string) bool { return slices.Contains(refs, s) }) {
			r.set(k, NotKnown(why, v.Refs...))
		}
	}
}

func (f *Facts) remove(path string) error {
	list, ref, _ := strings.Cut(strings.TrimSuffix(path, "]"), "[")
	i := groupIndex(list)
	if i < 0 || !schema[i].List {
		return fmt.Errorf("facts have no list %q", list)
	}
	n := position(f.records[i], ref)
	if n < 0 {
		return fmt.Errorf("%s has no entry %q", list, ref)
	}
	f.records[i] = slices.Delete(f.records[i], n, n+1)
	f.relist(i)
	return nil
}

// find resolves "group.field" and "list[ref].field"; ref may also be the
// position, counted from 0.
func (f *Facts) find(path string) (*Record, int, error) {
	head, field, ok := cutLast(path)
	if !ok {
		return nil, 0, fmt.Errorf("%q is not a fact; facts look like q.respiratory or stays[F1].to", path)
	}
	name, ref, inList := strings.Cut(strings.TrimSuffix(head, "]"), "[")
	i := groupIndex(name)
	if i < 0 || schema[i].List != inList {
		return nil, 0, fmt.Errorf("%q is not a fact: there is no %q", path, name)
	}
	n := 0
	if inList {
		n = position(f.records[i], ref)
	}
	k, known := schema[i].index[field]
	if n < 0 || !known {
		return nil, 0, fmt.Errorf("%q is not a fact on this file", path)
	}
	return f.records[i][n], k, nil
}

// cutLast splits at the last dot outside brackets; refs such as Q1.TEMP have
// dots of their own.
func cutLast(path string) (head, field string, ok bool) {
	i := strings.LastIndexByte(path, '.')
	if i < 0 || i < strings.LastIndexByte(path, ']') {
		return "", "", false
	}
	return path[:i], path[i+1:], true
}

func position(rs []*Record, ref string) int {
	if i := slices.IndexFunc(rs, func(r *Record) bool { return r.Ref == ref }); i >= 0 {
		return i
	}
	if n, err := strconv.Atoi(ref); err == nil && n >= 0 && n < len(rs) {
		return n
	}
	return -1
}
