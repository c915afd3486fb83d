// Package caseview is the case screen: what the resident says and what each
// source says on the left and in the middle, the officer's decision on the
// right. The facts open first; the issued colour's own reason stands beside
// the replay on the second page. What is known and what may be done is the
// business of package work.
package caseview
