// Package roster keeps the queue columns of every case in memory and answers
// every list, count and search of the window and of the commands.
//
// A roster is filled and kept current by Sync, which reads from a Feed all
// cases written since the last time. Readers never wait for it: each change
// publishes a new immutable table, and a View that was selected before goes on
// showing what it showed. What a reader may rely on:
//
//   - Select equals filtering and sorting the rows one by one.
//   - Order is total: what the sort key leaves equal is ordered by case number.
//   - A case without a value for the key comes last in both directions.
//   - Instants are kept to the microsecond, as the store keeps them.
//
// Personal fields are held only while the office is unlocked. Lock overwrites
// them, in every view as well, and the clear columns stay. Purging a case
// overwrites that case's fields. A list line shows the fields masked; the
// plain ones have a method of their own, so that the caller records the look.
package roster
