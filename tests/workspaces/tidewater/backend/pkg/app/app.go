// Package app puts the services together once per process.
package app

import (
	"sync"

	"example.com/tidewater/backend/pkg/config"
	"example.com/tidewater/backend/pkg/integration/paygate"
	"example.com/tidewater/backend/pkg/integration/tidetables"
	"example.com/tidewater/backend/pkg/queue"
	"example.com/tidewater/backend/pkg/service"
	"example.com/tidewater/backend/pkg/store"
	"example.com/tidewater/keel/table"
)

// Services is everything that a handler can call.
type Services struct {
	Bookings      *service.BookingService
	Stays         *service.StayService
	Invoices      *service.InvoiceService
	Payments      *service.PaymentService
	Tariffs       *service.TariffService
	Meters        *service.MeterService
	WorkOrders    *service.WorkOrderService
	Webhooks      *service.WebhookService
	Notifications *service.NotificationService
	Directory     *service.DirectoryService
	Tides         *tidetables.Client
}

var (
	mu      sync.Mutex
	current *Services
)

// Current returns the services of this process, built on first use.
func Current() *Services {
	mu.Lock()
	defer mu.Unlock()
	if current == nil {
		current = Build(config.FromEnv(), table.Open())
	}
	return current
}

// Replace makes Current return other services, for tests.
func Replace(services *Services) {
	mu.Lock()
	defer mu.Unlock()
	current = services
}

// Build puts the services together on a table client.
func Build(cfg config.Config, client table.Client) *Services {
	events := queue.NewPublisher(cfg.QueueURL, cfg.CrewTopic)
	stays := store.NewStayStore(client)
	tariffs := service.NewTariffService(store.NewTariffStore(client))
	meters := service.NewMeterService(store.NewMeterStore(client))
	webhooks := service.NewWebhookService(store.NewWebhookStore(client))
	directory := service.NewDirectoryService(
		store.NewBerthStore(client), store.NewVesselStore(client), store.NewOwnerStore(client), store.NewCrewStore(client),
	)
	bookings := service.NewBookingService(store.NewBookingStore(client), directory, tariffs, events)
	invoices := service.NewInvoiceService(service.InvoiceDeps{
		Invoices:    store.NewInvoiceStore(client),
		Stays:       stays,
		Meters:      meters,
		Directory:   directory,
		Tariffs:     tariffs,
		Archive:     store.NewInvoiceArchive(cfg.ArchiveURL),
		Events:      events,
		PaymentDays: cfg.PaymentDays,
	})
	gateway := paygate.NewClient(cfg.PaygateURL, cfg.PaygateKey)
	mailer := service.NewSMTPMailer(cfg.MailRelay, cfg.MailFrom)
	return &Services{
		Bookings:   bookings,
		Stays:      service.NewStayService(stays, bookings, events),
		Invoices:   invoices,
		Payments:   service.NewPaymentService(store.NewPaymentStore(client), invoices, gateway, events),
		Tariffs:    tariffs,
		Meters:     meters,
		WorkOrders: service.NewWorkOrderService(store.NewWorkOrderStore(client), events),
		Webhooks:   webhooks,
		Notifications: service.NewNotificationService(
			store.NewAlertChannelStore(client), store.NewNotificationStore(client), webhooks, mailer, events,
		),
		Directory: directory,
		Tides:     tidetables.NewClient(cfg.TideURL),
	}
}
