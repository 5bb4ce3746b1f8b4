package model

// AssetStatus says whether an asset can be used.
type AssetStatus string

const (
	AssetActive      AssetStatus = "active"
	AssetMaintenance AssetStatus = "maintenance"
	AssetRetired     AssetStatus = "retired"
)

// BookingStatus is where a booking is in its life.
type BookingStatus string

const (
	BookingRequested BookingStatus = "requested"
	BookingConfirmed BookingStatus = "confirmed"
	BookingCancelled BookingStatus = "cancelled"
)

// StayState is how far a stay is.
type StayState string

const (
	StayOpen   StayState = "open"
	StayLeft   StayState = "left"
	StayBilled StayState = "billed"
)

// InvoiceStatus is where an invoice is in its life.
type InvoiceStatus string

const (
	InvoiceDraft  InvoiceStatus = "draft"
	InvoiceIssued InvoiceStatus = "issued"
	InvoicePaid   InvoiceStatus = "paid"
	InvoiceVoid   InvoiceStatus = "void"
)

// ChannelKind is the way in which an alert leaves the house.
type ChannelKind string

const (
	ChannelEmail   ChannelKind = "email"
	ChannelSMS     ChannelKind = "sms"
	ChannelWebhook ChannelKind = "webhook"
	ChannelCrew    ChannelKind = "crew"
)

// MeterKind is what a meter counts.
type MeterKind string

const (
	MeterPower MeterKind = "power"
	MeterWater MeterKind = "water"
)

// WorkState counts the steps of a work order.
type WorkState int

const (
	WorkOpen WorkState = iota
	WorkAssigned
	WorkDone
	WorkDropped
)

// String names the step.
func (s WorkState) String() string {
	return [...]string{"open", "assigned", "done", "dropped"}[s]
}
