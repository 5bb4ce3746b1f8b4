package httpx

import (
	"context"
	"sync"
	"time"
)

// Limiter spaces calls evenly: at most one per interval.
type Limiter struct {
	interval time.Duration

	mu   sync.Mutex
	next time.Time
}

// NewLimiter allows perSecond calls each second.
func NewLimiter(perSecond int) *Limiter {
	return &Limiter{interval: time.Second / time.Duration(perSecond)}
}

// Wait blocks until the caller's turn, or until ctx ends.
func (l *Limiter) Wait(ctx context.Context) error {
	l.mu.Lock()
	now := time.Now()
	if l.next.Before(now) {
		l.next = now
	}
	turn := l.next
	l.next = l.next.Add(l.interval)
	l.mu.Unlock()

	timer := time.NewTimer(time.Until(turn))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
