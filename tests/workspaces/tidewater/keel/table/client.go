// Package table is a small client for key-value tables with secondary indexes.
package table

import (
	"context"
	"errors"
	"os"
)

// ErrNotFound means that no item has the key.
var ErrNotFound = errors.New("item not found")

// ErrExists means that the key of a new item is already taken.
var ErrExists = errors.New("item exists")

// KeyAttribute is the partition key of every table.
const KeyAttribute = "key"

// Item is one row: attribute name to value.
type Item map[string]any

// Query selects items by a secondary index, by a key prefix, or by both.
type Query struct {
	Index     string `json:"index,omitempty"`
	Attribute string `json:"attribute,omitempty"`
	Value     string `json:"value,omitempty"`
	KeyPrefix string `json:"key_prefix,omitempty"`
	Limit     int    `json:"limit,omitempty"`
}

// Client reads and writes tables.
type Client interface {
	Put(ctx context.Context, table string, item Item) error
	PutNew(ctx context.Context, table string, item Item) error
	Get(ctx context.Context, table, key string) (Item, error)
	Query(ctx context.Context, table string, query Query) ([]Item, error)
	Delete(ctx context.Context, table, key string) error
}

// Open connects to the endpoint in TABLE_ENDPOINT. Without one, tables live in
// memory, which is enough for tests and a try-out.
func Open() Client {
	if endpoint := os.Getenv("TABLE_ENDPOINT"); endpoint != "" {
		return NewRemote(endpoint)
	}
	return NewMemory()
}
