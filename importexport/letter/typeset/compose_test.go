package typeset_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"recourse/importexport/letter/face"
	"recourse/importexport/letter/typeset"
)

func compose(t *testing.T, blocks ...typeset.Block) typeset.Layout {
	t.Helper()
	faces, err := face.Load()
	if err != nil {
		t.Fatal(err)
	}
	head := typeset.Letterhead{Authority: "杭州市西湖区疫情防控工作领导小组", Number: "杭健码复〔2020〕1号"}
	return typeset.Compose(faces, typeset.Letter{Parts: []typeset.Part{{Lang: "zh-CN", Blocks: append([]typeset.Block{head}, blocks...)}}})
}

// long is a letter of sections with paragraphs of growing length.
func long(n int) []typeset.Block {
	var blocks []typeset.Block
	for i := range n {
		blocks = append(blocks, typeset.Heading{Text: fmt.Sprintf("第%d节", i+1)},
			typeset.Para{Text: strings.Repeat("这一判断只依据一条运营商基站记录。", i%9+1)})
	}
	return blocks
}

func TestCompose(t *testing.T) {
	t.Parallel()
	l := compose(t, long(60)...)
	if len(l.Pages) < 4 {
		t.Fatalf("%d pages, want several", len(l.Pages))
	}
	t.Run("no heading stands at the foot of a page", func(t *testing.T) {
		for _, p := range l.Pages {
			body := slices.DeleteFunc(slices.Clone(p.Runs), func(r typeset.Run) bool { return r.Node == typeset.Artefact })
			if last := body[len(body)-1]; l.Nodes[last.Node].Role == "H2" {
				t.Errorf("page %d ends with the heading %s", p.Number, last.Text())
			}
		}
	})
	t.Run("no paragraph leaves a single line behind", func(t *testing.T) {
		lines := map[[2]int]map[typeset.Unit]bool{} // page and node -> baselines
		pages := map[int]map[int]bool{}
		for _, p := range l.Pages {
			for _, r := range p.Runs {
				if r.Node == typeset.Artefact {
					continue
				}
				k := [2]int{p.Number, r.Node}
				if lines[k] == nil {
					lines[k] = map[typeset.Unit]bool{}
				}
				lines[k][r.Y] = true
				if pages[r.Node] == nil {
					pages[r.Node] = map[int]bool{}
				}
				pages[r.Node][p.Number] = true
			}
		}
		for k, v := range lines {
			if len(pages[k[1]]) > 1 && len(v) < 2 {
				t.Errorf("page %d holds one line of a divided paragraph", k[0])
			}
		}
	})
	t.Run("nothing leaves the type area", func(t *testing.T) {
		for _, p := range l.Pages {
			for _, r := range p.Runs {
				end := r.X + r.Glyphs[len(r.Glyphs)-1].X
				if r.X < typeset.MM(200) || end > typeset.MM(1900) || r.Y < typeset.MM(230) || r.Y > typeset.MM(2850) {
					t.Errorf("page %d: %q at %d,%d", p.Number, r.Text(), r.X, r.Y)
				}
			}
		}
	})
	t.Run("pages are numbered from the second, and each says how many there are", func(t *testing.T) {
		for _, p := range l.Pages {
			folio := ""
			for _, r := range p.Runs {
				if r.Node == typeset.Artefact {
					folio += r.Text()
				}
			}
			count := fmt.Sprintf("共%d页", len(l.Pages))
			want := fmt.Sprintf("— %d —杭健码复〔2020〕1号", p.Number) + count
			if p.Number == 1 {
				want = count
			}
			if folio != want {
				t.Errorf("page %d is numbered %q, want %q", p.Number, folio, want)
			}
		}
	})
}

func TestLetterForm(t *testing.T) {
	t.Parallel()
	rules := compose(t, typeset.Para{Text: "正文"}).Pages[0].Rules
	if len(rules) != 4 {
		t.Fatalf("%d rules, want two double rules", len(rules))
	}
	foot := typeset.PageHeight - typeset.MM(200)
	if end := rules[3].Y + rules[3].H; max(end-foot, foot-end) > 1500 {
		t.Errorf("the lower rule ends %d from the foot, want 20 mm", typeset.PageHeight-end)
	}
	if rules[0].H <= rules[1].H || rules[3].H <= rules[2].H {
		t.Error("the double rules are not thick outside and thin inside")
	}
	for i, r := range rules {
		if r.W != typeset.MM(1700) || r.Ink != typeset.Red {
			t.Errorf("rule %d is %+v, want 170 mm in red", i, r)
		}
	}
}

func TestTable(t *testing.T) {
	t.Parallel()
	table := typeset.Table{Widths: []int{500, 500}, Head: []string{"来源", "时段"}}
	for i := range 120 {
		table.Rows = append(table.Rows, []string{fmt.Sprintf("第%d行", i+1), "2020年1月20日"})
	}
	l := compose(t, table)
	t.Run("the head is set again on every page, once as text", func(t *testing.T) {
		text, again := 0, 0
		for _, p := range l.Pages {
			for _, r := range p.Runs {
				switch {
				case r.Text() != "来源":
				case r.Node == typeset.Artefact:
					again++
				default:
					text++
				}
			}
		}
		if text != 1 || again != len(l.Pages)-1 {
			t.Errorf("head stands %d times as text and %d times repeated on %d pages", text, again, len(l.Pages))
		}
	})
	t.Run("cells are named for readers of the structure", func(t *testing.T) {
		count := map[string]int{}
		for _, n := range l.Nodes {
			count[n.Role]++
		}
		if count["Table"] != 1 || count["TR"] != 121 || count["TH"] != 2 || count["TD"] != 240 {
			t.Errorf("structure is %v", count)
		}
	})
}

func TestLost(t *testing.T) {
	t.Parallel()
	l := compose(t, typeset.Para{Text: "王\U000243E1，𠮷，\U000243E1"})
	if string(l.Lost) != "\U000243E1" {
		t.Errorf("lost %q, want the one character without a glyph", string(l.Lost))
	}
}
