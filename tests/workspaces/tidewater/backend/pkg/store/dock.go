package store

import (
	"context"
	"os"

	"example.com/tidewater/charts/model"
	"example.com/tidewater/keel/table"
)

// BerthStore keeps berths.
type BerthStore struct {
	rows rows[*model.Berth]
}

// NewBerthStore returns the store on the table named by BERTHS_TABLE.
func NewBerthStore(client table.Client) *BerthStore {
	return &BerthStore{rows[*model.Berth]{
		client: client, table: os.Getenv("BERTHS_TABLE"), kind: "berth",
		empty: func() *model.Berth { return &model.Berth{} },
	}}
}

// SaveBerth stores a berth.
func (s *BerthStore) SaveBerth(ctx context.Context, berth *model.Berth) error {
	return s.rows.save(ctx, berth)
}

// FindBerth returns the berth with the id.
func (s *BerthStore) FindBerth(ctx context.Context, id string) (*model.Berth, error) {
	return s.rows.find(ctx, id)
}

// Berths lists the berths of an operator.
func (s *BerthStore) Berths(ctx context.Context, username string) ([]*model.Berth, error) {
	return s.rows.where(ctx, "username", username)
}

// VesselStore keeps vessels.
type VesselStore struct {
	rows rows[*model.Vessel]
}

// NewVesselStore returns the store on the table named by VESSELS_TABLE.
func NewVesselStore(client table.Client) *VesselStore {
	return &VesselStore{rows[*model.Vessel]{
		client: client, table: os.Getenv("VESSELS_TABLE"), kind: "vessel",
		empty: func() *model.Vessel { return &model.Vessel{} },
	}}
}

// SaveVessel stores a vessel.
func (s *VesselStore) SaveVessel(ctx context.Context, vessel *model.Vessel) error {
	return s.rows.save(ctx, vessel)
}

// FindVessel returns the vessel with the id.
func (s *VesselStore) FindVessel(ctx context.Context, id string) (*model.Vessel, error) {
	return s.rows.find(ctx, id)
}

// VesselsByOwner lists the vessels of a boat owner.
func (s *VesselStore) VesselsByOwner(ctx context.Context, ownerID string) ([]*model.Vessel, error) {
	return s.rows.where(ctx, "owner_id", ownerID)
}

// OwnerStore keeps boat owners.
type OwnerStore struct {
	rows rows[*model.Owner]
}

// NewOwnerStore returns the store on the table named by OWNERS_TABLE.
func NewOwnerStore(client table.Client) *OwnerStore {
	return &OwnerStore{rows[*model.Owner]{
		client: client, table: os.Getenv("OWNERS_TABLE"), kind: "owner",
		empty: func() *model.Owner { return &model.Owner{} },
	}}
}

// SaveOwner stores a boat owner.
func (s *OwnerStore) SaveOwner(ctx context.Context, owner *model.Owner) error {
	return s.rows.save(ctx, owner)
}

// FindOwner returns the boat owner with the id.
func (s *OwnerStore) FindOwner(ctx context.Context, id string) (*model.Owner, error) {
	return s.rows.find(ctx, id)
}
