package model

import (
	"fmt"

	"example.com/tidewater/charts/registry"
)

// Invoice is a bill for a stay: berth, shore power, water and yard work of one
// period.
type Invoice struct {
	BaseModel
	Number      string        `json:"number" dynamodbav:"number" desc:"Number printed on the invoice."`
	OwnerID     string        `json:"owner_id" dynamodbav:"owner_id" desc:"Boat owner who pays."`
	StayID      string        `json:"stay_id" dynamodbav:"stay_id" desc:"Stay that is billed."`
	PeriodStart string        `json:"period_start" dynamodbav:"period_start" desc:"First day that is billed."`
	PeriodEnd   string        `json:"period_end" dynamodbav:"period_end" desc:"Day after the last night that is billed."`
	AmountCents int64         `json:"amount_cents" dynamodbav:"amount_cents" desc:"Sum of the lines in cents."`
	Currency    string        `json:"currency" dynamodbav:"currency" desc:"ISO 4217 code."`
	Status      InvoiceStatus `json:"status" dynamodbav:"status" desc:"Where the invoice is in its life."`
	Lines       []InvoiceLine `json:"lines" dynamodbav:"lines" desc:"What is billed."`
	IssuedAt    string        `json:"issued_at,omitempty" dynamodbav:"issued_at,omitempty" desc:"When the invoice was sent (RFC 3339)."`
	DueDate     string        `json:"due_date,omitempty" dynamodbav:"due_date,omitempty" desc:"Last day for payment."`
	PaidAt      string        `json:"paid_at,omitempty" dynamodbav:"paid_at,omitempty" desc:"When the payment arrived (RFC 3339)."`
	VoidReason  string        `json:"void_reason,omitempty" dynamodbav:"void_reason,omitempty" desc:"Why the invoice was withdrawn."`
}

// InvoiceLine is one thing on an invoice.
type InvoiceLine struct {
	Text      string `json:"text" dynamodbav:"text" desc:"What it is."`
	Quantity  int64  `json:"quantity" dynamodbav:"quantity" desc:"How many units."`
	UnitCents int64  `json:"unit_cents" dynamodbav:"unit_cents" desc:"Price of one unit in cents."`
}

func init() {
	registry.MustRegisterModel(&Invoice{})
}

// NewInvoice returns a draft for a stay and a period.
func NewInvoice(stay *Stay, periodStart, periodEnd string) *Invoice {
	invoice := &Invoice{
		OwnerID:     stay.OwnerID,
		StayID:      stay.ID,
		PeriodStart: periodStart,
		PeriodEnd:   periodEnd,
	}
	invoice.ID = newID()
	invoice.Number = fmt.Sprintf("TW-%s-%s", periodEnd, invoice.ID[:6])
	invoice.Username = stay.Username
	invoice.Defaulted()
	return invoice
}

// Defaulted stamps a new invoice and makes it a draft in euros.
func (i *Invoice) Defaulted() {
	i.BaseModel.Defaulted()
	if i.Status == "" {
		i.Status = InvoiceDraft
	}
	if i.Currency == "" {
		i.Currency = "EUR"
	}
}

// GetKey returns the storage key.
func (i *Invoice) GetKey() string { return "#invoice#" + i.ID }

// GetDescription says what the record is.
func (i *Invoice) GetDescription() string { return "A bill for a stay." }

// Valid says whether the invoice can be stored.
func (i *Invoice) Valid() bool { return i.Validate() == nil }

// Validate says what is wrong with the invoice.
func (i *Invoice) Validate() error {
	switch {
	case i.OwnerID == "" || i.StayID == "":
		return invalid("invoice needs an owner and a stay")
	case i.PeriodStart >= i.PeriodEnd:
		return invalid("period %s to %s is empty", i.PeriodStart, i.PeriodEnd)
	case i.AmountCents != i.sum():
		return invalid("amount %d differs from the lines", i.AmountCents)
	}
	return nil
}

// AddLine bills quantity units of something.
func (i *Invoice) AddLine(text string, quantity, unitCents int64) {
	i.Lines = append(i.Lines, InvoiceLine{Text: text, Quantity: quantity, UnitCents: unitCents})
	i.AmountCents = i.sum()
}

// Overdue says whether the invoice should have been paid before the given day.
func (i *Invoice) Overdue(day string) bool {
	return i.Status == InvoiceIssued && i.DueDate < day
}

func (i *Invoice) sum() int64 {
	var total int64
	for _, line := range i.Lines {
		total += line.Quantity * line.UnitCents
	}
	return total
}
