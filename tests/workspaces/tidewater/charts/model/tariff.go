package model

import "example.com/tidewater/charts/registry"

// Tariff is a price list for one season.
type Tariff struct {
	BaseModel
	Code          string `json:"code" dynamodbav:"code" desc:"Short name that berths refer to."`
	Season        string `json:"season" dynamodbav:"season" desc:"Season in words."`
	PerMetreCents int64  `json:"per_metre_cents" dynamodbav:"per_metre_cents" desc:"Price of a metre for a night in cents."`
	PerKWhCents   int64  `json:"per_kwh_cents" dynamodbav:"per_kwh_cents" desc:"Price of a kilowatt-hour in cents."`
	PerCubicCents int64  `json:"per_cubic_cents" dynamodbav:"per_cubic_cents" desc:"Price of a cubic metre of water in cents."`
	Currency      string `json:"currency" dynamodbav:"currency" desc:"ISO 4217 code."`
	ValidFrom     string `json:"valid_from" dynamodbav:"valid_from" desc:"First day."`
	ValidUntil    string `json:"valid_until" dynamodbav:"valid_until" desc:"Last day."`
}

func init() {
	registry.MustRegisterModel(&Tariff{})
}

// NewTariff returns a price list in euros.
func NewTariff(username, code, season string) *Tariff {
	tariff := &Tariff{Code: code, Season: season, Currency: "EUR"}
	tariff.ID = code
	tariff.Username = username
	tariff.Defaulted()
	return tariff
}

// GetKey returns the storage key.
func (t *Tariff) GetKey() string { return "#tariff#" + t.Code }

// GetDescription says what the record is.
func (t *Tariff) GetDescription() string { return "A price list for one season." }

// Valid says whether the tariff can be stored.
func (t *Tariff) Valid() bool {
	return t.Code != "" && t.PerMetreCents > 0 && t.ValidFrom <= t.ValidUntil
}

// BerthCents is the price of a berth for a vessel; a begun metre counts whole.
func (t *Tariff) BerthCents(lengthCm, nights int) int64 {
	metres := int64(lengthCm+99) / 100
	return metres * int64(nights) * t.PerMetreCents
}
