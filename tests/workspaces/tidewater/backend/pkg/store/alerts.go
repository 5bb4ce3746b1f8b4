package store

import (
	"context"
	"os"

	"example.com/tidewater/charts/model"
	"example.com/tidewater/keel/table"
)

// WebhookStore keeps webhook subscriptions.
type WebhookStore struct {
	rows rows[*model.Webhook]
}

// NewWebhookStore returns the store on the table named by WEBHOOKS_TABLE.
func NewWebhookStore(client table.Client) *WebhookStore {
	return &WebhookStore{rows[*model.Webhook]{
		client: client, table: os.Getenv("WEBHOOKS_TABLE"), kind: "webhook",
		empty: func() *model.Webhook { return &model.Webhook{} },
	}}
}

// SaveWebhook stores a subscription.
func (s *WebhookStore) SaveWebhook(ctx context.Context, webhook *model.Webhook) error {
	return s.rows.save(ctx, webhook)
}

// FindWebhook returns the subscription with the id.
func (s *WebhookStore) FindWebhook(ctx context.Context, id string) (*model.Webhook, error) {
	return s.rows.find(ctx, id)
}

// Webhooks lists the subscriptions of an operator.
func (s *WebhookStore) Webhooks(ctx context.Context, username string) ([]*model.Webhook, error) {
	return s.rows.where(ctx, "username", username)
}

// RemoveWebhook deletes the subscription with the id.
func (s *WebhookStore) RemoveWebhook(ctx context.Context, id string) error {
	return s.rows.remove(ctx, id)
}

// AlertChannelStore keeps alert channels.
type AlertChannelStore struct {
	rows rows[*model.AlertChannel]
}

// NewAlertChannelStore returns the store on the table named by
// ALERT_CHANNELS_TABLE.
func NewAlertChannelStore(client table.Client) *AlertChannelStore {
	return &AlertChannelStore{rows[*model.AlertChannel]{
		client: client, table: os.Getenv("ALERT_CHANNELS_TABLE"), kind: "channel",
		empty: func() *model.AlertChannel { return &model.AlertChannel{} },
	}}
}

// SaveChannel stores a channel.
func (s *AlertChannelStore) SaveChannel(ctx context.Context, channel *model.AlertChannel) error {
	return s.rows.save(ctx, channel)
}

// FindChannel returns the channel with the id.
func (s *AlertChannelStore) FindChannel(ctx context.Context, id string) (*model.AlertChannel, error) {
	return s.rows.find(ctx, id)
}

// Channels lists the channels of an operator.
func (s *AlertChannelStore) Channels(ctx context.Context, username string) ([]*model.AlertChannel, error) {
	return s.rows.where(ctx, "username", username)
}

// RemoveChannel deletes the channel with the id.
func (s *AlertChannelStore) RemoveChannel(ctx context.Context, id string) error {
	return s.rows.remove(ctx, id)
}

// NotificationStore keeps what was sent.
type NotificationStore struct {
	rows rows[*model.Notification]
}

// NewNotificationStore returns the store on the table named by
// NOTIFICATIONS_TABLE.
func NewNotificationStore(client table.Client) *NotificationStore {
	return &NotificationStore{rows[*model.Notification]{
		client: client, table: os.Getenv("NOTIFICATIONS_TABLE"), kind: "notification",
		empty: func() *model.Notification { return &model.Notification{} },
	}}
}

// SaveNotification stores a notification.
func (s *NotificationStore) SaveNotification(ctx context.Context, notification *model.Notification) error {
	return s.rows.save(ctx, notification)
}

// NotificationsByOwner lists what a boat owner was told.
func (s *NotificationStore) NotificationsByOwner(ctx context.Context, ownerID string) ([]*model.Notification, error) {
	return s.rows.where(ctx, "owner_id", ownerID)
}
