package link_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"recourse/importexport/intake/link"
)

const (
	wang  = "330199199001010011"
	zhang = "330199198503071231"
)

func all() link.Rules {
	return link.Rules{Links: []string{"id", "phone", "plate", "last4_name", "name"}}
}

func book(people []link.Keys, appeals ...link.Keys) *link.Book {
	b := link.NewBook()
	b.Weak = true
	for _, a := range appeals {
		b.Appeal(a)
	}
	for _, p := range people {
		b.Person(p)
	}
	b.Settle()
	return b
}

func TestFind(t *testing.T) {
	t.Parallel()
	me := link.Keys{AppealNo: "A1", DocNo: wang, Phone: "13800000001", Name: "王小明", ResidentID: "R1", Plate: "浙A12345"}
	b := book(nil, me)
	for name, c := range map[string]struct {
		row link.Keys
		how string
	}{
		"by the number of the appeal":              {link.Keys{AppealNo: "A1", DocNo: zhang}, "appeal"},
		"another appeal's number settles it":       {link.Keys{AppealNo: "A2", DocNo: wang}, ""},
		"by document number":                       {link.Keys{DocNo: wang, Phone: "13900000000"}, "id"},
		"by the old form of the number":            {link.Keys{DocNo: "330199900101001"}, "id"},
		"by the system's number of the person":     {link.Keys{ResidentID: "R1"}, "resident"},
		"by phone, though the number is another's": {link.Keys{DocNo: zhang, Phone: "13800000001"}, "phone"},
		"by plate":                       {link.Keys{Plate: "浙A12345"}, "plate"},
		"by the last four and the name":  {link.Keys{Last4: "0011", Name: "王小明"}, "last4_name"},
		"the last four of somebody else": {link.Keys{Last4: "1231", Name: "王小明"}, ""},
		"by name":                        {link.Keys{Name: "王小明"}, "name"},
		"never by name when the number is another person's": {link.Keys{DocNo: zhang, Name: "王小明"}, ""},
		"a row that says nothing":                           {link.Keys{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := b.Find(c.row, all())
			if m.How != c.how || (m.Key == "") != (c.how == "") {
				t.Fatalf("%+v", m)
			}
			if m.Key != "" && !slices.Contains(link.Of(me), m.Key) {
				t.Errorf("%s is not found again among %v", m.Key, link.Of(me))
			}
		})
	}
	strict := link.Rules{Links: []string{"id", "phone"}, Strict: true}
	if m := b.Find(link.Keys{DocNo: zhang, Phone: "13800000001"}, strict); m.Key != "" {
		t.Errorf("a code of another number is attached: %+v", m)
	}
	if (link.Keys{Name: "王小明"}).Usable(strict) || !(link.Keys{Phone: "1"}).Usable(strict) {
		t.Error("a name is taken for a link that it is not")
	}
}

func TestNamesakes(t *testing.T) {
	t.Parallel()
	me := link.Keys{AppealNo: "A1", DocNo: wang, Name: "王小明"}
	row := link.Keys{Name: "王小明"}
	for name, b := range map[string]*link.Book{
		"among those who appealed": book(nil, me, link.Keys{AppealNo: "A2", DocNo: zhang, Name: "王小明"}),
		"among everybody else":     book([]link.Keys{{DocNo: wang, Name: "王小明"}, {DocNo: zhang, Name: "王小明"}}, me),
		"somebody else entirely":   book([]link.Keys{{DocNo: zhang, Name: "王小明"}}, me),
	} {
		if m := b.Find(row, all()); m.Key != "" || !m.Ambiguous {
			t.Errorf("%s: %+v", name, m)
		}
	}
	twice := book([]link.Keys{{DocNo: wang, Name: "王小明"}}, me, link.Keys{AppealNo: "A2", DocNo: wang, Name: "王小明"})
	if m := twice.Find(row, all()); m.How != "name" {
		t.Errorf("one person with two appeals: %+v", m)
	}
}

func TestCallers(t *testing.T) {
	t.Parallel()
	call := link.Keys{AppealNo: "H1", Phone: "13800000001"}
	one := book([]link.Keys{{DocNo: wang, Name: "王小明", Phone: "13800000001"}, {DocNo: wang, Name: "王小明", Phone: "13800000001"}}, call)
	if full, n := one.Complete(call); n != 1 || full.DocNo != wang || full.Name != "王小明" || full.AppealNo != "H1" {
		t.Errorf("%+v, %d", full, n)
	}
	if m := one.Find(link.Keys{DocNo: wang}, all()); m.Key != "d"+wang {
		t.Errorf("rows with the number are not theirs: %+v", m)
	}
	if m := one.Find(link.Keys{Name: "王小明"}, all()); m.How != "name" {
		t.Errorf("nor those with the name: %+v", m)
	}
	family := []link.Keys{{DocNo: wang, Name: "王小明", Phone: "13800000001"}, {DocNo: zhang, Name: "张红", Phone: "13800000001"}}
	two := book(family, call)
	if full, n := two.Complete(call); n != 2 || full.DocNo != "" {
		t.Errorf("one of a family was chosen: %+v, %d", full, n)
	}
	call.Name = "张红"
	named := book(family, call)
	if full, n := named.Complete(call); n != 1 || full.DocNo != zhang {
		t.Errorf("the name does not decide: %+v, %d", full, n)
	}
	if _, n := book(nil, call).Complete(call); n != 0 {
		t.Errorf("%d people of nowhere", n)
	}
}

// Whoever is entered in which order: a row never goes to a person whom what it
// says does not fit, and what fits two goes to nobody.
func TestLinkLaws(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		person := rapid.Custom(func(t *rapid.T) link.Keys {
			n := rapid.IntRange(0, 5).Draw(t, "person")
			return link.Keys{DocNo: fmt.Sprintf("33019919900101%04d", n*7), Name: fmt.Sprint("名", n%3), Phone: fmt.Sprint("1380000000", n%4)}
		})
		appeals := rapid.SliceOfN(person, 1, 5).Draw(t, "appeals")
		others := rapid.SliceOfN(person, 0, 8).Draw(t, "others")
		for i := range appeals {
			appeals[i].AppealNo = fmt.Sprint("A", i)
		}
		b := book(others, appeals...)
		everybody := slices.Concat(appeals, others)
		name := rapid.SampledFrom([]string{"名0", "名1", "名2"}).Draw(t, "name")
		bearers := map[string]bool{}
		appealed := false
		for i, p := range everybody {
			if p.Name == name {
				bearers[p.DocNo] = true
				appealed = appealed || i < len(appeals)
			}
		}
		m := b.Find(link.Keys{Name: name}, all())
		if got := m.Key != ""; got != (appealed && len(bearers) == 1) {
			t.Fatalf("%s is borne by %d people, and the row is attached: %v", name, len(bearers), got)
		}
		if m.Ambiguous != (appealed && len(bearers) > 1) {
			t.Fatalf("ambiguous: %v with %d people", m.Ambiguous, len(bearers))
		}
		p := rapid.SampledFrom(appeals).Draw(t, "whose")
		if m := b.Find(link.Keys{DocNo: p.DocNo}, all()); !slices.Contains(link.Of(p), m.Key) {
			t.Fatalf("a row with %s went to %q", p.DocNo, m.Key)
		}
	})
}
