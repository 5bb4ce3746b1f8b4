package model

import (
	"time"

	"example.com/tidewater/charts/registry"
)

const notificationLife = 90 * 24 * time.Hour

// Notification is one message that went out, or should have.
type Notification struct {
	BaseModel
	Event      string `json:"event" dynamodbav:"event" desc:"Event that caused it."`
	OwnerID    string `json:"owner_id" dynamodbav:"owner_id" desc:"Boat owner it concerns."`
	ChannelID  string `json:"channel_id" dynamodbav:"channel_id" desc:"Channel it went out on."`
	SubjectKey string `json:"subject_key" dynamodbav:"subject_key" desc:"Key of the record it is about."`
	Title      string `json:"title" dynamodbav:"title" desc:"First line."`
	Body       string `json:"body" dynamodbav:"body" desc:"Text."`
	Sent       bool   `json:"sent" dynamodbav:"sent" desc:"Whether the channel took it."`
	Failure    string `json:"failure,omitempty" dynamodbav:"failure,omitempty" desc:"Why the channel refused it."`
}

func init() {
	registry.MustRegisterModel(&Notification{})
}

// NewNotification returns a message that is kept for ninety days.
func NewNotification(channel *AlertChannel, event, ownerID, subjectKey string) *Notification {
	notification := &Notification{
		Event:      event,
		OwnerID:    ownerID,
		ChannelID:  channel.ID,
		SubjectKey: subjectKey,
	}
	notification.ID = newID()
	notification.Username = channel.Username
	notification.Defaulted()
	notification.Expire(notificationLife)
	return notification
}

// GetKey returns the storage key.
func (n *Notification) GetKey() string { return "#notification#" + n.ID }

// GetDescription says what the record is.
func (n *Notification) GetDescription() string { return "A message that went out." }

// Valid says whether the notification can be stored.
func (n *Notification) Valid() bool {
	return n.Event != "" && n.ChannelID != "" && n.Title != ""
}
