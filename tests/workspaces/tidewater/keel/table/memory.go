package table

import (
	"context"
	"fmt"
	"sort"
	"strings"
	"sync"
)

// Memory keeps tables in the process.
type Memory struct {
	mu     sync.RWMutex
	tables map[string]map[string]Item
}

// NewMemory returns a store without any items.
func NewMemory() *Memory {
	return &Memory{tables: map[string]map[string]Item{}}
}

// Put stores an item, replacing one with the same key.
func (m *Memory) Put(_ context.Context, table string, item Item) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.write(table, item)
}

// PutNew stores an item unless its key is taken.
func (m *Memory) PutNew(_ context.Context, table string, item Item) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	key, _ := item[KeyAttribute].(string)
	if _, taken := m.tables[table][key]; taken {
		return ErrExists
	}
	return m.write(table, item)
}

func (m *Memory) write(table string, item Item) error {
	key, ok := item[KeyAttribute].(string)
	if !ok || key == "" {
		return fmt.Errorf("table %s: item without %q", table, KeyAttribute)
	}
	if m.tables[table] == nil {
		m.tables[table] = map[string]Item{}
	}
	m.tables[table][key] = item
	return nil
}

// Get returns the item with the key.
func (m *Memory) Get(_ context.Context, table, key string) (Item, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	item, ok := m.tables[table][key]
	if !ok {
		return nil, ErrNotFound
	}
	return item, nil
}

// Query returns the matching items in the order of their keys.
func (m *Memory) Query(_ context.Context, table string, query Query) ([]Item, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	keys := make([]string, 0, len(m.tables[table]))
	for key := range m.tables[table] {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	var found []Item
	for _, key := range keys {
		item := m.tables[table][key]
		if !strings.HasPrefix(key, query.KeyPrefix) {
			continue
		}
		if query.Attribute != "" && fmt.Sprint(item[query.Attribute]) != query.Value {
			continue
		}
		found = append(found, item)
		if query.Limit > 0 && len(found) == query.Limit {
			break
		}
	}
	return found, nil
}

// Delete removes the item with the key; an absent key is no error.
func (m *Memory) Delete(_ context.Context, table, key string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.tables[table], key)
	return nil
}
