package store

import (
	"context"
	"os"

	"example.com/tidewater/charts/model"
	"example.com/tidewater/keel/table"
)

// MeterStore keeps meters and their readings in one table.
type MeterStore struct {
	meters   rows[*model.Meter]
	readings rows[*model.MeterReading]
}

// NewMeterStore returns the store on the table named by METERS_TABLE.
func NewMeterStore(client table.Client) *MeterStore {
	name := os.Getenv("METERS_TABLE")
	return &MeterStore{
		meters: rows[*model.Meter]{
			client: client, table: name, kind: "meter",
			empty: func() *model.Meter { return &model.Meter{} },
		},
		readings: rows[*model.MeterReading]{
			client: client, table: name, kind: "reading",
			empty: func() *model.MeterReading { return &model.MeterReading{} },
		},
	}
}

// SaveMeter stores a meter.
func (s *MeterStore) SaveMeter(ctx context.Context, meter *model.Meter) error {
	return s.meters.save(ctx, meter)
}

// FindMeter returns the meter with the id.
func (s *MeterStore) FindMeter(ctx context.Context, id string) (*model.Meter, error) {
	return s.meters.find(ctx, id)
}

// SaveReading stores a reading.
func (s *MeterStore) SaveReading(ctx context.Context, reading *model.MeterReading) error {
	return s.readings.save(ctx, reading)
}

// ReadingsByMeter lists the readings of a meter.
func (s *MeterStore) ReadingsByMeter(ctx context.Context, meterID string) ([]*model.MeterReading, error) {
	return s.readings.where(ctx, "meter_id", meterID)
}

// ReadingsByBerth lists the readings at a berth.
func (s *MeterStore) ReadingsByBerth(ctx context.Context, berthID string) ([]*model.MeterReading, error) {
	return s.readings.where(ctx, "berth_id", berthID)
}

// WorkOrderStore keeps the jobs of the yard.
type WorkOrderStore struct {
	rows rows[*model.WorkOrder]
}

// NewWorkOrderStore returns the store on the table named by WORK_ORDERS_TABLE.
func NewWorkOrderStore(client table.Client) *WorkOrderStore {
	return &WorkOrderStore{rows[*model.WorkOrder]{
		client: client, table: os.Getenv("WORK_ORDERS_TABLE"), kind: "workorder",
		empty: func() *model.WorkOrder { return &model.WorkOrder{} },
	}}
}

// SaveWorkOrder stores a job.
func (s *WorkOrderStore) SaveWorkOrder(ctx context.Context, order *model.WorkOrder) error {
	return s.rows.save(ctx, order)
}

// FindWorkOrder returns the job with the id.
func (s *WorkOrderStore) FindWorkOrder(ctx context.Context, id string) (*model.WorkOrder, error) {
	return s.rows.find(ctx, id)
}

// WorkOrders lists the jobs of an operator.
func (s *WorkOrderStore) WorkOrders(ctx context.Context, username string) ([]*model.WorkOrder, error) {
	return s.rows.where(ctx, "username", username)
}

// CrewStore keeps crew users, in the same table as the tariffs.
type CrewStore struct {
	rows rows[*model.CrewUser]
}

// NewCrewStore returns the store on the table named by SETTINGS_TABLE.
func NewCrewStore(client table.Client) *CrewStore {
	return &CrewStore{rows[*model.CrewUser]{
		client: client, table: os.Getenv("SETTINGS_TABLE"), kind: "crew",
		empty: func() *model.CrewUser { return &model.CrewUser{} },
	}}
}

// SaveCrewUser stores a user.
func (s *CrewStore) SaveCrewUser(ctx context.Context, user *model.CrewUser) error {
	return s.rows.save(ctx, user)
}

// FindCrewUser returns the user with the id.
func (s *CrewStore) FindCrewUser(ctx context.Context, id string) (*model.CrewUser, error) {
	return s.rows.find(ctx, id)
}

// CrewUsers lists the users of an operator.
func (s *CrewStore) CrewUsers(ctx context.Context, username string) ([]*model.CrewUser, error) {
	return s.rows.where(ctx, "username", username)
}
