package service

import (
	"context"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/charts/model"
)

// BerthStore is what the directory needs of the berths.
type BerthStore interface {
	SaveBerth(ctx context.Context, berth *model.Berth) error
	FindBerth(ctx context.Context, id string) (*model.Berth, error)
	Berths(ctx context.Context, username string) ([]*model.Berth, error)
}

// VesselStore is what the directory needs of the vessels.
type VesselStore interface {
	SaveVessel(ctx context.Context, vessel *model.Vessel) error
	FindVessel(ctx context.Context, id string) (*model.Vessel, error)
	VesselsByOwner(ctx context.Context, ownerID string) ([]*model.Vessel, error)
}

// OwnerStore is what the directory needs of the boat owners.
type OwnerStore interface {
	SaveOwner(ctx context.Context, owner *model.Owner) error
	FindOwner(ctx context.Context, id string) (*model.Owner, error)
}

// CrewStore is what the directory needs of the crew.
type CrewStore interface {
	SaveCrewUser(ctx context.Context, user *model.CrewUser) error
	FindCrewUser(ctx context.Context, id string) (*model.CrewUser, error)
	CrewUsers(ctx context.Context, username string) ([]*model.CrewUser, error)
}

// DirectoryService knows the berths, the vessels, their owners and the crew.
type DirectoryService struct {
	berths  BerthStore
	vessels VesselStore
	owners  OwnerStore
	crew    CrewStore
}

// NewDirectoryService returns the service on its stores.
func NewDirectoryService(berths BerthStore, vessels VesselStore, owners OwnerStore, crew CrewStore) *DirectoryService {
	return &DirectoryService{berths: berths, vessels: vessels, owners: owners, crew: crew}
}

// Berth returns one berth.
func (s *DirectoryService) Berth(ctx context.Context, id string) (*model.Berth, error) {
	return s.berths.FindBerth(ctx, id)
}

// Berths lists the berths of an operator.
func (s *DirectoryService) Berths(ctx context.Context, username string) ([]*model.Berth, error) {
	return s.berths.Berths(ctx, username)
}

// SaveBerth stores a berth.
func (s *DirectoryService) SaveBerth(ctx context.Context, berth *model.Berth) error {
	return s.berths.SaveBerth(ctx, berth)
}

// Vessel returns one vessel.
func (s *DirectoryService) Vessel(ctx context.Context, id string) (*model.Vessel, error) {
	return s.vessels.FindVessel(ctx, id)
}

// VesselsOf lists the vessels of a boat owner.
func (s *DirectoryService) VesselsOf(ctx context.Context, ownerID string) ([]*model.Vessel, error) {
	return s.vessels.VesselsByOwner(ctx, ownerID)
}

// SaveVessel stores a vessel whose owner is known.
func (s *DirectoryService) SaveVessel(ctx context.Context, vessel *model.Vessel) error {
	if _, err := s.owners.FindOwner(ctx, vessel.OwnerID); err != nil {
		return err
	}
	return s.vessels.SaveVessel(ctx, vessel)
}

// Owner returns one boat owner.
func (s *DirectoryService) Owner(ctx context.Context, id string) (*model.Owner, error) {
	return s.owners.FindOwner(ctx, id)
}

// SaveOwner stores a boat owner.
func (s *DirectoryService) SaveOwner(ctx context.Context, owner *model.Owner) error {
	return s.owners.SaveOwner(ctx, owner)
}

// Crew lists the crew of an operator.
func (s *DirectoryService) Crew(ctx context.Context, username string) ([]*model.CrewUser, error) {
	return s.crew.CrewUsers(ctx, username)
}

// CrewUser returns one member of the crew.
func (s *DirectoryService) CrewUser(ctx context.Context, id string) (*model.CrewUser, error) {
	return s.crew.FindCrewUser(ctx, id)
}

// Hire stores a new member of the crew.
func (s *DirectoryService) Hire(ctx context.Context, user *model.CrewUser) error {
	crew, err := s.crew.CrewUsers(ctx, user.Username)
	if err != nil {
		return err
	}
	for _, known := range crew {
		if known.Email == user.Email {
			return apierror.Conflict("mail address is taken")
		}
	}
	return s.crew.SaveCrewUser(ctx, user)
}

// Disable keeps a member of the crew from signing in.
func (s *DirectoryService) Disable(ctx context.Context, id string) error {
	user, err := s.crew.FindCrewUser(ctx, id)
	if err != nil {
		return err
	}
	user.Disabled = true
	return s.crew.SaveCrewUser(ctx, user)
}
