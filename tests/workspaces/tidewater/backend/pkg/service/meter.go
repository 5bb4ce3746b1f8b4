package service

import (
	"context"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/charts/model"
)

// MeterStore is what meters need of the table.
type MeterStore interface {
	SaveMeter(ctx context.Context, meter *model.Meter) error
	FindMeter(ctx context.Context, id string) (*model.Meter, error)
	SaveReading(ctx context.Context, reading *model.MeterReading) error
	ReadingsByMeter(ctx context.Context, meterID string) ([]*model.MeterReading, error)
	ReadingsByBerth(ctx context.Context, berthID string) ([]*model.MeterReading, error)
}

// MeterService reads shore power and water.
type MeterService struct {
	meters MeterStore
}

// NewMeterService returns the service on its store.
func NewMeterService(meters MeterStore) *MeterService {
	return &MeterService{meters: meters}
}

// Record notes the stand of a meter.
func (s *MeterService) Record(ctx context.Context, meterID string, value int64, readBy string) (*model.MeterReading, error) {
	meter, err := s.meters.FindMeter(ctx, meterID)
	if err != nil {
		return nil, err
	}
	if value < meter.LastValue {
		return nil, apierror.Invalid("value", "is below the reading before")
	}
	reading := model.NewMeterReading(meter, value, readBy)
	if err := s.meters.SaveReading(ctx, reading); err != nil {
		return nil, err
	}
	meter.LastValue = value
	return reading, s.meters.SaveMeter(ctx, meter)
}

// Readings lists what was read from a meter.
func (s *MeterService) Readings(ctx context.Context, meterID string) ([]*model.MeterReading, error) {
	return s.meters.ReadingsByMeter(ctx, meterID)
}

// UsedDuring adds up what a vessel used during its stay.
func (s *MeterService) UsedDuring(ctx context.Context, stay *model.Stay) (map[model.MeterKind]int64, error) {
	readings, err := s.meters.ReadingsByBerth(ctx, stay.BerthID)
	if err != nil {
		return nil, err
	}
	used := map[model.MeterKind]int64{}
	for _, reading := range readings {
		if reading.ReadOn > stay.CheckedIn && reading.ReadOn <= stay.LastDay() {
			used[reading.Kind] += reading.Used
		}
	}
	return used, nil
}
