package assets

import _ "embed" // one text

//go:embed letters/certificate.txt
var certificate string

// Certificate is the certificate of a purge in both languages, with places in
// braces.
func Certificate() string { return certificate }
