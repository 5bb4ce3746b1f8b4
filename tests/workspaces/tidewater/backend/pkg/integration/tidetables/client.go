// Package tidetables asks the hydrographic office for the tides.
package tidetables

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"example.com/tidewater/backend/pkg/apierror"
)

const attempts = 3

// HighWater is one high tide.
type HighWater struct {
	At       time.Time `json:"at"`
	HeightCm int       `json:"height_cm"`
}

// Client remembers the answers of a day, since tides do not change.
type Client struct {
	base string
	http *http.Client

	mu    sync.Mutex
	known map[string][]HighWater
}

// NewClient returns a client for the office's service at base.
func NewClient(base string) *Client {
	return &Client{
		base:  base,
		http:  &http.Client{Timeout: 5 * time.Second},
		known: map[string][]HighWater{},
	}
}

// HighWaters returns the high tides at a station on a day.
func (c *Client) HighWaters(ctx context.Context, station, day string) ([]HighWater, error) {
	address := fmt.Sprintf("%s/stations/%s/high?day=%s", c.base, url.PathEscape(station), url.QueryEscape(day))
	c.mu.Lock()
	tides, ok := c.known[address]
	c.mu.Unlock()
	if ok {
		return tides, nil
	}
	var err error
	for attempt := range attempts {
		if tides, err = c.fetch(ctx, address); err == nil {
			c.mu.Lock()
			c.known[address] = tides
			c.mu.Unlock()
			return tides, nil
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(time.Duration(attempt) * 200 * time.Millisecond):
		}
	}
	return nil, &apierror.ProviderError{Provider: "tidetables", Code: "unreachable", Retryable: true, Cause: err}
}

func (c *Client) fetch(ctx context.Context, address string) ([]HighWater, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("status %d", response.StatusCode)
	}
	var tides []HighWater
	if err := json.NewDecoder(response.Body).Decode(&tides); err != nil {
		return nil, fmt.Errorf("decode tides: %w", err)
	}
	return tides, nil
}
