package store

import (
	"context"
	"os"

	"example.com/tidewater/charts/model"
	"example.com/tidewater/keel/table"
)

// InvoiceStore keeps invoices.
type InvoiceStore struct {
	rows rows[*model.Invoice]
}

// NewInvoiceStore returns the store on the table named by INVOICES_TABLE.
func NewInvoiceStore(client table.Client) *InvoiceStore {
	return &InvoiceStore{rows[*model.Invoice]{
		client: client, table: os.Getenv("INVOICES_TABLE"), kind: "invoice",
		empty: func() *model.Invoice { return &model.Invoice{} },
	}}
}

// SaveInvoice stores an invoice.
func (s *InvoiceStore) SaveInvoice(ctx context.Context, invoice *model.Invoice) error {
	return s.rows.save(ctx, invoice)
}

// FindInvoice returns the invoice with the id.
func (s *InvoiceStore) FindInvoice(ctx context.Context, id string) (*model.Invoice, error) {
	return s.rows.find(ctx, id)
}

// InvoicesByOwner lists the invoices of a boat owner.
func (s *InvoiceStore) InvoicesByOwner(ctx context.Context, ownerID string) ([]*model.Invoice, error) {
	return s.rows.where(ctx, "owner_id", ownerID)
}

// InvoicesByStatus lists the invoices with a status.
func (s *InvoiceStore) InvoicesByStatus(ctx context.Context, status model.InvoiceStatus) ([]*model.Invoice, error) {
	return s.rows.where(ctx, "status", string(status))
}

// PaymentStore keeps payments.
type PaymentStore struct {
	rows rows[*model.Payment]
}

// NewPaymentStore returns the store on the table named by PAYMENTS_TABLE.
func NewPaymentStore(client table.Client) *PaymentStore {
	return &PaymentStore{rows[*model.Payment]{
		client: client, table: os.Getenv("PAYMENTS_TABLE"), kind: "payment",
		empty: func() *model.Payment { return &model.Payment{} },
	}}
}

// SavePayment stores a payment.
func (s *PaymentStore) SavePayment(ctx context.Context, payment *model.Payment) error {
	return s.rows.save(ctx, payment)
}

// FindPayment returns the payment with the id.
func (s *PaymentStore) FindPayment(ctx context.Context, id string) (*model.Payment, error) {
	return s.rows.find(ctx, id)
}

// TariffStore keeps tariffs, in the same table as the crew.
type TariffStore struct {
	rows rows[*model.Tariff]
}

// NewTariffStore returns the store on the table named by SETTINGS_TABLE.
func NewTariffStore(client table.Client) *TariffStore {
	return &TariffStore{rows[*model.Tariff]{
		client: client, table: os.Getenv("SETTINGS_TABLE"), kind: "tariff",
		empty: func() *model.Tariff { return &model.Tariff{} },
	}}
}

// SaveTariff stores a tariff.
func (s *TariffStore) SaveTariff(ctx context.Context, tariff *model.Tariff) error {
	return s.rows.save(ctx, tariff)
}

// FindTariff returns the tariff with the code.
func (s *TariffStore) FindTariff(ctx context.Context, code string) (*model.Tariff, error) {
	return s.rows.find(ctx, code)
}

// Tariffs lists every tariff.
func (s *TariffStore) Tariffs(ctx context.Context) ([]*model.Tariff, error) {
	return s.rows.all(ctx)
}

// RemoveTariff deletes the tariff with the code.
func (s *TariffStore) RemoveTariff(ctx context.Context, code string) error {
	return s.rows.remove(ctx, code)
}
