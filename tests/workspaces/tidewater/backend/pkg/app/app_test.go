package app

import (
	"context"
	"errors"
	"testing"
	"time"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/config"
	"example.com/tidewater/charts/model"
	"example.com/tidewater/keel/table"
)

func day(offset int) string {
	return time.Now().UTC().AddDate(0, 0, offset).Format(model.DayLayout)
}

// harbour returns services with one berth, one tariff, one owner and a vessel.
func harbour(t *testing.T) (*Services, *model.Vessel) {
	t.Helper()
	ctx := context.Background()
	services := Build(config.Config{PaymentDays: 14}, table.NewMemory())

	tariff := model.NewTariff("marina", "summer", "April to September")
	tariff.PerMetreCents, tariff.ValidFrom, tariff.ValidUntil = 300, day(-30), day(30)
	berth := model.NewBerth("marina", "A", 12)
	berth.LengthCm, berth.BeamCm, berth.DepthCm, berth.TariffCode = 1200, 420, 250, "summer"
	owner := model.NewOwner("marina", "Ada Mast", "ada@boats.example")
	vessel := model.NewVessel("marina", owner.ID, "Petrel", "NL-12345")
	vessel.LengthCm, vessel.BeamCm, vessel.DraughtCm, vessel.InsuranceExpires = 980, 330, 160, day(365)
	for _, err := range []error{
		services.Tariffs.Save(ctx, tariff),
		services.Directory.SaveBerth(ctx, berth),
		services.Directory.SaveOwner(ctx, owner),
		services.Directory.SaveVessel(ctx, vessel),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return services, vessel
}

func TestFromBookingToOverdueInvoice(t *testing.T) {
	ctx := context.Background()
	services, vessel := harbour(t)

	booking := model.NewBooking("marina", "a-12", vessel.ID, vessel.OwnerID)
	booking.Arrival, booking.Departure = day(0), day(3)
	if err := services.Bookings.Create(ctx, booking); err != nil {
		t.Fatal(err)
	}
	if booking.QuotedCents != 10*3*300 {
		t.Fatalf("quoted %d", booking.QuotedCents)
	}
	rival := model.NewBooking("marina", "a-12", vessel.ID, vessel.OwnerID)
	rival.Arrival, rival.Departure = day(2), day(4)
	if err := services.Bookings.Create(ctx, rival); !errors.Is(err, apierror.ErrConflict) {
		t.Fatalf("double booking: %v", err)
	}

	stay, err := services.Stays.CheckIn(ctx, booking.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := services.Stays.CheckOut(ctx, stay.ID); err != nil {
		t.Fatal(err)
	}
	if issued, err := services.Invoices.CloseStays(ctx); issued != 1 || err != nil {
		t.Fatalf("%d issued: %v", issued, err)
	}
	if issued, err := services.Invoices.CloseStays(ctx); issued != 0 || err != nil {
		t.Fatalf("%d issued again: %v", issued, err)
	}

	overdue, err := services.Invoices.ListOverdue(ctx, day(15))
	if err != nil || len(overdue) != 1 || overdue[0].AmountCents != 10*300 {
		t.Fatalf("overdue %+v: %v", overdue, err)
	}
}

func TestABerthThatIsTooSmallIsRefused(t *testing.T) {
	ctx := context.Background()
	services, vessel := harbour(t)
	vessel.LengthCm = 1500
	if err := services.Directory.SaveVessel(ctx, vessel); err != nil {
		t.Fatal(err)
	}
	booking := model.NewBooking("marina", "a-12", vessel.ID, vessel.OwnerID)
	booking.Arrival, booking.Departure = day(1), day(2)
	var invalid *apierror.ValidationError
	if err := services.Bookings.Create(ctx, booking); !errors.As(err, &invalid) || invalid.Field != "berth_id" {
		t.Fatalf("err = %v", err)
	}
}
