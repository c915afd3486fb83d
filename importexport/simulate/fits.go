package simulate

import "strings"

// A claim of a text about its speaker: whoever says "my husband" is a woman,
// whoever says "I am an old man" is neither young nor a woman.
type claim struct {
	word     string
	sex      byte // m, w or 0
	from, to int  // age
}

// claims lists the words that not everybody can say of themselves.
func claims() []claim {
	return []claim{
		{"我老婆", 'm', 24, 80}, {"女朋友", 'm', 18, 35}, {"老头子", 'm', 65, 99}, {"我老公", 'w', 24, 80},
		{"怀孕", 'w', 21, 42}, {"孩子才两岁", 0, 22, 42}, {"四岁的孩子", 0, 22, 45}, {"我父亲一个人", 0, 25, 58},
		{"学校放假", 0, 18, 27}, {"女儿在学校", 0, 30, 52}, {"我儿子在用", 0, 44, 80}, {"儿子都是绿码", 0, 27, 75},
		{"我爸（本人）", 'm', 50, 80}, {"照顾生病的父亲", 0, 25, 60}, {"武汉的外婆", 0, 18, 45}, {"我妈送菜", 0, 18, 50},
		{"去武大", 0, 18, 60}, {"厂里放假", 0, 18, 58}, {"到武汉出差", 0, 22, 60}, {"武汉出差", 0, 22, 60},
		{"年纪大了", 0, 62, 99}, {"眼睛不好", 0, 60, 99}, {"老年人", 0, 60, 99}, {"我女儿帮我", 0, 62, 99},
		{"抽烟", 'm', 22, 80}, {"配偶", 0, 23, 80}, {"弟弟办的", 0, 24, 75}, {"在武汉的同学", 0, 18, 50},
		{"退休工人", 0, 60, 99}, {"研究生", 0, 21, 29}, {"茶农", 0, 35, 80}, {"保洁员", 0, 38, 68},
		{"家政阿姨", 'w', 35, 62}, {"外卖骑手", 'm', 18, 45}, {"程序员", 0, 22, 42}, {"护士", 'w', 21, 52},
		{"网约车司机", 'm', 24, 58}, {"货车司机", 'm', 24, 58}, {"电工", 'm', 20, 60}, {"保安", 'm', 30, 66},
		{"小学老师", 0, 22, 58}, {"会计", 0, 22, 58}, {"超市收银员", 'w', 20, 52}, {"车间班长", 0, 25, 58},
		{"理发师", 0, 18, 58}, {"服装店老板", 0, 24, 62},
	}
}

// fits reports whether a person of that sex and age can say the text.
func (w *words) fits(text string, male bool, age int) bool {
	for _, c := range w.claims {
		if !strings.Contains(text, c.word) {
			continue
		}
		if age < c.from || age > c.to || c.sex == 'm' && !male || c.sex == 'w' && male {
			return false
		}
	}
	return true
}
