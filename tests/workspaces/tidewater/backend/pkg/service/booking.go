package service

import (
	"context"
	"fmt"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/queue"
	"example.com/tidewater/charts/model"
)

// BookingStore is what bookings need of the table.
type BookingStore interface {
	SaveBooking(ctx context.Context, booking *model.Booking) error
	FindBooking(ctx context.Context, id string) (*model.Booking, error)
	BookingsByBerth(ctx context.Context, berthID string) ([]*model.Booking, error)
	BookingsByOwner(ctx context.Context, ownerID string) ([]*model.Booking, error)
}

// BookingService holds berths for vessels.
type BookingService struct {
	bookings  BookingStore
	directory *DirectoryService
	tariffs   *TariffService
	events    EventPublisher
}

// NewBookingService returns the service on its stores.
func NewBookingService(
	bookings BookingStore, directory *DirectoryService, tariffs *TariffService, events EventPublisher,
) *BookingService {
	return &BookingService{bookings: bookings, directory: directory, tariffs: tariffs, events: events}
}

// Create holds a berth where the vessel fits and nobody else comes, and quotes
// the price.
func (s *BookingService) Create(ctx context.Context, booking *model.Booking) error {
	if err := booking.Validate(); err != nil {
		return err
	}
	berth, err := s.directory.Berth(ctx, booking.BerthID)
	if err != nil {
		return err
	}
	vessel, err := s.directory.Vessel(ctx, booking.VesselID)
	if err != nil {
		return err
	}
	switch {
	case !berth.InService():
		return apierror.Conflict("berth is out of service")
	case !berth.Fits(vessel):
		return apierror.Invalid("berth_id", "is too small for the vessel")
	case !vessel.Insured(booking.Departure):
		return apierror.Invalid("vessel_id", "is not insured until departure")
	}
	free, err := s.Free(ctx, booking.BerthID, booking.Arrival, booking.Departure)
	if err != nil {
		return err
	}
	if !free {
		return apierror.Conflict("berth is taken")
	}
	quote, err := s.tariffs.Quote(ctx, berth.TariffCode, vessel.LengthCm, booking.Arrival, booking.Departure)
	if err != nil {
		return err
	}
	booking.QuotedCents, booking.Currency = quote.Cents, quote.Currency
	booking.Status = model.BookingConfirmed
	if err := s.bookings.SaveBooking(ctx, booking); err != nil {
		return err
	}
	announce(ctx, s.events, queue.Event{
		Kind:       queue.BookingConfirmed,
		Account:    booking.Username,
		OwnerID:    booking.OwnerID,
		SubjectKey: booking.GetKey(),
		Title:      fmt.Sprintf("Berth %s is yours from %s", berth.Name, booking.Arrival),
		Body:       fmt.Sprintf("%s may lie in %s until %s.", vessel.Name, berth.Name, booking.Departure),
	})
	return nil
}

// Cancel gives the berth back.
func (s *BookingService) Cancel(ctx context.Context, id, reason string) (*model.Booking, error) {
	booking, err := s.bookings.FindBooking(ctx, id)
	if err != nil {
		return nil, err
	}
	if booking.Status == model.BookingCancelled {
		return nil, apierror.Conflict("booking is cancelled already")
	}
	booking.Status, booking.CancelReason = model.BookingCancelled, reason
	if err := s.bookings.SaveBooking(ctx, booking); err != nil {
		return nil, err
	}
	announce(ctx, s.events, queue.Event{
		Kind:       queue.BookingCancelled,
		Account:    booking.Username,
		OwnerID:    booking.OwnerID,
		SubjectKey: booking.GetKey(),
		Title:      "Booking cancelled",
		Body:       fmt.Sprintf("The booking from %s to %s is cancelled.", booking.Arrival, booking.Departure),
	})
	return booking, nil
}

// Get returns one booking.
func (s *BookingService) Get(ctx context.Context, id string) (*model.Booking, error) {
	return s.bookings.FindBooking(ctx, id)
}

// ListForOwner lists the bookings of a boat owner.
func (s *BookingService) ListForOwner(ctx context.Context, ownerID string) ([]*model.Booking, error) {
	return s.bookings.BookingsByOwner(ctx, ownerID)
}

// Free says whether a berth is free on every night of a period.
func (s *BookingService) Free(ctx context.Context, berthID, from, until string) (bool, error) {
	held, err := s.bookings.BookingsByBerth(ctx, berthID)
	if err != nil {
		return false, err
	}
	wanted := &model.Booking{BerthID: berthID, Arrival: from, Departure: until}
	for _, booking := range held {
		if booking.Status != model.BookingCancelled && booking.Overlaps(wanted) {
			return false, nil
		}
	}
	return true, nil
}
