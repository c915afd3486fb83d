// Package waiting simulates the queue of a district office and compares the
// orders in which its cases can be taken: first in, first out; by due date; by
// harm as the product's roster computes it. What is measured is isolation lost
// to waiting: the days that somebody whose code is wrong, or whose term is too
// long, sat isolated between the filing and the decision.
//
// The office is that of the volumes published for Hangzhou in February 2020:
// arrivals per day, handling times of 4, 15 and 35 minutes (60, 30 and 10 of a
// hundred cases), 390 productive minutes a day. Cases come from a world with
// noise (importexport/simulate/justice), so that the marks in the queue, on
// which the order by harm leans, are wrong as often as they would be there;
// the order never sees the truth.
//
// Assumptions: the desk works every day, as the task forces did; Mondays bring
// three tenths more; how long a case takes is independent of everything else,
// and an officer who takes a case finishes it; every order meets the same
// arrivals, the same handling times and the same officers. Second signatures
// are left out: they delay all orders alike.
package waiting
