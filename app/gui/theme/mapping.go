package theme

import (
	"fyne.io/fyne/v2"
	toolkit "fyne.io/fyne/v2/theme"
)

// toolkitColour maps the toolkit's names onto our tokens, so that its entries,
// menus and scroll bars belong to the same house.
func toolkitColour(name fyne.ThemeColorName) (Token, bool) {
	token, ok := map[fyne.ThemeColorName]Token{
		toolkit.ColorNameBackground:          Canvas,
		toolkit.ColorNameForeground:          Ink,
		toolkit.ColorNameButton:              Sunken,
		toolkit.ColorNameDisabledButton:      Sunken,
		toolkit.ColorNameDisabled:            Border,
		toolkit.ColorNamePlaceHolder:         InkMuted,
		toolkit.ColorNamePrimary:             Accent,
		toolkit.ColorNameForegroundOnPrimary: OnAccent,
		toolkit.ColorNameHyperlink:           Accent,
		toolkit.ColorNameHover:               Hover,
		toolkit.ColorNameInputBackground:     Panel,
		toolkit.ColorNameInputBorder:         Border,
		toolkit.ColorNameMenuBackground:      Panel,
		toolkit.ColorNameOverlayBackground:   Panel,
		toolkit.ColorNameHeaderBackground:    Sunken,
		toolkit.ColorNameSeparator:           Line,
		toolkit.ColorNameScrollBar:           Border,
		toolkit.ColorNameScrollBarBackground: Sunken,
		toolkit.ColorNameError:               DangerInk,
		toolkit.ColorNameForegroundOnError:   OnDanger,
		toolkit.ColorNameWarning:             WarnInk,
		toolkit.ColorNameSuccess:             OkInk,
	}[name]
	return token, ok
}

// toolkitIcon names our icon for one of the toolkit's.
func toolkitIcon(name fyne.ThemeIconName) (string, bool) {
	ours, ok := map[fyne.ThemeIconName]string{
		toolkit.IconNameCancel:         "cross",
		toolkit.IconNameConfirm:        "check",
		toolkit.IconNameSearch:         "search",
		toolkit.IconNameArrowDropDown:  "chevron-down",
		toolkit.IconNameArrowDropUp:    "chevron-up",
		toolkit.IconNameNavigateNext:   "chevron-right",
		toolkit.IconNameNavigateBack:   "chevron-left",
		toolkit.IconNameVisibility:     "eye",
		toolkit.IconNameVisibilityOff:  "eye-off",
		toolkit.IconNameMoreHorizontal: "more",
		toolkit.IconNameContentCopy:    "copy",
		toolkit.IconNameCalendar:       "calendar",
		toolkit.IconNameMenuExpand:     "chevron-right",
		toolkit.IconNameWarning:        "warning",
		toolkit.IconNameError:          "error",
		toolkit.IconNameInfo:           "info",
		toolkit.IconNameFolder:         "folder",
		toolkit.IconNameFolderOpen:     "folder",
		toolkit.IconNameFile:           "file",
		toolkit.IconNameDocumentSave:   "save",
		toolkit.IconNameDelete:         "cross",
		toolkit.IconNameDocumentPrint:  "print",
		toolkit.IconNameViewRefresh:    "refresh",
		toolkit.IconNameHome:           "home",
		toolkit.IconNameHelp:           "help",
		toolkit.IconNameSettings:       "settings",
		toolkit.IconNameAccount:        "person",
		toolkit.IconNameLogout:         "signout",
		toolkit.IconNameContentUndo:    "undo",
		toolkit.IconNameDocumentCreate: "edit",
		toolkit.IconNameContentAdd:     "plus",
		toolkit.IconNameContentRemove:  "minus",
		toolkit.IconNameMailSend:       "send",
		toolkit.IconNameContentClear:   "cross",
		toolkit.IconNameMoreVertical:   "more",
	}[name]
	return ours, ok
}
