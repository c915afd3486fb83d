package main

import (
	"net/url"

	"fyne.io/fyne/v2"
)

// The same values as in FyneApp.toml, which the packager reads; a test holds
// the two together.
const (
	appID    = "org.recourse.desk"
	appName  = "Recourse"
	appBuild = 1
)

// version is set by the linker from FyneApp.toml.
var version = "0.1.0"

// metadata tells the toolkit who we are, because the packager does not see
// FyneApp.toml from a main package below the root.
func metadata() fyne.AppMetadata {
	return fyne.AppMetadata{
		ID: appID, Name: appName, Version: version, Build: appBuild,
		Migrations: map[string]bool{"fyneDo": true},
		Custom:     map[string]string{"Website": (&url.URL{Scheme: "https", Host: "recourse.example.org"}).String()},
	}
}
