package queue

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"example.com/tidewater/keel"
	"example.com/tidewater/keel/httpx"
)

// Publisher puts events on the notification queue and texts on the crew topic.
type Publisher struct {
	queueURL string
	topic    string
	client   *httpx.Client
}

// NewPublisher returns a publisher. Without a queue, events are only logged.
func NewPublisher(queueURL, topic string) *Publisher {
	return &Publisher{queueURL: queueURL, topic: topic, client: httpx.New(httpx.WithAttempts(5))}
}

// Publish puts an event on the queue.
func (p *Publisher) Publish(ctx context.Context, event Event) error {
	if event.OccurredAt.IsZero() {
		event.OccurredAt = time.Now().UTC()
	}
	if p.queueURL == "" {
		keel.Logger(ctx).Info("event", "kind", event.Kind, "subject", event.SubjectKey)
		return nil
	}
	if err := p.client.DoJSON(ctx, http.MethodPost, p.queueURL, nil, event, nil); err != nil {
		return fmt.Errorf("publish %s: %w", event.Kind, err)
	}
	return nil
}

// Announce tells everyone of the crew who is on shift.
func (p *Publisher) Announce(ctx context.Context, text string) error {
	return p.notify(ctx, map[string]string{"topic": p.topic, "text": text})
}

// Text sends one text message.
func (p *Publisher) Text(ctx context.Context, number, text string) error {
	return p.notify(ctx, map[string]string{"number": number, "text": text})
}

func (p *Publisher) notify(ctx context.Context, message map[string]string) error {
	if p.queueURL == "" {
		keel.Logger(ctx).Info("announcement", "text", message["text"])
		return nil
	}
	return p.client.DoJSON(ctx, http.MethodPost, p.queueURL+"/notify", nil, message, nil)
}
