package kept

import (
	"fmt"

	"recourse/importexport/letter/typeset"
)

// block is one block under its name; one field is set.
type block struct {
	Head      *head      `json:"head,omitempty"`
	Title     *title     `json:"title,omitempty"`
	Heading   *heading   `json:"heading,omitempty"`
	Para      *para      `json:"para,omitempty"`
	Item      *item      `json:"item,omitempty"`
	Panel     *panel     `json:"panel,omitempty"`
	Table     *table     `json:"table,omitempty"`
	Signature *signature `json:"signature,omitempty"`
	Slip      *slip      `json:"slip,omitempty"`
	Ending    *ending    `json:"ending,omitempty"`
}

type head struct {
	Authority string `json:"authority"`
	Number    string `json:"no"`
	Notice    string `json:"notice,omitempty"`
}

type title struct {
	Lines []string `json:"lines"`
}

type heading struct {
	Text string `json:"text"`
}

type para struct {
	Text  string `json:"text"`
	Flush bool   `json:"flush,omitempty"`
	Small bool   `json:"small,omitempty"`
	Lead  bool   `json:"lead,omitempty"`
}

type item struct {
	Label string `json:"label"`
	Text  string `json:"text"`
}

type panel struct {
	Paras []string `json:"paras"`
}

type table struct {
	Widths []int      `json:"widths,omitempty"`
	Head   []string   `json:"head,omitempty"`
	Rows   [][]string `json:"rows"`
	Labels bool       `json:"labels,omitempty"`
	Lead   bool       `json:"lead,omitempty"`
}

type signature struct {
	Authority string `json:"authority"`
	Date      string `json:"date"`
	Note      string `json:"note"`
	Sealed    bool   `json:"sealed,omitempty"`
	Alt       string `json:"alt,omitempty"`
}

type slip struct {
	Head  string `json:"head"`
	Table table  `json:"table"`
}

type ending struct {
	Text string `json:"text"`
}

// name puts a block under its name.
func name(b typeset.Block) (block, error) {
	switch b := b.(type) {
	case typeset.Letterhead:
		h := head(b)
		return block{Head: &h}, nil
	case typeset.Title:
		t := title(b)
		return block{Title: &t}, nil
	case typeset.Heading:
		h := heading(b)
		return block{Heading: &h}, nil
	case typeset.Para:
		p := para(b)
		return block{Para: &p}, nil
	case typeset.Item:
		i := item(b)
		return block{Item: &i}, nil
	case typeset.Panel:
		p := panel(b)
		return block{Panel: &p}, nil
	case typeset.Table:
		t := table(b)
		return block{Table: &t}, nil
	case typeset.Signature:
		return block{Signature: &signature{b.Authority, b.Date, b.Note, b.Sealed, b.Alt}}, nil
	case typeset.Slip:
		return block{Slip: &slip{b.Head, table(b.Table)}}, nil
	case typeset.Ending:
		e := ending(b)
		return block{Ending: &e}, nil
	}
	return block{}, fmt.Errorf("a block of no known kind: %T", b)
}

// plain is the block under its name.
func (b block) plain() (typeset.Block, error) {
	switch {
	case b.Head != nil:
		return typeset.Letterhead(*b.Head), nil
	case b.Title != nil:
		return typeset.Title(*b.Title), nil
	case b.Heading != nil:
		return typeset.Heading(*b.Heading), nil
	case b.Para != nil:
		return typeset.Para(*b.Para), nil
	case b.Item != nil:
		return typeset.Item(*b.Item), nil
	case b.Panel != nil:
		return typeset.Panel(*b.Panel), nil
	case b.Table != nil:
		return typeset.Table(*b.Table), nil
	case b.Signature != nil:
		s := b.Signature
		return typeset.Signature{Authority: s.Authority, Date: s.Date, Note: s.Note, Sealed: s.Sealed, Alt: s.Alt}, nil
	case b.Slip != nil:
		return typeset.Slip{Head: b.Slip.Head, Table: typeset.Table(b.Slip.Table)}, nil
	case b.Ending != nil:
		return typeset.Ending(*b.Ending), nil
	}
	return nil, fmt.Errorf("%w: an empty block", ErrUnreadable)
}
