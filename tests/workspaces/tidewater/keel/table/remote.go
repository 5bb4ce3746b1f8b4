package table

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"example.com/tidewater/keel/httpx"
)

// Remote talks to a table service over HTTP.
type Remote struct {
	endpoint string
	client   *httpx.Client
}

// NewRemote returns a client for the service at endpoint.
func NewRemote(endpoint string) *Remote {
	return &Remote{endpoint: endpoint, client: httpx.New()}
}

// Put stores an item, replacing one with the same key.
func (r *Remote) Put(ctx context.Context, table string, item Item) error {
	return r.client.DoJSON(ctx, http.MethodPut, r.url(table, "items"), nil, item, nil)
}

// PutNew stores an item unless its key is taken.
func (r *Remote) PutNew(ctx context.Context, table string, item Item) error {
	err := r.client.DoJSON(ctx, http.MethodPost, r.url(table, "items"), nil, item, nil)
	if hasStatus(err, http.StatusConflict) {
		return ErrExists
	}
	return err
}

// Get returns the item with the key.
func (r *Remote) Get(ctx context.Context, table, key string) (Item, error) {
	var item Item
	err := r.client.DoJSON(ctx, http.MethodGet, r.url(table, "items", key), nil, nil, &item)
	if hasStatus(err, http.StatusNotFound) {
		return nil, ErrNotFound
	}
	return item, err
}

// Query returns the matching items.
func (r *Remote) Query(ctx context.Context, table string, query Query) ([]Item, error) {
	var items []Item
	err := r.client.DoJSON(ctx, http.MethodPost, r.url(table, "query"), nil, query, &items)
	return items, err
}

// Delete removes the item with the key.
func (r *Remote) Delete(ctx context.Context, table, key string) error {
	err := r.client.DoJSON(ctx, http.MethodDelete, r.url(table, "items", key), nil, nil, nil)
	if hasStatus(err, http.StatusNotFound) {
		return nil
	}
	return err
}

func (r *Remote) url(table string, rest ...string) string {
	address := r.endpoint + "/tables/" + url.PathEscape(table)
	for _, part := range rest {
		address += "/" + url.PathEscape(part)
	}
	return address
}

func hasStatus(err error, status int) bool {
	var failure *httpx.StatusError
	return errors.As(err, &failure) && failure.StatusCode == status
}
