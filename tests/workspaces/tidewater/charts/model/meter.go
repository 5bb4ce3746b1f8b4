package model

import "example.com/tidewater/charts/registry"

// Meter counts shore power or water at a berth.
type Meter struct {
	BaseAsset
	BerthID   string    `json:"berth_id" dynamodbav:"berth_id" desc:"Berth that is served."`
	Kind      MeterKind `json:"kind" dynamodbav:"kind" desc:"What is counted."`
	Serial    string    `json:"serial" dynamodbav:"serial" desc:"Serial number of the device."`
	LastValue int64     `json:"last_value" dynamodbav:"last_value" desc:"Newest reading in watt-hours or litres."`
}

// MeterReading is the stand of a meter at one moment.
type MeterReading struct {
	BaseModel
	MeterID string    `json:"meter_id" dynamodbav:"meter_id" desc:"Meter that was read."`
	BerthID string    `json:"berth_id" dynamodbav:"berth_id" desc:"Berth that is served."`
	Kind    MeterKind `json:"kind" dynamodbav:"kind" desc:"What is counted."`
	Value   int64     `json:"value" dynamodbav:"value" desc:"Stand in watt-hours or litres."`
	Used    int64     `json:"used" dynamodbav:"used" desc:"Difference from the reading before."`
	ReadOn  string    `json:"read_on" dynamodbav:"read_on" desc:"Day of the reading."`
	ReadBy  string    `json:"read_by" dynamodbav:"read_by" desc:"Crew member, or auto."`
}

func init() {
	registry.MustRegisterModel(&Meter{})
	registry.MustRegisterModel(&MeterReading{})
}

// NewMeter returns a meter for a berth.
func NewMeter(berth *Berth, kind MeterKind, serial string) *Meter {
	meter := &Meter{BerthID: berth.ID, Kind: kind, Serial: serial}
	meter.ID = berth.ID + "-" + string(kind)
	meter.Marina = berth.Marina
	meter.Username = berth.Username
	meter.Defaulted()
	return meter
}

// NewMeterReading notes a stand and what was used since the last one.
func NewMeterReading(meter *Meter, value int64, readBy string) *MeterReading {
	reading := &MeterReading{
		MeterID: meter.ID,
		BerthID: meter.BerthID,
		Kind:    meter.Kind,
		Value:   value,
		Used:    value - meter.LastValue,
		ReadOn:  Today(),
		ReadBy:  readBy,
	}
	reading.ID = newID()
	reading.Username = meter.Username
	reading.Defaulted()
	return reading
}

// GetKey returns the storage key.
func (m *Meter) GetKey() string { return "#meter#" + m.ID }

// GetDescription says what the record is.
func (m *Meter) GetDescription() string { return "A meter for shore power or water." }

// Valid says whether the meter can be stored.
func (m *Meter) Valid() bool {
	return m.BerthID != "" && m.Serial != "" && (m.Kind == MeterPower || m.Kind == MeterWater)
}

// GetKey returns the storage key.
func (r *MeterReading) GetKey() string { return "#reading#" + r.MeterID + "#" + r.ID }

// GetDescription says what the record is.
func (r *MeterReading) GetDescription() string { return "The stand of a meter at one moment." }

// Valid says whether the reading can be stored: meters only count upwards.
func (r *MeterReading) Valid() bool {
	return r.MeterID != "" && r.Value >= 0 && r.Used >= 0
}
