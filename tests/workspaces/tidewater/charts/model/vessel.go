package model

import (
	"regexp"

	"example.com/tidewater/charts/registry"
)

var registrationPattern = regexp.MustCompile(`^[A-Z]{2,3}-?[0-9]{3,8}$`)

// Vessel is a boat that is known to the marina.
type Vessel struct {
	BaseAsset
	Registration     string `json:"registration" dynamodbav:"registration" desc:"Registration as painted on the hull."`
	OwnerID          string `json:"owner_id" dynamodbav:"owner_id" desc:"Boat owner."`
	LengthCm         int    `json:"length_cm" dynamodbav:"length_cm" desc:"Length over all in centimetres."`
	BeamCm           int    `json:"beam_cm" dynamodbav:"beam_cm" desc:"Greatest width in centimetres."`
	DraughtCm        int    `json:"draught_cm" dynamodbav:"draught_cm" desc:"Depth below the waterline in centimetres."`
	InsuranceExpires string `json:"insurance_expires,omitempty" dynamodbav:"insurance_expires,omitempty" desc:"Last day of the liability insurance."`
}

func init() {
	registry.MustRegisterModel(&Vessel{})
}

// NewVessel returns a vessel of the given owner.
func NewVessel(username, ownerID, name, registration string) *Vessel {
	vessel := &Vessel{OwnerID: ownerID, Registration: registration}
	vessel.ID = newID()
	vessel.Name = name
	vessel.Username = username
	vessel.Defaulted()
	return vessel
}

// GetKey returns the storage key.
func (v *Vessel) GetKey() string { return "#vessel#" + v.ID }

// GetDescription says what the record is.
func (v *Vessel) GetDescription() string { return "A boat that is known to the marina." }

// Valid says whether the vessel can be stored.
func (v *Vessel) Valid() bool { return v.Validate() == nil }

// Validate says what is wrong with the vessel.
func (v *Vessel) Validate() error {
	switch {
	case !registrationPattern.MatchString(v.Registration):
		return invalid("registration %q", v.Registration)
	case v.OwnerID == "":
		return invalid("vessel without an owner")
	case v.LengthCm <= 0 || v.BeamCm <= 0:
		return invalid("vessel without measures")
	}
	return nil
}

// Insured says whether the liability insurance covers the given day.
func (v *Vessel) Insured(day string) bool {
	return v.InsuranceExpires >= day
}
