// Package queue carries events from the services to whoever has to be told.
package queue

import (
	"encoding/json"
	"fmt"
	"time"
)

// Kinds of events. Alert channels and webhooks subscribe to them by these names.
const (
	BookingConfirmed = "booking.confirmed"
	BookingCancelled = "booking.cancelled"
	StayStarted      = "stay.started"
	StayEnded        = "stay.ended"
	InvoiceIssued    = "invoice.issued"
	InvoicePaid      = "invoice.paid"
	WorkCompleted    = "work.completed"
	PaymentFailed    = "payment.failed"
)

// Event is something that happened to a record.
type Event struct {
	Kind       string    `json:"kind"`
	Account    string    `json:"account"`
	OwnerID    string    `json:"owner_id,omitempty"`
	SubjectKey string    `json:"subject_key"`
	Title      string    `json:"title"`
	Body       string    `json:"body"`
	OccurredAt time.Time `json:"occurred_at"`
}

// Parse reads an event from the body of a queue message.
func Parse(body string) (Event, error) {
	var event Event
	if err := json.Unmarshal([]byte(body), &event); err != nil {
		return Event{}, fmt.Errorf("parse event: %w", err)
	}
	if event.Kind == "" || event.Account == "" {
		return Event{}, fmt.Errorf("parse event: kind and account are required")
	}
	return event, nil
}
