package model

import (
	"errors"
	"testing"
)

func draft() *Invoice {
	stay := &Stay{OwnerID: "o1"}
	stay.ID = "s1"
	invoice := NewInvoice(stay, "2024-05-01", "2024-05-04")
	invoice.AddLine("Berth A12", 3, 2400)
	return invoice
}

func TestInvoiceValidate(t *testing.T) {
	cases := []struct {
		name   string
		change func(*Invoice)
		ok     bool
	}{
		{"as drafted", func(*Invoice) {}, true},
		{"no owner", func(i *Invoice) { i.OwnerID = "" }, false},
		{"empty period", func(i *Invoice) { i.PeriodEnd = i.PeriodStart }, false},
		{"amount differs", func(i *Invoice) { i.AmountCents++ }, false},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			invoice := draft()
			tc.change(invoice)
			err := invoice.Validate()
			if tc.ok != (err == nil) {
				t.Fatalf("err = %v", err)
			}
			if err != nil && !errors.Is(err, ErrInvalid) {
				t.Fatalf("%v does not wrap ErrInvalid", err)
			}
		})
	}
}

func TestInvoiceOverdueOnlyOnceIssued(t *testing.T) {
	invoice := draft()
	invoice.DueDate = "2024-05-18"
	if invoice.Overdue("2024-05-20") {
		t.Fatal("a draft is not overdue")
	}
	invoice.Status = InvoiceIssued
	if !invoice.Overdue("2024-05-20") || invoice.Overdue("2024-05-18") {
		t.Fatal("overdue from the day after the due date")
	}
}
