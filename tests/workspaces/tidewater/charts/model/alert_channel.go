package model

import (
	"slices"

	"example.com/tidewater/charts/registry"
)

// AlertChannel is a way to tell someone that something happened.
type AlertChannel struct {
	BaseModel
	Name       string      `json:"name" dynamodbav:"name" desc:"What the operator calls the channel."`
	OwnerID    string      `json:"owner_id,omitempty" dynamodbav:"owner_id,omitempty" desc:"Boat owner who is told, empty for the crew."`
	Kind       ChannelKind `json:"kind" dynamodbav:"kind" desc:"How the alert leaves the house."`
	Target     string      `json:"target" dynamodbav:"target" desc:"Address, number or webhook id."`
	Events     []string    `json:"events" dynamodbav:"events" desc:"Events that are sent, empty for all."`
	Enabled    bool        `json:"enabled" dynamodbav:"enabled" desc:"Whether anything is sent at all."`
	QuietFrom  int         `json:"quiet_from,omitempty" dynamodbav:"quiet_from,omitempty" desc:"Hour from which nothing is sent."`
	QuietUntil int         `json:"quiet_until,omitempty" dynamodbav:"quiet_until,omitempty" desc:"Hour at which sending begins again."`
}

func init() {
	registry.MustRegisterModel(&AlertChannel{})
}

// NewAlertChannel returns an enabled channel for all events.
func NewAlertChannel(username, name string, kind ChannelKind, target string) *AlertChannel {
	channel := &AlertChannel{Name: name, Kind: kind, Target: target, Enabled: true}
	channel.ID = newID()
	channel.Username = username
	channel.Defaulted()
	return channel
}

// GetKey returns the storage key.
func (c *AlertChannel) GetKey() string { return "#channel#" + c.ID }

// GetDescription says what the record is.
func (c *AlertChannel) GetDescription() string { return "A way to tell someone what happened." }

// Valid says whether the channel can be stored.
func (c *AlertChannel) Valid() bool { return c.Validate() == nil }

// Validate says what is wrong with the channel.
func (c *AlertChannel) Validate() error {
	switch c.Kind {
	case ChannelEmail, ChannelSMS, ChannelWebhook, ChannelCrew:
	default:
		return invalid("channel kind %q", c.Kind)
	}
	if c.Target == "" && c.Kind != ChannelCrew {
		return invalid("channel %q has no target", c.Name)
	}
	return nil
}

// Wants says whether an event goes out on this channel at the given hour.
func (c *AlertChannel) Wants(event string, hour int) bool {
	if !c.Enabled || c.quiet(hour) {
		return false
	}
	return len(c.Events) == 0 || slices.Contains(c.Events, event)
}

func (c *AlertChannel) quiet(hour int) bool {
	if c.QuietFrom <= c.QuietUntil {
		return hour >= c.QuietFrom && hour < c.QuietUntil
	}
	return hour >= c.QuietFrom || hour < c.QuietUntil
}
