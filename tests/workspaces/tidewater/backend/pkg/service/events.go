// Package service holds what the marina does: bookings, stays, bills, meters,
// the yard, and telling people about it.
package service

import (
	"context"

	"example.com/tidewater/backend/pkg/queue"
	"example.com/tidewater/keel"
)

// EventPublisher passes events on to whoever has to be told.
type EventPublisher interface {
	Publish(ctx context.Context, event queue.Event) error
}

// announce publishes an event; the change itself has already been stored, so a
// failure is logged and not returned.
func announce(ctx context.Context, events EventPublisher, event queue.Event) {
	if err := events.Publish(ctx, event); err != nil {
		keel.Logger(ctx).Error("event lost", "kind", event.Kind, "subject", event.SubjectKey, "error", err)
	}
}
