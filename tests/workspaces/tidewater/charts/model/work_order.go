package model

import "example.com/tidewater/charts/registry"

// WorkOrder is a job for the yard.
type WorkOrder struct {
	BaseModel
	VesselID      string    `json:"vessel_id,omitempty" dynamodbav:"vessel_id,omitempty" desc:"Vessel to be worked on."`
	BerthID       string    `json:"berth_id,omitempty" dynamodbav:"berth_id,omitempty" desc:"Berth to be worked on."`
	Title         string    `json:"title" dynamodbav:"title" desc:"The job in a few words."`
	Details       string    `json:"details,omitempty" dynamodbav:"details,omitempty" desc:"What has to be known."`
	State         WorkState `json:"state" dynamodbav:"state" desc:"How far the job is."`
	AssignedTo    string    `json:"assigned_to,omitempty" dynamodbav:"assigned_to,omitempty" desc:"Crew member who does it."`
	ScheduledFor  string    `json:"scheduled_for,omitempty" dynamodbav:"scheduled_for,omitempty" desc:"Day of the work."`
	EstimateCents int64     `json:"estimate_cents,omitempty" dynamodbav:"estimate_cents,omitempty" desc:"Estimate in cents."`
	CompletedAt   string    `json:"completed_at,omitempty" dynamodbav:"completed_at,omitempty" desc:"When the job was done (RFC 3339)."`
}

func init() {
	registry.MustRegisterModel(&WorkOrder{})
}

// NewWorkOrder returns an open job.
func NewWorkOrder(username, title string) *WorkOrder {
	order := &WorkOrder{Title: title, State: WorkOpen}
	order.ID = newID()
	order.Username = username
	order.Defaulted()
	return order
}

// GetKey returns the storage key.
func (w *WorkOrder) GetKey() string { return "#workorder#" + w.ID }

// GetDescription says what the record is.
func (w *WorkOrder) GetDescription() string { return "A job for the yard." }

// Valid says whether the order can be stored.
func (w *WorkOrder) Valid() bool {
	return w.Title != "" && (w.VesselID != "" || w.BerthID != "")
}

// Assign gives the job to a crew member.
func (w *WorkOrder) Assign(crew, day string) {
	w.AssignedTo = crew
	w.ScheduledFor = day
	w.State = WorkAssigned
	w.Touch()
}

// Complete closes the job.
func (w *WorkOrder) Complete() {
	w.State = WorkDone
	w.CompletedAt = Now()
	w.Touch()
}
