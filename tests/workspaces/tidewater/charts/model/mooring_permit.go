package model

import "example.com/tidewater/charts/registry"

// MooringPermit was the paper permit of the old harbour office.
//
// Deprecated: use Booking.
type MooringPermit struct {
	BaseModel
	PermitNumber string `json:"permit_number" dynamodbav:"permit_number" desc:"Number on the permit."`
	VesselID     string `json:"vessel_id" dynamodbav:"vessel_id" desc:"Vessel that may moor."`
	ValidFrom    string `json:"valid_from" dynamodbav:"valid_from" desc:"First day."`
	ValidUntil   string `json:"valid_until" dynamodbav:"valid_until" desc:"Last day."`
}

func init() {
	registry.MustRegisterModel(&MooringPermit{})
}

// GetKey returns the storage key.
func (p *MooringPermit) GetKey() string { return "#permit#" + p.PermitNumber }

// GetDescription says what the record is.
func (p *MooringPermit) GetDescription() string { return "A paper permit of the old office." }

// Valid says whether the permit can be stored.
func (p *MooringPermit) Valid() bool {
	return p.PermitNumber != "" && p.VesselID != ""
}
