// Package gazetteer finds the code of a division by its name: 湖北省武汉市,
// 武汉市, 武汉, 浙江省杭州市西湖区, 西湖区. It knows the names that it is given and
// guesses nothing: a text that may mean two places, or holds words that it does
// not know where they would matter, has no code.
package gazetteer

import (
	"strings"
	"time"
)

// Division is one entry of GB/T 2260 with the days between which its code was
// in use, "" for no limit.
type Division struct {
	Code, Name         string
	ValidFrom, ValidTo string // 2006-01-02
}

// Gazetteer finds divisions by name. It is not changed once it is made.
type Gazetteer struct {
	home      string // the prefecture of the office
	provinces []Division
	cities    []Division
	counties  []Division
}

// New returns a gazetteer. home is the code of the office's own division: a
// district without its city is taken for one of the same prefecture, for
// several cities have a district of one name.
func New(list []Division, home string) *Gazetteer {
	g := &Gazetteer{}
	if len(home) >= 4 {
		g.home = home[:4]
	}
	for _, d := range list {
		switch {
		case len(d.Code) != 6 || d.Name == "":
		case strings.HasSuffix(d.Code, "0000"):
			g.provinces = append(g.provinces, d)
		case strings.HasSuffix(d.Code, "00"):
			g.cities = append(g.cities, d)
		default:
			g.counties = append(g.counties, d)
		}
	}
	return g
}

// Find returns the code of the division that a text names as a whole, with or
// without those it lies in. A zero time takes every division that there ever
// was.
func (g *Gazetteer) Find(text string, at time.Time) (code string, ok bool) {
	code, rest := g.read(text, at)
	return code, code != "" && rest == ""
}

// FindIn returns the code of the division in which an address lies: one that
// Find knows, or an address that begins with the names down to the county or
// district. 武汉路 and 湖北大厦 begin with no name of a place.
func (g *Gazetteer) FindIn(text string, at time.Time) (code string, ok bool) {
	code, rest := g.read(text, at)
	return code, code != "" && (rest == "" || !strings.HasSuffix(code, "00"))
}

// read takes names of divisions off the front of a text, the largest first. A
// name without its last character, such as 武汉, counts only where the text ends
// or another name follows.
func (g *Gazetteer) read(text string, at time.Time) (code, rest string) {
	rest = strings.TrimPrefix(clean(text), "中国")
	for _, level := range [][]Division{g.provinces, g.cities, g.counties} {
		d, behind, ok := g.take(level, code, rest, at)
		if ok {
			code, rest = d.Code, behind
		}
	}
	return code, rest
}

// clean leaves out what stands between the names: spaces, strokes and dashes.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \u3000\t-－/·,，", r) {
			return -1
		}
		return r
	}, text)
}

// take takes the name of one division of a level that lies in another off the
// front of a text. It takes none if two could be meant.
func (g *Gazetteer) take(level []Division, in, text string, at time.Time) (found Division, rest string, ok bool) {
	n := 0
	for _, d := range level {
		if !inUse(d, at) || !g.may(d, in) {
			continue
		}
		behind, whole := strings.CutPrefix(text, d.Name)
		if !whole {
			short := shortOf(d.Name)
			if behind, whole = strings.CutPrefix(text, short); short == "" || !whole || behind != "" && !g.names(d.Code, behind, at) {
				continue
			}
			if county(d.Code) && in == "" {
				continue // 西湖 alone is a lake
			}
		}
		if found.Code != d.Code {
			n++
		}
		found, rest = d, behind
	}
	return found, rest, n == 1
}

// may reports whether a division can follow the one that was named before it.
func (g *Gazetteer) may(d Division, in string) bool {
	switch {
	case in == "":
		return !county(d.Code) || d.Code[:4] == g.home
	case strings.HasSuffix(in, "0000"):
		return d.Code[:2] == in[:2]
	}
	return d.Code[:4] == in[:4]
}

// names reports whether the name of a division within another follows: 杭州 is
// the city in 杭州西湖区, and no city in 杭州路.
func (g *Gazetteer) names(in, text string, at time.Time) bool {
	for _, level := range [][]Division{g.cities, g.counties} {
		for _, d := range level {
			if d.Code != in && inUse(d, at) && g.may(d, in) && strings.HasPrefix(text, d.Name) {
				return true
			}
			if short := shortOf(d.Name); d.Code != in && !county(d.Code) && inUse(d, at) && g.may(d, in) && short != "" && (text == short || strings.HasPrefix(text, short) && g.names(d.Code, text[len(short):], at)) {
				return true
			}
		}
	}
	return false
}

func county(code string) bool { return !strings.HasSuffix(code, "00") }

func inUse(d Division, at time.Time) bool {
	if at.IsZero() {
		return true
	}
	day := at.Format(time.DateOnly)
	return (d.ValidFrom == "" || day >= d.ValidFrom) && (d.ValidTo == "" || day <= d.ValidTo)
}

// shortOf is a name without the word for its kind, "" for one that has none or
// would have only one character left.
func shortOf(name string) string {
	for _, kind := range []string{"自治区", "特别行政区", "省", "市", "区", "县"} {
		if short, ok := strings.CutSuffix(name, kind); ok && len(short) >= 2*len("市") {
			return short
		}
	}
	return ""
}
