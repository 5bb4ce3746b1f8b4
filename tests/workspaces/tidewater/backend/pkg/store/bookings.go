package store

import (
	"context"
	"os"

	"example.com/tidewater/charts/model"
	"example.com/tidewater/keel/table"
)

// BookingStore keeps bookings.
type BookingStore struct {
	rows rows[*model.Booking]
}

// NewBookingStore returns the store on the table named by BOOKINGS_TABLE.
func NewBookingStore(client table.Client) *BookingStore {
	return &BookingStore{rows[*model.Booking]{
		client: client, table: os.Getenv("BOOKINGS_TABLE"), kind: "booking",
		empty: func() *model.Booking { return &model.Booking{} },
	}}
}

// SaveBooking stores a booking.
func (s *BookingStore) SaveBooking(ctx context.Context, booking *model.Booking) error {
	return s.rows.save(ctx, booking)
}

// FindBooking returns the booking with the id.
func (s *BookingStore) FindBooking(ctx context.Context, id string) (*model.Booking, error) {
	return s.rows.find(ctx, id)
}

// BookingsByBerth lists the bookings of a berth.
func (s *BookingStore) BookingsByBerth(ctx context.Context, berthID string) ([]*model.Booking, error) {
	return s.rows.where(ctx, "berth_id", berthID)
}

// BookingsByOwner lists the bookings of a boat owner.
func (s *BookingStore) BookingsByOwner(ctx context.Context, ownerID string) ([]*model.Booking, error) {
	return s.rows.where(ctx, "owner_id", ownerID)
}

// StayStore keeps stays.
type StayStore struct {
	rows rows[*model.Stay]
}

// NewStayStore returns the store on the table named by STAYS_TABLE.
func NewStayStore(client table.Client) *StayStore {
	return &StayStore{rows[*model.Stay]{
		client: client, table: os.Getenv("STAYS_TABLE"), kind: "stay",
		empty: func() *model.Stay { return &model.Stay{} },
	}}
}

// SaveStay stores a stay.
func (s *StayStore) SaveStay(ctx context.Context, stay *model.Stay) error {
	return s.rows.save(ctx, stay)
}

// FindStay returns the stay with the id.
func (s *StayStore) FindStay(ctx context.Context, id string) (*model.Stay, error) {
	return s.rows.find(ctx, id)
}

// Stays lists the stays of an operator.
func (s *StayStore) Stays(ctx context.Context, username string) ([]*model.Stay, error) {
	return s.rows.where(ctx, "username", username)
}

// StaysByState lists the stays that are that far.
func (s *StayStore) StaysByState(ctx context.Context, state model.StayState) ([]*model.Stay, error) {
	return s.rows.where(ctx, "state", string(state))
}
