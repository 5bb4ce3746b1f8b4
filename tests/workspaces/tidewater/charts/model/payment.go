package model

import "example.com/tidewater/charts/registry"

// Payment is money that was asked of the payment provider for an invoice.
type Payment struct {
	BaseModel
	InvoiceID     string `json:"invoice_id" dynamodbav:"invoice_id" desc:"Invoice that is paid."`
	AmountCents   int64  `json:"amount_cents" dynamodbav:"amount_cents" desc:"Amount in cents."`
	Currency      string `json:"currency" dynamodbav:"currency" desc:"ISO 4217 code."`
	ProviderRef   string `json:"provider_ref" dynamodbav:"provider_ref" desc:"Reference of the payment provider."`
	CheckoutURL   string `json:"checkout_url,omitempty" dynamodbav:"checkout_url,omitempty" desc:"Page where the boat owner pays."`
	Settled       bool   `json:"settled" dynamodbav:"settled" desc:"Whether the money arrived."`
	FailureReason string `json:"failure_reason,omitempty" dynamodbav:"failure_reason,omitempty" desc:"Why the provider refused."`
}

func init() {
	registry.MustRegisterModel(&Payment{})
}

// NewPayment returns a payment of the whole invoice.
func NewPayment(invoice *Invoice) *Payment {
	payment := &Payment{
		InvoiceID:   invoice.ID,
		AmountCents: invoice.AmountCents,
		Currency:    invoice.Currency,
	}
	payment.ID = newID()
	payment.Username = invoice.Username
	payment.Defaulted()
	return payment
}

// GetKey returns the storage key.
func (p *Payment) GetKey() string { return "#payment#" + p.ID }

// GetDescription says what the record is.
func (p *Payment) GetDescription() string { return "Money asked of the payment provider." }

// Valid says whether the payment can be stored.
func (p *Payment) Valid() bool {
	return p.InvoiceID != "" && p.AmountCents > 0 && len(p.Currency) == 3
}
