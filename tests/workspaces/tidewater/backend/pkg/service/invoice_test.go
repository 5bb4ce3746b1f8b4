package service

import (
	"context"
	"errors"
	"testing"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/mocks"
	"example.com/tidewater/backend/pkg/queue"
	"example.com/tidewater/charts/model"
)

func invoiceWith(status model.InvoiceStatus) *model.Invoice {
	stay := &model.Stay{OwnerID: "o1"}
	stay.ID, stay.Username = "s1", "marina"
	invoice := model.NewInvoice(stay, "2024-05-01", "2024-05-04")
	invoice.AddLine("Berth A12", 3, 2400)
	invoice.Status = status
	return invoice
}

func TestIssueAndVoidDependOnTheStatus(t *testing.T) {
	cases := []struct {
		status         model.InvoiceStatus
		issues, voided bool
	}{
		{model.InvoiceDraft, true, true},
		{model.InvoiceIssued, false, true},
		{model.InvoicePaid, false, false},
		{model.InvoiceVoid, false, false},
	}
	for _, tc := range cases {
		t.Run(string(tc.status), func(t *testing.T) {
			first, second := invoiceWith(tc.status), invoiceWith(tc.status)
			service := NewInvoiceService(InvoiceDeps{
				Invoices: mocks.NewMockInvoiceStore(first, second),
				Archive:  &mocks.MockArchive{},
				Events:   mocks.NewMockEventPublisher(),
			})
			_, err := service.Issue(context.Background(), first.ID)
			if tc.issues != (err == nil) || (err != nil && !errors.Is(err, apierror.ErrConflict)) {
				t.Errorf("Issue: %v", err)
			}
			_, err = service.Void(context.Background(), second.ID, "wrong berth")
			if tc.voided != (err == nil) || (err != nil && !errors.Is(err, apierror.ErrConflict)) {
				t.Errorf("Void: %v", err)
			}
		})
	}
}

func TestIssueArchivesAndTellsTheOwner(t *testing.T) {
	invoice := invoiceWith(model.InvoiceDraft)
	archive, events := &mocks.MockArchive{}, mocks.NewMockEventPublisher()
	events.Return(errors.New("queue is down"))
	service := NewInvoiceService(InvoiceDeps{
		Invoices: mocks.NewMockInvoiceStore(invoice), Archive: archive, Events: events, PaymentDays: 14,
	})
	issued, err := service.Issue(context.Background(), invoice.ID)
	if err != nil {
		t.Fatalf("a lost event must not undo the invoice: %v", err)
	}
	if issued.DueDate <= model.Today() || archive.Kept != 1 {
		t.Fatalf("due %s, %d archived", issued.DueDate, archive.Kept)
	}
	published := events.Published()
	if len(published) != 1 || published[0].Kind != queue.InvoiceIssued || published[0].OwnerID != "o1" {
		t.Fatalf("published %+v", published)
	}
}

func TestMarkPaidTwiceIsHarmless(t *testing.T) {
	invoice := invoiceWith(model.InvoiceIssued)
	events := mocks.NewMockEventPublisher()
	service := NewInvoiceService(InvoiceDeps{Invoices: mocks.NewMockInvoiceStore(invoice), Events: events})
	for range 2 {
		if _, err := service.MarkPaid(context.Background(), invoice.ID); err != nil {
			t.Fatal(err)
		}
	}
	if len(events.Published()) != 1 {
		t.Fatalf("%d events", len(events.Published()))
	}
}
