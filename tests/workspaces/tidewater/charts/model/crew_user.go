package model

import (
	"slices"
	"strings"

	"example.com/tidewater/charts/registry"
)

// Roles lists what a crew user can be, least powerful first.
var Roles = []string{"deckhand", "bursar", "harbourmaster"}

// CrewUser is someone who works for the marina and may sign in.
type CrewUser struct {
	BaseModel
	Email       string `json:"email" dynamodbav:"email" desc:"Address to sign in with."`
	DisplayName string `json:"display_name" dynamodbav:"display_name" desc:"Name on the rota."`
	Role        string `json:"role" dynamodbav:"role" desc:"What the user may do."`
	Shift       string `json:"shift,omitempty" dynamodbav:"shift,omitempty" desc:"Early, late or night."`
	Disabled    bool   `json:"disabled" dynamodbav:"disabled" desc:"Whether signing in is refused."`
}

func init() {
	registry.MustRegisterModel(&CrewUser{})
}

// NewCrewUser returns a user who can sign in.
func NewCrewUser(username, email, displayName, role string) *CrewUser {
	user := &CrewUser{Email: strings.ToLower(email), DisplayName: displayName, Role: role}
	user.ID = newID()
	user.Username = username
	user.Defaulted()
	return user
}

// GetKey returns the storage key.
func (u *CrewUser) GetKey() string { return "#crew#" + u.ID }

// GetDescription says what the record is.
func (u *CrewUser) GetDescription() string { return "Someone who works for the marina." }

// Valid says whether the user can be stored.
func (u *CrewUser) Valid() bool {
	return strings.Contains(u.Email, "@") && slices.Contains(Roles, u.Role)
}
