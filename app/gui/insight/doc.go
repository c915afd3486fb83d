// Package insight is the supervisor's view: pictures of the backlog and of what
// waiting costs, overturn rates that show which batch, source or rule is wrong,
// and group relief for everybody hit by it. From a rate one goes to its cases
// in the queue, or to an order that two supervisors sign.
package insight
