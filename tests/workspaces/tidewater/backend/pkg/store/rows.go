// Package store keeps models in tables, one store for each table.
package store

import (
	"context"
	"errors"
	"fmt"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/charts/registry"
	"example.com/tidewater/keel/table"
)

// rows reads and writes one kind of model in a table.
type rows[T registry.Model] struct {
	client table.Client
	table  string
	kind   string
	empty  func() T
}

func (r rows[T]) save(ctx context.Context, record T) error {
	registry.Default(record)
	if checked, ok := any(record).(interface{ Validate() error }); ok {
		if err := checked.Validate(); err != nil {
			return err
		}
	}
	if !record.Valid() {
		return apierror.Invalid(r.kind, "cannot be stored as it is")
	}
	item, err := table.Marshal(record)
	if err != nil {
		return err
	}
	item[table.KeyAttribute] = record.GetKey()
	if err := r.client.Put(ctx, r.table, item); err != nil {
		return fmt.Errorf("save %s: %w", r.kind, err)
	}
	return nil
}

func (r rows[T]) find(ctx context.Context, id string) (T, error) {
	var none T
	item, err := r.client.Get(ctx, r.table, r.key(id))
	if errors.Is(err, table.ErrNotFound) {
		return none, apierror.NotFound(r.kind, id)
	}
	if err != nil {
		return none, fmt.Errorf("find %s: %w", r.kind, err)
	}
	record := r.empty()
	return record, table.Unmarshal(item, record)
}

func (r rows[T]) remove(ctx context.Context, id string) error {
	return r.client.Delete(ctx, r.table, r.key(id))
}

// where lists the models with the value in an indexed attribute; index and
// attribute share their name up to the suffix.
func (r rows[T]) where(ctx context.Context, attribute, value string) ([]T, error) {
	return r.query(ctx, table.Query{
		Index:     attribute + "-index",
		Attribute: attribute,
		Value:     value,
		KeyPrefix: r.key(""),
	})
}

func (r rows[T]) all(ctx context.Context) ([]T, error) {
	return r.query(ctx, table.Query{KeyPrefix: r.key("")})
}

func (r rows[T]) query(ctx context.Context, query table.Query) ([]T, error) {
	items, err := r.client.Query(ctx, r.table, query)
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", r.kind, err)
	}
	records := make([]T, 0, len(items))
	for _, item := range items {
		record := r.empty()
		if err := table.Unmarshal(item, record); err != nil {
			return nil, fmt.Errorf("list %s: %w", r.kind, err)
		}
		records = append(records, record)
	}
	return records, nil
}

func (r rows[T]) key(id string) string {
	return "#" + r.kind + "#" + id
}
