package insight

import "math"

// z is the two-sided 95 % point of the normal distribution.
const z = 1.959963984540054

// MinShown is the number of cases below which no share is shown: with fewer
// the interval spans most of the scale, and a share would point at people.
const MinShown = 10

// Share is K of N with its interval. The fields stand at 0 where N is 0.
type Share struct {
	K     int     `json:"k"`
	N     int     `json:"n"`
	Rate  float64 `json:"rate"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	Shown bool    `json:"shown"` // N reaches MinShown
}

// ShareOf is k of n with the score interval of Wilson (J. Am. Stat. Assoc. 22,
// 1927, p. 209), which stays inside 0 and 1 and holds for few cases too.
func ShareOf(k, n int) Share {
	if n <= 0 {
		return Share{}
	}
	p, m := float64(k)/float64(n), float64(n)
	centre := p + z*z/(2*m)
	half := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	scale := 1 + z*z/m
	return Share{
		K: k, N: n, Rate: p, Shown: n >= MinShown,
		Low: max(0, (centre-half)/scale), High: min(1, (centre+half)/scale),
	}
}

// Agreement is how far two people judging the same cases apart from each other
// came to the same outcome.
type Agreement struct {
	Share           // of cases with the same outcome
	Kappa   float64 `json:"kappa"`    // agreement beyond chance (Cohen 1960)
	KappaLo float64 `json:"kappa_lo"` // 95 % interval
	KappaHi float64 `json:"kappa_hi"`
	Chance  float64 `json:"chance"`  // agreement that chance alone would give
	Defined bool    `json:"defined"` // false while chance alone would give full agreement
}

// Pair are the two outcomes of one case.
type Pair struct{ First, Second string }

// Agree compares pairs of outcomes: the share of equal ones, and Cohen's kappa
// with the interval of his paper (Educ. Psychol. Meas. 20, 1960, p. 37).
func Agree(pairs []Pair) Agreement {
	first, second, same := map[string]int{}, map[string]int{}, 0
	for _, p := range pairs {
		first[p.First]++
		second[p.Second]++
		if p.First == p.Second {
			same++
		}
	}
	a := Agreement{Share: ShareOf(same, len(pairs))}
	n := float64(len(pairs))
	if n == 0 {
		return a
	}
	for what, k := range first {
		a.Chance += float64(k) / n * float64(second[what]) / n
	}
	if a.Chance > 1-1e-12 {
		return a
	}
	a.Defined, a.Kappa = true, (a.Rate-a.Chance)/(1-a.Chance)
	spread := z * math.Sqrt(a.Rate*(1-a.Rate)/(n*(1-a.Chance)*(1-a.Chance)))
	a.KappaLo, a.KappaHi = max(-1, a.Kappa-spread), min(1, a.Kappa+spread)
	return a
}
