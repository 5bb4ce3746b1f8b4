package service

import (
	"context"
	"fmt"
	"time"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/queue"
	"example.com/tidewater/charts/model"
	"example.com/tidewater/keel"
)

// InvoiceStore is what bills need of the table.
type InvoiceStore interface {
	SaveInvoice(ctx context.Context, invoice *model.Invoice) error
	FindInvoice(ctx context.Context, id string) (*model.Invoice, error)
	InvoicesByOwner(ctx context.Context, ownerID string) ([]*model.Invoice, error)
	InvoicesByStatus(ctx context.Context, status model.InvoiceStatus) ([]*model.Invoice, error)
}

// Archive keeps copies of issued invoices.
type Archive interface {
	Keep(ctx context.Context, invoice *model.Invoice) error
}

// InvoiceService turns stays into bills and follows them until they are paid.
type InvoiceService struct {
	invoices    InvoiceStore
	stays       StayStore
	meters      *MeterService
	directory   *DirectoryService
	tariffs     *TariffService
	archive     Archive
	events      EventPublisher
	paymentDays int
}

// InvoiceDeps is what the service is built on.
type InvoiceDeps struct {
	Invoices    InvoiceStore
	Stays       StayStore
	Meters      *MeterService
	Directory   *DirectoryService
	Tariffs     *TariffService
	Archive     Archive
	Events      EventPublisher
	PaymentDays int
}

// NewInvoiceService returns the service on its stores.
func NewInvoiceService(deps InvoiceDeps) *InvoiceService {
	return &InvoiceService{
		invoices:    deps.Invoices,
		stays:       deps.Stays,
		meters:      deps.Meters,
		directory:   deps.Directory,
		tariffs:     deps.Tariffs,
		archive:     deps.Archive,
		events:      deps.Events,
		paymentDays: deps.PaymentDays,
	}
}

// CloseStays bills every vessel that has left and issues the bills. It goes on
// after a failure and returns how many bills went out.
func (s *InvoiceService) CloseStays(ctx context.Context) (int, error) {
	stays, err := s.stays.StaysByState(ctx, model.StayLeft)
	if err != nil {
		return 0, err
	}
	issued := 0
	for _, stay := range stays {
		invoice, err := s.Draft(ctx, stay)
		if err == nil {
			_, err = s.Issue(ctx, invoice.ID)
		}
		if err != nil {
			keel.Logger(ctx).Error("stay not billed", "stay", stay.ID, "error", err)
			continue
		}
		issued++
	}
	return issued, nil
}

// Draft adds up a stay: berth, shore power and water.
func (s *InvoiceService) Draft(ctx context.Context, stay *model.Stay) (*model.Invoice, error) {
	berth, err := s.directory.Berth(ctx, stay.BerthID)
	if err != nil {
		return nil, err
	}
	vessel, err := s.directory.Vessel(ctx, stay.VesselID)
	if err != nil {
		return nil, err
	}
	tariff, err := s.tariffs.Get(ctx, berth.TariffCode)
	if err != nil {
		return nil, err
	}
	nights, err := model.Nights(stay.CheckedIn, stay.BilledUntil())
	if err != nil {
		return nil, err
	}
	invoice := model.NewInvoice(stay, stay.CheckedIn, stay.BilledUntil())
	invoice.Currency = tariff.Currency
	invoice.AddLine("Berth "+berth.Name, int64(nights), tariff.BerthCents(vessel.LengthCm, 1))
	used, err := s.meters.UsedDuring(ctx, stay)
	if err != nil {
		return nil, err
	}
	if wattHours := used[model.MeterPower]; wattHours > 0 {
		invoice.AddLine("Shore power (kWh)", (wattHours+999)/1000, tariff.PerKWhCents)
	}
	if litres := used[model.MeterWater]; litres > 0 {
		invoice.AddLine("Water (m³)", (litres+999)/1000, tariff.PerCubicCents)
	}
	if err := s.invoices.SaveInvoice(ctx, invoice); err != nil {
		return nil, err
	}
	stay.State = model.StayBilled
	return invoice, s.stays.SaveStay(ctx, stay)
}

// Issue sends a draft to the boat owner and starts the clock.
func (s *InvoiceService) Issue(ctx context.Context, id string) (*model.Invoice, error) {
	invoice, err := s.invoices.FindInvoice(ctx, id)
	if err != nil {
		return nil, err
	}
	if invoice.Status != model.InvoiceDraft {
		return nil, apierror.Conflict("only a draft can be issued")
	}
	invoice.Status = model.InvoiceIssued
	invoice.IssuedAt = model.Now()
	invoice.DueDate = time.Now().UTC().AddDate(0, 0, s.paymentDays).Format(model.DayLayout)
	if err := s.archive.Keep(ctx, invoice); err != nil {
		return nil, err
	}
	if err := s.invoices.SaveInvoice(ctx, invoice); err != nil {
		return nil, err
	}
	announce(ctx, s.events, invoiceEvent(invoice, queue.InvoiceIssued, "Invoice "+invoice.Number))
	return invoice, nil
}

// Void withdraws an invoice that is not paid.
func (s *InvoiceService) Void(ctx context.Context, id, reason string) (*model.Invoice, error) {
	invoice, err := s.invoices.FindInvoice(ctx, id)
	if err != nil {
		return nil, err
	}
	if invoice.Status == model.InvoicePaid || invoice.Status == model.InvoiceVoid {
		return nil, apierror.Conflict("invoice is " + string(invoice.Status))
	}
	invoice.Status, invoice.VoidReason = model.InvoiceVoid, reason
	return invoice, s.invoices.SaveInvoice(ctx, invoice)
}

// MarkPaid closes an invoice whose money arrived. Doing it twice is harmless.
func (s *InvoiceService) MarkPaid(ctx context.Context, id string) (*model.Invoice, error) {
	invoice, err := s.invoices.FindInvoice(ctx, id)
	if err != nil || invoice.Status == model.InvoicePaid {
		return invoice, err
	}
	if invoice.Status != model.InvoiceIssued {
		return nil, apierror.Conflict("invoice is " + string(invoice.Status))
	}
	invoice.Status, invoice.PaidAt = model.InvoicePaid, model.Now()
	if err := s.invoices.SaveInvoice(ctx, invoice); err != nil {
		return nil, err
	}
	announce(ctx, s.events, invoiceEvent(invoice, queue.InvoicePaid, "Thank you"))
	return invoice, nil
}

// Get returns one invoice.
func (s *InvoiceService) Get(ctx context.Context, id string) (*model.Invoice, error) {
	return s.invoices.FindInvoice(ctx, id)
}

// ListForOwner lists the invoices of a boat owner.
func (s *InvoiceService) ListForOwner(ctx context.Context, ownerID string) ([]*model.Invoice, error) {
	return s.invoices.InvoicesByOwner(ctx, ownerID)
}

// ListOverdue lists the issued invoices that should have been paid by now.
func (s *InvoiceService) ListOverdue(ctx context.Context, day string) ([]*model.Invoice, error) {
	issued, err := s.invoices.InvoicesByStatus(ctx, model.InvoiceIssued)
	if err != nil {
		return nil, err
	}
	overdue := make([]*model.Invoice, 0, len(issued))
	for _, invoice := range issued {
		if invoice.Overdue(day) {
			overdue = append(overdue, invoice)
		}
	}
	return overdue, nil
}

// Revenue adds up the paid invoices of an operator whose period ended between
// two days.
func (s *InvoiceService) Revenue(ctx context.Context, username, from, until string) (map[string]int64, error) {
	paid, err := s.invoices.InvoicesByStatus(ctx, model.InvoicePaid)
	if err != nil {
		return nil, err
	}
	total := map[string]int64{}
	for _, invoice := range paid {
		if invoice.Username == username && invoice.PeriodEnd >= from && invoice.PeriodEnd < until {
			total[invoice.Currency] += invoice.AmountCents
		}
	}
	return total, nil
}

func invoiceEvent(invoice *model.Invoice, kind, title string) queue.Event {
	amount := fmt.Sprintf("%d.%02d %s", invoice.AmountCents/100, invoice.AmountCents%100, invoice.Currency)
	return queue.Event{
		Kind:       kind,
		Account:    invoice.Username,
		OwnerID:    invoice.OwnerID,
		SubjectKey: invoice.GetKey(),
		Title:      title,
		Body:       fmt.Sprintf("%s for %s to %s.", amount, invoice.PeriodStart, invoice.PeriodEnd),
	}
}
