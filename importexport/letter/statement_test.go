package letter_test

import (
	"strings"
	"testing"
)

func TestQuotedStatement(t *testing.T) {
	t.Parallel()
	p := open(t)
	for _, c := range []struct{ name, statement, want string }{
		{"a number of a person is masked", "我的电话13800138000，证件330199198503071231。", "我的电话138****8000，证件330199********1231。"},
		{"an emoji becomes a square", "请帮帮我😭\ufe0f！", "请帮帮我□！"},
		{"the resident's own strong words stay", "有人说我撒谎，我没有；日期是××日{x}。", "有人说我撒谎，我没有；日期是××日{x}。"},
		{"line ends become spaces", "一\n二\r\n三", "一 二 三"},
		{"other numbers stay", "G1234次，1月20日13时。", "G1234次，1月20日13时。"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in := transit(t, "both")
			in.File.Snapshot.Appeal.Statement = c.statement
			content := p.Decision(in)
			if content.Told.Statement != c.want {
				t.Errorf("quoted %q, want %q", content.Told.Statement, c.want)
			}
			if problems := p.Check(content); len(problems) != 0 {
				t.Errorf("the letter is refused for the resident's words: %v", problems)
			}
		})
	}
	t.Run("a long statement is an excerpt and says so", func(t *testing.T) {
		t.Parallel()
		in := transit(t, "zh")
		in.File.Snapshot.Appeal.Statement = strings.Repeat("我只是换车。", 500)
		got, err := p.Issue(p.Decision(in), seal())
		if err != nil {
			t.Fatal(err)
		}
		v, err := p.Verify(got.PDF, public())
		if err != nil || !strings.Contains(v.Text, "节选") || got.Pages > 5 {
			t.Errorf("%d pages, excerpt marked: %v, %v", got.Pages, strings.Contains(v.Text, "节选"), err)
		}
	})
}
