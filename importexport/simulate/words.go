package simulate

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"

	"github.com/goccy/go-yaml"

	"recourse/assets"
	"recourse/cases"
)

// words holds every word list. It is read once per office and never changed.
type words struct {
	names     nameLists
	surnames  []string // repeated by weight
	places    placeLists
	work      workLists
	phrases   phraseLists
	scenarios map[string]passage
	claims    []claim
}

type nameLists struct {
	Surnames     map[string]int `yaml:"surnames"`
	MaleOld      []string       `yaml:"male_old"`
	FemaleOld    []string       `yaml:"female_old"`
	MaleMiddle   []string       `yaml:"male_middle"`
	FemaleMiddle []string       `yaml:"female_middle"`
	MaleYoung    []string       `yaml:"male_young"`
	FemaleYoung  []string       `yaml:"female_young"`
	Rare         []string       `yaml:"rare"`
	Dotted       []string       `yaml:"dotted"`
	Twins        []string       `yaml:"twins"`
}

type placeLists struct {
	Divisions []division       `yaml:"divisions"`
	Estates   []string         `yaml:"estates"`
	Elsewhere map[string]place `yaml:"elsewhere"`
	Gates     []string         `yaml:"gates"`
	Hotels    []string         `yaml:"hotels"`
}

type division struct {
	Code    string   `yaml:"code"`
	Name    string   `yaml:"name"`
	Risk    string   `yaml:"risk"`
	Lat     float64  `yaml:"lat"`
	Lon     float64  `yaml:"lon"`
	Weight  int      `yaml:"weight"`
	Streets []street `yaml:"streets"`
	Roads   []string `yaml:"roads"`
}

type street struct {
	Code        string   `yaml:"code"`
	Name        string   `yaml:"name"`
	Communities []string `yaml:"communities"`
}

// place is a point that flags speak of, in WGS-84.
type place struct {
	Name     string  `yaml:"name"`
	Division string  `yaml:"division"`
	Lat      float64 `yaml:"lat"`
	Lon      float64 `yaml:"lon"`
	Key      bool    `yaml:"key"`
}

type workLists struct {
	Jobs []struct {
		Job      string `yaml:"job"`
		Employer string `yaml:"employer"`
	} `yaml:"jobs"`
	Trains    map[string][]string `yaml:"trains"`
	Providers struct {
		Carrier []string `yaml:"carrier"`
		GPS     string   `yaml:"gps"`
		Shop    string   `yaml:"shop"`
		Rail    string   `yaml:"rail"`
		Toll    string   `yaml:"toll"`
		Gate    string   `yaml:"gate"`
		Hotel   string   `yaml:"hotel"`
		CDC     string   `yaml:"cdc"`
		Sensor  string   `yaml:"sensor"`
		City    string   `yaml:"city"`
	} `yaml:"providers"`
}

type phraseLists struct {
	Openings  map[string][]string `yaml:"openings"`
	Hardships map[string][]string `yaml:"hardships"`
	Pleas     map[string][]string `yaml:"pleas"`
	Urgency   map[string]string   `yaml:"urgency"`
	Basis     struct {
		Always []string `yaml:"always"`
		Term   string   `yaml:"term"`
		Rule   string   `yaml:"rule"`
		Data   string   `yaml:"data"`
		Review string   `yaml:"review"`
	} `yaml:"basis"`
}

// passage is the text of one scenario.
type passage struct {
	Facts         []string                `yaml:"facts"`
	Findings      map[cases.Ground]string `yaml:"findings"`
	Contradiction string                  `yaml:"contradiction"` // why an answer differs from the records
	Dishonesty    string                  `yaml:"dishonesty"`    // what a finding of dishonesty rests on
	Reasons       string                  `yaml:"reasons"`
	Instruction   string                  `yaml:"instruction"`
	Transfer      string                  `yaml:"transfer"`
	Why           Words                   `yaml:"why"`
}

func loadWords() (*words, error) {
	files, err := assets.Simulate()
	if err != nil {
		return nil, fmt.Errorf("word lists: %w", err)
	}
	w := &words{scenarios: map[string]passage{}, claims: claims()}
	for name, into := range map[string]any{
		"names.yaml": &w.names, "places.yaml": &w.places, "work.yaml": &w.work, "phrases.yaml": &w.phrases,
	} {
		if err := loadYAML(files, name, into); err != nil {
			return nil, err
		}
	}
	texts, err := fs.Glob(files, path.Join("scenarios", "*.yaml"))
	if err != nil {
		return nil, fmt.Errorf("word lists: %w", err)
	}
	for _, name := range texts {
		part := map[string]passage{}
		if err := loadYAML(files, name, &part); err != nil {
			return nil, err
		}
		maps.Copy(w.scenarios, part)
	}
	w.surnames = weighted(w.names.Surnames)
	return w, nil
}

func loadYAML(files fs.FS, name string, into any) error {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("word list %s: %w", name, err)
	}
	if err := yaml.UnmarshalWithOptions(text, into, yaml.Strict()); err != nil {
		return fmt.Errorf("word list %s: %w", name, err)
	}
	return nil
}

func (w *words) division(code string) *division {
	i := slices.IndexFunc(w.places.Divisions, func(d division) bool { return d.Code == code })
	if i < 0 {
		return nil
	}
	return &w.places.Divisions[i]
}

// weighted repeats each word as often as its weight, in a fixed order.
func weighted(weights map[string]int) []string {
	var list []string
	for _, word := range slices.Sorted(maps.Keys(weights)) {
		for range weights[word] {
			list = append(list, word)
		}
	}
	return list
}
