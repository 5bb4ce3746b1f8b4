package service

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"time"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/queue"
	"example.com/tidewater/charts/model"
)

// DeliverySignature is the header with the signature of a delivery.
const DeliverySignature = "X-Tidewater-Signature"

// WebhookStore is what subscriptions need of the table.
type WebhookStore interface {
	SaveWebhook(ctx context.Context, webhook *model.Webhook) error
	FindWebhook(ctx context.Context, id string) (*model.Webhook, error)
	Webhooks(ctx context.Context, username string) ([]*model.Webhook, error)
	RemoveWebhook(ctx context.Context, id string) error
}

// WebhookService posts events to other systems.
type WebhookService struct {
	webhooks WebhookStore
	client   *http.Client
}

// NewWebhookService returns the service on its store.
func NewWebhookService(webhooks WebhookStore) *WebhookService {
	return &WebhookService{webhooks: webhooks, client: &http.Client{Timeout: 5 * time.Second}}
}

// Create stores a subscription. The secret is shown to the caller this once.
func (s *WebhookService) Create(ctx context.Context, username, targetURL string, events []string) (*model.Webhook, error) {
	webhook := model.NewWebhook(username, targetURL, events)
	if err := s.webhooks.SaveWebhook(ctx, webhook); err != nil {
		return nil, err
	}
	return webhook, nil
}

// List returns the subscriptions of an operator without their secrets.
func (s *WebhookService) List(ctx context.Context, username string) ([]*model.Webhook, error) {
	webhooks, err := s.webhooks.Webhooks(ctx, username)
	for _, webhook := range webhooks {
		webhook.Secret = ""
	}
	return webhooks, err
}

// Delete ends a subscription of the operator.
func (s *WebhookService) Delete(ctx context.Context, username, id string) error {
	if _, err := s.owned(ctx, username, id); err != nil {
		return err
	}
	return s.webhooks.RemoveWebhook(ctx, id)
}

// Ping posts a try-out event to one subscription and returns its answer.
func (s *WebhookService) Ping(ctx context.Context, username, id string) (int, error) {
	webhook, err := s.owned(ctx, username, id)
	if err != nil {
		return 0, err
	}
	err = s.post(ctx, webhook, queue.Event{Kind: "ping", Account: username, OccurredAt: time.Now().UTC()})
	return webhook.LastStatus, err
}

// Deliver posts an event to every active subscription that asked for it.
func (s *WebhookService) Deliver(ctx context.Context, event queue.Event) error {
	webhooks, err := s.webhooks.Webhooks(ctx, event.Account)
	if err != nil {
		return err
	}
	var failed error
	for _, webhook := range webhooks {
		if !webhook.Active || !slices.Contains(webhook.Events, event.Kind) {
			continue
		}
		if err := s.post(ctx, webhook, event); err != nil {
			failed = err
		}
	}
	return failed
}

func (s *WebhookService) post(ctx context.Context, webhook *model.Webhook, event queue.Event) error {
	body, err := json.Marshal(event)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, webhook.TargetURL, bytes.NewReader(body))
	if err != nil {
		return err
	}
	mac := hmac.New(sha256.New, []byte(webhook.Secret))
	mac.Write(body)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set(DeliverySignature, hex.EncodeToString(mac.Sum(nil)))

	status := http.StatusBadGateway
	response, err := s.client.Do(request)
	if err == nil {
		status = response.StatusCode
		err = response.Body.Close()
	}
	webhook.Delivered(status)
	if saveErr := s.webhooks.SaveWebhook(ctx, webhook); saveErr != nil {
		return saveErr
	}
	if err == nil && status >= http.StatusMultipleChoices {
		err = fmt.Errorf("webhook %s answered %d", webhook.ID, status)
	}
	return err
}

func (s *WebhookService) owned(ctx context.Context, username, id string) (*model.Webhook, error) {
	webhook, err := s.webhooks.FindWebhook(ctx, id)
	if err != nil {
		return nil, err
	}
	if webhook.Username != username {
		return nil, apierror.NotFound("webhook", id)
	}
	return webhook, nil
}
