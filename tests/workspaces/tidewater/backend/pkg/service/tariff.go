package service

import (
	"context"

	"example.com/tidewater/charts/model"
)

// TariffStore is what price lists need of the table.
type TariffStore interface {
	SaveTariff(ctx context.Context, tariff *model.Tariff) error
	FindTariff(ctx context.Context, code string) (*model.Tariff, error)
	Tariffs(ctx context.Context) ([]*model.Tariff, error)
	RemoveTariff(ctx context.Context, code string) error
}

// Quote is the price of a berth for some nights.
type Quote struct {
	TariffCode string `json:"tariff_code"`
	Nights     int    `json:"nights"`
	Cents      int64  `json:"cents"`
	Currency   string `json:"currency"`
}

// TariffService knows the prices.
type TariffService struct {
	tariffs TariffStore
}

// NewTariffService returns the service on its store.
func NewTariffService(tariffs TariffStore) *TariffService {
	return &TariffService{tariffs: tariffs}
}

// Quote prices a berth for a vessel between two days.
func (s *TariffService) Quote(ctx context.Context, code string, lengthCm int, from, until string) (Quote, error) {
	tariff, err := s.tariffs.FindTariff(ctx, code)
	if err != nil {
		return Quote{}, err
	}
	nights, err := model.Nights(from, until)
	if err != nil {
		return Quote{}, err
	}
	return Quote{
		TariffCode: code,
		Nights:     nights,
		Cents:      tariff.BerthCents(lengthCm, nights),
		Currency:   tariff.Currency,
	}, nil
}

// Get returns one tariff.
func (s *TariffService) Get(ctx context.Context, code string) (*model.Tariff, error) {
	return s.tariffs.FindTariff(ctx, code)
}

// List returns every tariff.
func (s *TariffService) List(ctx context.Context) ([]*model.Tariff, error) {
	return s.tariffs.Tariffs(ctx)
}

// Save stores a tariff.
func (s *TariffService) Save(ctx context.Context, tariff *model.Tariff) error {
	return s.tariffs.SaveTariff(ctx, tariff)
}

// Remove deletes a tariff.
func (s *TariffService) Remove(ctx context.Context, code string) error {
	return s.tariffs.RemoveTariff(ctx, code)
}
