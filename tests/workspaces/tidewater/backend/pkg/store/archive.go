package store

import (
	"context"
	"fmt"
	"net/http"

	"example.com/tidewater/charts/model"
	"example.com/tidewater/keel/httpx"
)

// InvoiceArchive keeps a copy of every issued invoice for the tax office.
type InvoiceArchive struct {
	base   string
	client *httpx.Client
}

// NewInvoiceArchive returns an archive in the bucket at base. Without one,
// nothing is archived.
func NewInvoiceArchive(base string) *InvoiceArchive {
	return &InvoiceArchive{base: base, client: httpx.New()}
}

// Keep writes the copy of an invoice.
func (a *InvoiceArchive) Keep(ctx context.Context, invoice *model.Invoice) error {
	if a.base == "" {
		return nil
	}
	address := fmt.Sprintf("%s/%s/%s.json", a.base, invoice.PeriodEnd[:4], invoice.Number)
	if err := a.client.DoJSON(ctx, http.MethodPut, address, nil, invoice, nil); err != nil {
		return fmt.Errorf("archive invoice %s: %w", invoice.Number, err)
	}
	return nil
}
