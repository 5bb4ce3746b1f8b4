package model

import "example.com/tidewater/charts/registry"

// Booking holds a berth for a vessel between two days.
type Booking struct {
	BaseModel
	BerthID      string        `json:"berth_id" dynamodbav:"berth_id" desc:"Berth that is held."`
	VesselID     string        `json:"vessel_id" dynamodbav:"vessel_id" desc:"Vessel that will come."`
	OwnerID      string        `json:"owner_id" dynamodbav:"owner_id" desc:"Boat owner who booked."`
	Arrival      string        `json:"arrival" dynamodbav:"arrival" desc:"First day."`
	Departure    string        `json:"departure" dynamodbav:"departure" desc:"Day on which the berth is free again."`
	Status       BookingStatus `json:"status" dynamodbav:"status" desc:"Where the booking is in its life."`
	QuotedCents  int64         `json:"quoted_cents" dynamodbav:"quoted_cents" desc:"Price that was quoted, in cents."`
	Currency     string        `json:"currency" dynamodbav:"currency" desc:"ISO 4217 code of the quote."`
	CancelReason string        `json:"cancel_reason,omitempty" dynamodbav:"cancel_reason,omitempty" desc:"Why the booking was cancelled."`
}

func init() {
	registry.MustRegisterModel(&Booking{})
}

// NewBooking returns a booking that waits to be confirmed.
func NewBooking(username, berthID, vesselID, ownerID string) *Booking {
	booking := &Booking{BerthID: berthID, VesselID: vesselID, OwnerID: ownerID}
	booking.ID = newID()
	booking.Username = username
	booking.Defaulted()
	return booking
}

// Defaulted stamps a new booking and gives it its first status.
func (b *Booking) Defaulted() {
	b.BaseModel.Defaulted()
	if b.Status == "" {
		b.Status = BookingRequested
	}
}

// GetKey returns the storage key.
func (b *Booking) GetKey() string { return "#booking#" + b.ID }

// GetDescription says what the record is.
func (b *Booking) GetDescription() string { return "A berth held for a vessel between two days." }

// Valid says whether the booking can be stored.
func (b *Booking) Valid() bool { return b.Validate() == nil }

// Validate says what is wrong with the booking.
func (b *Booking) Validate() error {
	if b.BerthID == "" || b.VesselID == "" || b.OwnerID == "" {
		return invalid("booking needs a berth, a vessel and an owner")
	}
	nights, err := Nights(b.Arrival, b.Departure)
	if err != nil {
		return err
	}
	if nights < 1 {
		return invalid("departure %s is not after arrival %s", b.Departure, b.Arrival)
	}
	return nil
}

// Overlaps says whether two bookings want the same berth on the same night.
func (b *Booking) Overlaps(other *Booking) bool {
	return b.BerthID == other.BerthID && b.Arrival < other.Departure && other.Arrival < b.Departure
}
