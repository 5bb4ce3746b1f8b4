package model

import (
	"strings"

	"example.com/tidewater/charts/registry"
)

// Owner is a boat owner: who books, pays and is told things.
type Owner struct {
	BaseModel
	FullName string `json:"full_name" dynamodbav:"full_name" desc:"Name on the contract."`
	Email    string `json:"email" dynamodbav:"email" desc:"Address for invoices and notices."`
	Phone    string `json:"phone,omitempty" dynamodbav:"phone,omitempty" desc:"Mobile number in international form."`
	Locale   string `json:"locale" dynamodbav:"locale" desc:"Language for letters, such as en or nl."`
	Consents bool   `json:"consents" dynamodbav:"consents" desc:"Whether notices may be sent by text message."`
}

func init() {
	registry.MustRegisterModel(&Owner{})
}

// NewOwner returns a boat owner who reads English until told otherwise.
func NewOwner(username, fullName, email string) *Owner {
	owner := &Owner{FullName: fullName, Email: strings.ToLower(email), Locale: "en"}
	owner.ID = newID()
	owner.Username = username
	owner.Defaulted()
	return owner
}

// GetKey returns the storage key.
func (o *Owner) GetKey() string { return "#owner#" + o.ID }

// GetDescription says what the record is.
func (o *Owner) GetDescription() string { return "A boat owner." }

// Valid says whether the owner can be stored.
func (o *Owner) Valid() bool {
	return o.FullName != "" && strings.Contains(o.Email, "@")
}
