package model

import (
	"time"

	"example.com/tidewater/charts/registry"
)

// Stay is a vessel that lies, or lay, in a berth.
type Stay struct {
	BaseModel
	BookingID         string    `json:"booking_id" dynamodbav:"booking_id" desc:"Booking that led to the stay."`
	BerthID           string    `json:"berth_id" dynamodbav:"berth_id" desc:"Berth that is taken."`
	VesselID          string    `json:"vessel_id" dynamodbav:"vessel_id" desc:"Vessel in the berth."`
	OwnerID           string    `json:"owner_id" dynamodbav:"owner_id" desc:"Boat owner who pays."`
	CheckedIn         string    `json:"checked_in" dynamodbav:"checked_in" desc:"Day of arrival."`
	ExpectedDeparture string    `json:"expected_departure" dynamodbav:"expected_departure" desc:"Day on which the vessel should leave."`
	CheckedOut        string    `json:"checked_out,omitempty" dynamodbav:"checked_out,omitempty" desc:"Day of departure, empty while the vessel is here."`
	State             StayState `json:"state" dynamodbav:"state" desc:"How far the stay is."`
}

func init() {
	registry.MustRegisterModel(&Stay{})
}

// NewStay opens a stay for a confirmed booking.
func NewStay(booking *Booking) *Stay {
	stay := &Stay{
		BookingID:         booking.ID,
		BerthID:           booking.BerthID,
		VesselID:          booking.VesselID,
		OwnerID:           booking.OwnerID,
		CheckedIn:         Today(),
		ExpectedDeparture: booking.Departure,
		State:             StayOpen,
	}
	stay.ID = newID()
	stay.Username = booking.Username
	stay.Defaulted()
	return stay
}

// GetKey returns the storage key.
func (s *Stay) GetKey() string { return "#stay#" + s.ID }

// GetDescription says what the record is.
func (s *Stay) GetDescription() string { return "A vessel in a berth, now or in the past." }

// Valid says whether the stay can be stored.
func (s *Stay) Valid() bool {
	return s.BerthID != "" && s.VesselID != "" && s.CheckedIn != ""
}

// Open says whether the vessel is still here.
func (s *Stay) Open() bool {
	return s.CheckedOut == ""
}

// Leave ends the stay today.
func (s *Stay) Leave() {
	s.CheckedOut = Today()
	s.State = StayLeft
	s.Touch()
}

// LastDay is the day of departure, expected where the vessel is still here.
func (s *Stay) LastDay() string {
	if s.Open() {
		return s.ExpectedDeparture
	}
	return s.CheckedOut
}

// BilledUntil is the day after the last night that is billed: a stay of a few
// hours costs one night.
func (s *Stay) BilledUntil() string {
	if s.LastDay() > s.CheckedIn {
		return s.LastDay()
	}
	arrival, err := time.Parse(DayLayout, s.CheckedIn)
	if err != nil {
		return s.LastDay()
	}
	return arrival.AddDate(0, 0, 1).Format(DayLayout)
}
