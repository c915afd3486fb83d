package simulate

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"recourse/cases"
)

// person is a synthetic resident with the words that statements use.
type person struct {
	cases.Resident
	male      bool
	age       int
	division  *division
	street    *street
	community string
	job       string
	employer  string
}

// person makes the i-th resident.
func (o *Office) person(i int) person {
	r := o.draw(i, forPerson)
	p := person{division: o.live(r)}
	docNo, birth, male := identity(walk(2*i, o.opts.Seed, idSpace))
	p.male, p.age = male, Opening().Year()-birth.Year()
	p.Resident = cases.Resident{
		ResidentID: fmt.Sprintf("R%08d", o.opts.FirstNo+i), Name: o.name(r, male, p.age),
		DocType: cases.DocResidentID, DocNo: docNo, DocStatus: cases.DocOK, Sex: sexCode(male),
		BirthDate: cases.Day(birth.Year(), birth.Month(), birth.Day()), Nationality: "CHN",
		Phone: phone(walk(2*i, o.opts.Seed, phoneSpace)), PhoneOwner: "self", Language: "zh",
		HouseholdDivision: p.division.Code, ResidenceDivision: p.division.Code,
	}
	o.house(r, &p)
	o.employ(r, &p)
	if p.age >= 70 {
		p.Vulnerability = []string{"elderly"}
		if chance(r, 0.4) {
			p.AccessibleFormat = "large_print"
		}
	}
	return p
}

// identity turns a number into a resident ID of the unassigned division 330199
// with a birth date between 1940 and 2001.
func identity(n int) (docNo string, birth time.Time, male bool) {
	first := time.Date(1940, 1, 1, 0, 0, 0, 0, cases.Shanghai())
	const days = 22_645 // to the end of 2001
	birth = first.AddDate(0, 0, n%days)
	seq := n/days%998 + 1
	digits := fmt.Sprintf("330199%s%03d", birth.Format("20060102"), seq)
	return digits + string(rune(cases.IDCheckChar(digits))), birth, seq%2 == 1
}

// phone is a number of the form of a mobile phone in the range 1400, which is
// given to machines and not to people.
func phone(n int) string { return fmt.Sprintf("1400%07d", n) }

func sexCode(male bool) string {
	if male {
		return "1"
	}
	return "2"
}

func (o *Office) live(r *rand.Rand) *division {
	if o.opts.Division != "" {
		return o.words.division(o.opts.Division)
	}
	list := o.words.places.Divisions
	total := 0
	for i := range list {
		total += list[i].Weight
	}
	n := r.IntN(total)
	for i := range list {
		if n -= list[i].Weight; n < 0 {
			return &list[i]
		}
	}
	return &list[0]
}

func (o *Office) name(r *rand.Rand, male bool, age int) string {
	n := &o.words.names
	switch x := r.Float64(); {
	case x < 0.006:
		return pick(r, n.Rare)
	case x < 0.012:
		return pick(r, n.Dotted)
	case x < 0.03:
		return pick(r, n.Twins)
	}
	return pick(r, o.words.surnames) + pick(r, n.given(male, age))
}

func (n *nameLists) given(male bool, age int) []string {
	switch {
	case age >= 55 && male:
		return n.MaleOld
	case age >= 55:
		return n.FemaleOld
	case age >= 33 && male:
		return n.MaleMiddle
	case age >= 33:
		return n.FemaleMiddle
	case male:
		return n.MaleYoung
	}
	return n.FemaleYoung
}

// house gives the person a flat: a real road of the district, an invented
// estate and number, and a point near the middle of the district.
func (o *Office) house(r *rand.Rand, p *person) {
	p.street = &p.division.Streets[r.IntN(len(p.division.Streets))]
	p.community = pick(r, p.street.Communities)
	p.ResidenceStreet = p.street.Code
	p.Address = fmt.Sprintf("%s%s%s%d号%s%d幢%d单元%d0%d室", p.division.Name, p.street.Name, pick(r, p.division.Roads),
		1+r.IntN(680), pick(r, o.words.places.Estates), 1+r.IntN(38), 1+r.IntN(4), 1+r.IntN(17), 1+r.IntN(4))
	p.setHome(p.division.Lat+(r.Float64()-0.5)*0.024, p.division.Lon+(r.Float64()-0.5)*0.028)
}

func (p *person) setHome(lat, lon float64) {
	lat, lon = round6(lat), round6(lon)
	p.HomeLat, p.HomeLon = &lat, &lon
}

// employ draws work that fits the person's age.
func (o *Office) employ(r *rand.Rand, p *person) {
	for range 40 {
		j := pick(r, o.words.work.Jobs)
		p.job, p.employer = j.Job, j.Employer
		if o.words.fits(j.Job, p.male, p.age) {
			return
		}
	}
}

// surname is the part of a name before the given name.
func surname(name string) string {
	for _, double := range []string{"欧阳", "诸葛"} {
		if strings.HasPrefix(name, double) {
			return double
		}
	}
	return string([]rune(name)[:1])
}
