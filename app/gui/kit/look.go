package kit

import (
	"fyne.io/fyne/v2"

	"recourse/app/gui/i18n"
	"recourse/app/gui/theme"
)

// Settings are what a person chose for the window.
type Settings struct {
	Lang  i18n.Lang
	Mode  theme.Mode
	Scale float32
}

// Look holds the language, the mode and the text scale of the window, installs
// them, and keeps them for the next start.
type Look struct {
	words    *i18n.Words
	now      Settings
	keep     func(Settings)
	onChange func()
}

// NewLook installs the settings. keep stores them; it may be nil.
func NewLook(words *i18n.Words, s Settings, keep func(Settings)) *Look {
	if s.Mode == "" {
		s.Mode = theme.Light
	}
	if s.Scale == 0 {
		s.Scale = 1
	}
	if s.Lang == "" {
		s.Lang = i18n.ZH
	}
	l := &Look{words: words, keep: keep}
	l.install(s)
	return l
}

// Words speaks the language chosen now.
func (l *Look) Words() *i18n.Words { return l.words }

// Settings are what is installed.
func (l *Look) Settings() Settings { return l.now }

// OnChange sets who builds the window anew after a change.
func (l *Look) OnChange(f func()) { l.onChange = f }

// SetLang switches the language in place.
func (l *Look) SetLang(lang i18n.Lang) {
	s := l.now
	s.Lang = lang
	l.change(s)
}

// SetMode switches between light, dark and high contrast.
func (l *Look) SetMode(m theme.Mode) {
	s := l.now
	s.Mode = m
	l.change(s)
}

// SetScale sets the text scale.
func (l *Look) SetScale(scale float32) {
	s := l.now
	s.Scale = min(max(scale, theme.MinScale), theme.MaxScale)
	l.change(s)
}

func (l *Look) change(s Settings) {
	if s == l.now {
		return
	}
	l.install(s)
	if l.keep != nil {
		l.keep(s)
	}
	if l.onChange != nil {
		l.onChange()
	}
}

func (l *Look) install(s Settings) {
	l.now = s
	l.words.SetLang(s.Lang)
	fyne.CurrentApp().Settings().SetTheme(theme.New(s.Mode, s.Scale))
}
