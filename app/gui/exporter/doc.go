// Package exporter is the screen at the outward door. Override instructions go
// to the issuing systems and wait for their acknowledgement; letters are issued
// and their delivery recorded; lists leave minimised, masked and marked with
// who took them and what for. Whatever leaves has a receipt, and all receipts
// stand here.
//
// model.go knows no toolkit; each tab has a file of its own.
package exporter
