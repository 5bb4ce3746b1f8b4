package model

import (
	"fmt"
	"strings"

	"example.com/tidewater/charts/registry"
)

// Berth is a place where one vessel can lie.
type Berth struct {
	BaseAsset
	Pontoon    string `json:"pontoon" dynamodbav:"pontoon" desc:"Letter of the pontoon."`
	Number     int    `json:"number" dynamodbav:"number" desc:"Number on the pontoon, from the shore outwards."`
	LengthCm   int    `json:"length_cm" dynamodbav:"length_cm" desc:"Usable length in centimetres."`
	BeamCm     int    `json:"beam_cm" dynamodbav:"beam_cm" desc:"Usable width in centimetres."`
	DepthCm    int    `json:"depth_cm" dynamodbav:"depth_cm" desc:"Depth at lowest astronomical tide in centimetres."`
	ShoreAmps  int    `json:"shore_amps" dynamodbav:"shore_amps" desc:"Rating of the shore power socket, 0 without one."`
	TariffCode string `json:"tariff_code" dynamodbav:"tariff_code" desc:"Tariff that applies here."`
}

func init() {
	registry.MustRegisterModel(&Berth{})
}

// NewBerth returns a berth named after its place.
func NewBerth(username, pontoon string, number int) *Berth {
	berth := &Berth{Pontoon: strings.ToUpper(pontoon), Number: number}
	berth.ID = fmt.Sprintf("%s-%d", strings.ToLower(pontoon), number)
	berth.Name = fmt.Sprintf("%s%d", berth.Pontoon, number)
	berth.Username = username
	berth.Defaulted()
	return berth
}

// GetKey returns the storage key.
func (b *Berth) GetKey() string { return "#berth#" + b.ID }

// GetDescription says what the record is.
func (b *Berth) GetDescription() string { return "A place where one vessel can lie." }

// Valid says whether the berth can be stored.
func (b *Berth) Valid() bool {
	return b.Pontoon != "" && b.Number > 0 && b.LengthCm > 0 && b.BeamCm > 0
}

// Fits says whether a vessel can lie here at any tide.
func (b *Berth) Fits(v *Vessel) bool {
	return v.LengthCm <= b.LengthCm && v.BeamCm <= b.BeamCm && v.DraughtCm < b.DepthCm
}
