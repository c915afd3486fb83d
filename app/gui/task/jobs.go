package task

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Progress tells how far a piece of work is. Total is 0 when it is not known.
type Progress func(done, total int64)

// Jobs is the list of long work a person can watch and stop. Changes are told
// on the window's goroutine, at most ten times a second.
type Jobs struct {
	runner Runner
	now    func() time.Time

	mu       sync.Mutex
	jobs     []*Job
	last     time.Time
	onChange func()
}

// NewJobs returns an empty list. now gives real time for rates; it is not the
// office's clock.
func NewJobs(r Runner, now func() time.Time) *Jobs { return &Jobs{runner: r, now: now} }

// OnChange sets what is told when a job starts, moves or ends.
func (j *Jobs) OnChange(f func()) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.onChange = f
}

// List returns the running jobs, oldest first, as they stand now.
func (j *Jobs) List() []Status {
	j.mu.Lock()
	defer j.mu.Unlock()
	out := make([]Status, len(j.jobs))
	for i, job := range j.jobs {
		out[i] = job.status(j.now())
	}
	return out
}

// Start runs work as a job with a name. done is told its end on the window's
// goroutine; a cancelled job ends with context.Canceled.
func (j *Jobs) Start(ctx context.Context, name string, work func(context.Context, Progress) error, done func(error)) *Job {
	ctx, cancel := context.WithCancel(ctx)
	job := &Job{name: name, started: j.now(), Cancel: cancel}
	j.add(job)
	j.runner.Go(ctx, func(ctx context.Context) error {
		return work(ctx, func(done, total int64) { j.progress(job, done, total) })
	}, func(err error) {
		cancel()
		j.remove(job)
		done(err)
	})
	return job
}

func (j *Jobs) add(job *Job) {
	j.mu.Lock()
	j.jobs = append(j.jobs, job)
	j.mu.Unlock()
	j.tell()
}

func (j *Jobs) remove(job *Job) {
	j.mu.Lock()
	j.jobs = slices.DeleteFunc(j.jobs, func(o *Job) bool { return o == job })
	j.mu.Unlock()
	j.tell()
}

// refreshEvery keeps progress from flooding the window.
const refreshEvery = 100 * time.Millisecond

func (j *Jobs) progress(job *Job, done, total int64) {
	now := j.now()
	j.mu.Lock()
	job.done, job.total = done, total
	due := now.Sub(j.last) >= refreshEvery
	if due {
		j.last = now
	}
	j.mu.Unlock()
	if due {
		j.runner.UI(j.tell)
	}
}

// tell calls the listener outside the lock, because it will read the list.
func (j *Jobs) tell() {
	j.mu.Lock()
	f := j.onChange
	j.mu.Unlock()
	if f != nil {
		f()
	}
}

// Job is one running piece of work. Cancel stops it.
type Job struct {
	Cancel context.CancelFunc

	name        string
	started     time.Time
	done, total int64
}

// Status is a job at one moment. Rate is per second, Rest is the estimated
// time to the end; both are 0 while they cannot be known.
type Status struct {
	Name        string
	Done, Total int64
	Rate        float64
	Rest        time.Duration
	Job         *Job
}

func (job *Job) status(now time.Time) Status {
	s := Status{Name: job.name, Done: job.done, Total: job.total, Job: job}
	spent := now.Sub(job.started).Seconds()
	if spent <= 0 || job.done == 0 {
		return s
	}
	s.Rate = float64(job.done) / spent
	if job.total > job.done {
		s.Rest = time.Duration(float64(job.total-job.done) / s.Rate * float64(time.Second)).Round(time.Second)
	}
	return s
}
