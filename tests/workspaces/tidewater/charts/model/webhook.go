package model

import (
	"net/url"

	"example.com/tidewater/charts/registry"
)

// MaxWebhookFailures is how many deliveries may fail in a row before a
// subscription is switched off.
const MaxWebhookFailures = 10

// Webhook is a subscription of another system to events of the marina.
type Webhook struct {
	BaseModel
	TargetURL    string   `json:"target_url" dynamodbav:"target_url" desc:"Where events are posted, https only."`
	Secret       string   `json:"secret,omitempty" dynamodbav:"secret" desc:"Key of the signature on each delivery."`
	Events       []string `json:"events" dynamodbav:"events" desc:"Events that are posted."`
	Active       bool     `json:"active" dynamodbav:"active" desc:"Whether deliveries are made."`
	FailureCount int      `json:"failure_count" dynamodbav:"failure_count" desc:"Failed deliveries in a row."`
	LastStatus   int      `json:"last_status,omitempty" dynamodbav:"last_status,omitempty" desc:"Status of the newest delivery."`
}

func init() {
	registry.MustRegisterModel(&Webhook{})
}

// NewWebhook returns an active subscription with a secret of its own.
func NewWebhook(username, targetURL string, events []string) *Webhook {
	webhook := &Webhook{TargetURL: targetURL, Events: events, Active: true}
	webhook.ID = newID()
	webhook.Username = username
	webhook.Defaulted()
	return webhook
}

// Defaulted stamps a new subscription and draws its secret.
func (w *Webhook) Defaulted() {
	w.BaseModel.Defaulted()
	if w.Secret == "" {
		w.Secret = newID() + newID()
	}
}

// GetKey returns the storage key.
func (w *Webhook) GetKey() string { return "#webhook#" + w.ID }

// GetDescription says what the record is.
func (w *Webhook) GetDescription() string { return "A subscription of another system." }

// Valid says whether the subscription can be stored.
func (w *Webhook) Valid() bool { return w.Validate() == nil }

// Validate says what is wrong with the subscription.
func (w *Webhook) Validate() error {
	target, err := url.Parse(w.TargetURL)
	if err != nil || target.Scheme != "https" || target.Host == "" {
		return invalid("target %q is not an https address", w.TargetURL)
	}
	if len(w.Events) == 0 {
		return invalid("webhook without events")
	}
	return nil
}

// Delivered notes the outcome of a delivery and gives up after too many
// failures.
func (w *Webhook) Delivered(status int) {
	w.LastStatus = status
	if status >= 200 && status < 300 {
		w.FailureCount = 0
		return
	}
	w.FailureCount++
	if w.FailureCount >= MaxWebhookFailures {
		w.Active = false
	}
}
