// Package mocks stands in for tables and providers in tests.
package mocks

import (
	"context"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/charts/model"
)

// MockInvoiceStore keeps invoices in a map and fails where Err is set.
type MockInvoiceStore struct {
	Invoices map[string]*model.Invoice
	Err      error
}

// NewMockInvoiceStore returns a store with some invoices.
func NewMockInvoiceStore(invoices ...*model.Invoice) *MockInvoiceStore {
	store := &MockInvoiceStore{Invoices: map[string]*model.Invoice{}}
	for _, invoice := range invoices {
		store.Invoices[invoice.ID] = invoice
	}
	return store
}

// SaveInvoice stores an invoice.
func (m *MockInvoiceStore) SaveInvoice(_ context.Context, invoice *model.Invoice) error {
	if m.Err != nil {
		return m.Err
	}
	m.Invoices[invoice.ID] = invoice
	return nil
}

// FindInvoice returns the invoice with the id.
func (m *MockInvoiceStore) FindInvoice(_ context.Context, id string) (*model.Invoice, error) {
	invoice, ok := m.Invoices[id]
	if !ok {
		return nil, apierror.NotFound("invoice", id)
	}
	return invoice, m.Err
}

// InvoicesByOwner lists the invoices of a boat owner.
func (m *MockInvoiceStore) InvoicesByOwner(_ context.Context, ownerID string) ([]*model.Invoice, error) {
	return m.matching(func(i *model.Invoice) bool { return i.OwnerID == ownerID }), m.Err
}

// InvoicesByStatus lists the invoices with a status.
func (m *MockInvoiceStore) InvoicesByStatus(_ context.Context, status model.InvoiceStatus) ([]*model.Invoice, error) {
	return m.matching(func(i *model.Invoice) bool { return i.Status == status }), m.Err
}

func (m *MockInvoiceStore) matching(want func(*model.Invoice) bool) []*model.Invoice {
	var found []*model.Invoice
	for _, invoice := range m.Invoices {
		if want(invoice) {
			found = append(found, invoice)
		}
	}
	return found
}

// MockAlertChannelStore lists what it was made with.
type MockAlertChannelStore struct {
	List []*model.AlertChannel
}

// SaveChannel adds a channel.
func (m *MockAlertChannelStore) SaveChannel(_ context.Context, channel *model.AlertChannel) error {
	m.List = append(m.List, channel)
	return nil
}

// FindChannel returns the channel with the id.
func (m *MockAlertChannelStore) FindChannel(_ context.Context, id string) (*model.AlertChannel, error) {
	for _, channel := range m.List {
		if channel.ID == id {
			return channel, nil
		}
	}
	return nil, apierror.NotFound("channel", id)
}

// Channels lists every channel.
func (m *MockAlertChannelStore) Channels(context.Context, string) ([]*model.AlertChannel, error) {
	return m.List, nil
}

// RemoveChannel does nothing.
func (m *MockAlertChannelStore) RemoveChannel(context.Context, string) error {
	return nil
}

// MockNotificationStore remembers what was sent.
type MockNotificationStore struct {
	Sent []*model.Notification
}

// SaveNotification remembers a notification.
func (m *MockNotificationStore) SaveNotification(_ context.Context, notification *model.Notification) error {
	m.Sent = append(m.Sent, notification)
	return nil
}

// NotificationsByOwner lists everything.
func (m *MockNotificationStore) NotificationsByOwner(context.Context, string) ([]*model.Notification, error) {
	return m.Sent, nil
}

// MockArchive counts what it keeps.
type MockArchive struct {
	Kept int
}

// Keep counts an invoice.
func (m *MockArchive) Keep(context.Context, *model.Invoice) error {
	m.Kept++
	return nil
}
