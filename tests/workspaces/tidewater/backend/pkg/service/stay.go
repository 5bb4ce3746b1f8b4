package service

import (
	"context"
	"fmt"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/queue"
	"example.com/tidewater/charts/model"
)

// StayStore is what stays need of the table.
type StayStore interface {
	SaveStay(ctx context.Context, stay *model.Stay) error
	FindStay(ctx context.Context, id string) (*model.Stay, error)
	Stays(ctx context.Context, username string) ([]*model.Stay, error)
	StaysByState(ctx context.Context, state model.StayState) ([]*model.Stay, error)
}

// StayService lets vessels in and out.
type StayService struct {
	stays    StayStore
	bookings *BookingService
	events   EventPublisher
}

// NewStayService returns the service on its stores.
func NewStayService(stays StayStore, bookings *BookingService, events EventPublisher) *StayService {
	return &StayService{stays: stays, bookings: bookings, events: events}
}

// CheckIn opens the stay of a confirmed booking.
func (s *StayService) CheckIn(ctx context.Context, bookingID string) (*model.Stay, error) {
	booking, err := s.bookings.Get(ctx, bookingID)
	if err != nil {
		return nil, err
	}
	if booking.Status != model.BookingConfirmed {
		return nil, apierror.Conflict("booking is not confirmed")
	}
	stay := model.NewStay(booking)
	if err := s.stays.SaveStay(ctx, stay); err != nil {
		return nil, err
	}
	announce(ctx, s.events, s.event(stay, queue.StayStarted, "Welcome"))
	return stay, nil
}

// CheckOut ends a stay; the bill follows at night.
func (s *StayService) CheckOut(ctx context.Context, id string) (*model.Stay, error) {
	stay, err := s.stays.FindStay(ctx, id)
	if err != nil {
		return nil, err
	}
	if !stay.Open() {
		return nil, apierror.Conflict("vessel has left already")
	}
	stay.Leave()
	if err := s.stays.SaveStay(ctx, stay); err != nil {
		return nil, err
	}
	announce(ctx, s.events, s.event(stay, queue.StayEnded, "Fair winds"))
	return stay, nil
}

// Present lists the stays of an operator that are still open.
func (s *StayService) Present(ctx context.Context, username string) ([]*model.Stay, error) {
	stays, err := s.stays.Stays(ctx, username)
	if err != nil {
		return nil, err
	}
	present := make([]*model.Stay, 0, len(stays))
	for _, stay := range stays {
		if stay.Open() {
			present = append(present, stay)
		}
	}
	return present, nil
}

func (s *StayService) event(stay *model.Stay, kind, title string) queue.Event {
	return queue.Event{
		Kind:       kind,
		Account:    stay.Username,
		OwnerID:    stay.OwnerID,
		SubjectKey: stay.GetKey(),
		Title:      title,
		Body:       fmt.Sprintf("Berth %s, %s to %s.", stay.BerthID, stay.CheckedIn, stay.LastDay()),
	}
}
