package service

import (
	"context"
	"errors"
	"fmt"
	"time"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/queue"
	"example.com/tidewater/charts/model"
	"example.com/tidewater/keel"
)

// AlertChannelStore is what alert channels need of the table.
type AlertChannelStore interface {
	SaveChannel(ctx context.Context, channel *model.AlertChannel) error
	FindChannel(ctx context.Context, id string) (*model.AlertChannel, error)
	Channels(ctx context.Context, username string) ([]*model.AlertChannel, error)
	RemoveChannel(ctx context.Context, id string) error
}

// NotificationStore keeps what was sent.
type NotificationStore interface {
	SaveNotification(ctx context.Context, notification *model.Notification) error
	NotificationsByOwner(ctx context.Context, ownerID string) ([]*model.Notification, error)
}

// Mailer sends a letter.
type Mailer interface {
	Mail(ctx context.Context, to, subject, body string) error
}

// Texter sends text messages and tells the crew.
type Texter interface {
	Text(ctx context.Context, number, text string) error
	Announce(ctx context.Context, text string) error
}

// NotificationService tells people what happened, on the channels they chose.
type NotificationService struct {
	channels AlertChannelStore
	log      NotificationStore
	webhooks *WebhookService
	mailer   Mailer
	texter   Texter
	now      func() time.Time
}

// NewNotificationService returns the service on its stores and senders.
func NewNotificationService(
	channels AlertChannelStore, log NotificationStore, webhooks *WebhookService, mailer Mailer, texter Texter,
) *NotificationService {
	return &NotificationService{
		channels: channels, log: log, webhooks: webhooks, mailer: mailer, texter: texter, now: time.Now,
	}
}

// Send passes an event to every channel that wants it. One failing channel
// does not keep the others from being served; the failures come back together.
func (s *NotificationService) Send(ctx context.Context, event queue.Event) error {
	channels, err := s.channels.Channels(ctx, event.Account)
	if err != nil {
		return err
	}
	var failures []error
	for _, channel := range channels {
		if !concerns(channel, event) || !channel.Wants(event.Kind, s.now().Hour()) {
			continue
		}
		if err := s.sendOn(ctx, channel, event); err != nil {
			failures = append(failures, fmt.Errorf("channel %s: %w", channel.ID, err))
		}
	}
	return errors.Join(failures...)
}

func (s *NotificationService) sendOn(ctx context.Context, channel *model.AlertChannel, event queue.Event) error {
	notification := model.NewNotification(channel, event.Kind, event.OwnerID, event.SubjectKey)
	notification.Title, notification.Body = event.Title, event.Body
	sendErr := s.deliver(ctx, channel, event)
	notification.Sent = sendErr == nil
	if sendErr != nil {
		notification.Failure = sendErr.Error()
	}
	if err := s.log.SaveNotification(ctx, notification); err != nil {
		keel.Logger(ctx).Error("notification not logged", "channel", channel.ID, "error", err)
	}
	return sendErr
}

func (s *NotificationService) deliver(ctx context.Context, channel *model.AlertChannel, event queue.Event) error {
	switch channel.Kind {
	case model.ChannelEmail:
		return s.mailer.Mail(ctx, channel.Target, event.Title, event.Body)
	case model.ChannelSMS:
		return s.texter.Text(ctx, channel.Target, event.Title+": "+event.Body)
	case model.ChannelWebhook:
		return s.webhooks.Deliver(ctx, event)
	case model.ChannelCrew:
		return s.texter.Announce(ctx, event.Title)
	default:
		return apierror.Invalid("kind", "is not a kind of channel")
	}
}

// History lists what a boat owner was told.
func (s *NotificationService) History(ctx context.Context, ownerID string) ([]*model.Notification, error) {
	return s.log.NotificationsByOwner(ctx, ownerID)
}

// Channels lists the channels of an operator.
func (s *NotificationService) Channels(ctx context.Context, username string) ([]*model.AlertChannel, error) {
	return s.channels.Channels(ctx, username)
}

// Channel returns one channel of the operator.
func (s *NotificationService) Channel(ctx context.Context, username, id string) (*model.AlertChannel, error) {
	channel, err := s.channels.FindChannel(ctx, id)
	if err != nil {
		return nil, err
	}
	if channel.Username != username {
		return nil, apierror.NotFound("channel", id)
	}
	return channel, nil
}

// SaveChannel stores a channel.
func (s *NotificationService) SaveChannel(ctx context.Context, channel *model.AlertChannel) error {
	return s.channels.SaveChannel(ctx, channel)
}

// RemoveChannel deletes a channel of the operator.
func (s *NotificationService) RemoveChannel(ctx context.Context, username, id string) error {
	if _, err := s.Channel(ctx, username, id); err != nil {
		return err
	}
	return s.channels.RemoveChannel(ctx, id)
}

// TestChannel sends a try-out message on one channel.
func (s *NotificationService) TestChannel(ctx context.Context, username, id string) error {
	channel, err := s.Channel(ctx, username, id)
	if err != nil {
		return err
	}
	return s.sendOn(ctx, channel, queue.Event{
		Kind:       "channel.test",
		Account:    username,
		SubjectKey: channel.GetKey(),
		Title:      "Test of " + channel.Name,
		Body:       "If you can read this, the channel works.",
	})
}

// concerns says whether a channel belongs to the crew or to the boat owner
// whom the event is about.
func concerns(channel *model.AlertChannel, event queue.Event) bool {
	return channel.OwnerID == "" || channel.OwnerID == event.OwnerID
}
