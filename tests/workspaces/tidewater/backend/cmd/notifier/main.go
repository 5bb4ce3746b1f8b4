// Command notifier takes events from the notification queue and tells people.
package main

import (
	"context"

	"example.com/tidewater/backend/pkg/app"
	"example.com/tidewater/backend/pkg/queue"
	"example.com/tidewater/keel"
)

func main() {
	keel.SetupLogging()
	keel.StartQueue(notify)
}

// notify drops messages that can never be read, and lets the queue repeat the
// rest.
func notify(ctx context.Context, message keel.QueueMessage) error {
	event, err := queue.Parse(message.Body)
	if err != nil {
		keel.Logger(ctx).Warn("message dropped", "message_id", message.ID, "error", err)
		return nil
	}
	return app.Current().Notifications.Send(ctx, event)
}
