package service

import (
	"context"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/integration/paygate"
	"example.com/tidewater/backend/pkg/queue"
	"example.com/tidewater/charts/model"
)

// PaymentStore is what payments need of the table.
type PaymentStore interface {
	SavePayment(ctx context.Context, payment *model.Payment) error
	FindPayment(ctx context.Context, id string) (*model.Payment, error)
}

// Gateway is the payment provider.
type Gateway interface {
	CreateCheckout(ctx context.Context, request paygate.CheckoutRequest) (paygate.Checkout, error)
	Genuine(body []byte, signature string) bool
}

// PaymentService asks for money and hears whether it came.
type PaymentService struct {
	payments PaymentStore
	invoices *InvoiceService
	gateway  Gateway
	events   EventPublisher
}

// NewPaymentService returns the service on its stores.
func NewPaymentService(
	payments PaymentStore, invoices *InvoiceService, gateway Gateway, events EventPublisher,
) *PaymentService {
	return &PaymentService{payments: payments, invoices: invoices, gateway: gateway, events: events}
}

// Charge opens a payment page for an issued invoice.
func (s *PaymentService) Charge(ctx context.Context, invoiceID string) (*model.Payment, error) {
	invoice, err := s.invoices.Get(ctx, invoiceID)
	if err != nil {
		return nil, err
	}
	if invoice.Status != model.InvoiceIssued {
		return nil, apierror.Conflict("invoice is " + string(invoice.Status))
	}
	payment := model.NewPayment(invoice)
	checkout, err := s.gateway.CreateCheckout(ctx, paygate.CheckoutRequest{
		Reference:   payment.ID,
		AmountCents: payment.AmountCents,
		Currency:    payment.Currency,
		Description: "Invoice " + invoice.Number,
	})
	if err != nil {
		return nil, err
	}
	payment.ProviderRef, payment.CheckoutURL = checkout.ID, checkout.URL
	return payment, s.payments.SavePayment(ctx, payment)
}

// Genuine says whether a callback comes from the provider.
func (s *PaymentService) Genuine(body []byte, signature string) bool {
	return s.gateway.Genuine(body, signature)
}

// Settle notes what the provider says about a payment.
func (s *PaymentService) Settle(ctx context.Context, callback paygate.Callback) error {
	payment, err := s.payments.FindPayment(ctx, callback.Reference)
	if err != nil {
		return err
	}
	invoice, err := s.invoices.Get(ctx, payment.InvoiceID)
	if err != nil {
		return err
	}
	if !callback.Paid() {
		payment.FailureReason = callback.Reason
		announce(ctx, s.events, invoiceEvent(invoice, queue.PaymentFailed, "Payment failed"))
		return s.payments.SavePayment(ctx, payment)
	}
	if _, err := s.invoices.MarkPaid(ctx, invoice.ID); err != nil {
		return err
	}
	payment.Settled, payment.FailureReason = true, ""
	return s.payments.SavePayment(ctx, payment)
}

// Get returns one payment.
func (s *PaymentService) Get(ctx context.Context, id string) (*model.Payment, error) {
	return s.payments.FindPayment(ctx, id)
}
