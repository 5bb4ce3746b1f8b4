// Package model holds the things a marina keeps records of. Every type embeds
// BaseModel or BaseAsset, is registered in init(), and tags each field with its
// JSON name, its stored attribute and a description.
package model

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"time"
)

// DayLayout is the form of every calendar day in a model.
const DayLayout = "2006-01-02"

// ErrInvalid is wrapped by every error of a Validate method.
var ErrInvalid = errors.New("invalid model")

// BaseModel is what every record carries.
type BaseModel struct {
	ID       string `json:"id" dynamodbav:"id" desc:"Unique id within the kind of record."`
	Username string `json:"username" dynamodbav:"username" desc:"Account of the marina operator that owns the record."`
	Created  string `json:"created" dynamodbav:"created" desc:"When the record was first stored (RFC 3339)."`
	Updated  string `json:"updated" dynamodbav:"updated" desc:"When the record was last stored (RFC 3339)."`
	TTL      int64  `json:"ttl,omitempty" dynamodbav:"ttl,omitempty" desc:"Unix time after which the record may be deleted."`
}

// Defaulted stamps a new record.
func (b *BaseModel) Defaulted() {
	if b.Created == "" {
		b.Created = Now()
	}
	b.Updated = Now()
}

// Touch notes that the record changed.
func (b *BaseModel) Touch() {
	b.Updated = Now()
}

// Expire lets the record be deleted after the given time.
func (b *BaseModel) Expire(after time.Duration) {
	b.TTL = time.Now().Add(after).Unix()
}

// Now is the present as models store it.
func Now() string {
	return time.Now().UTC().Format(time.RFC3339)
}

// Today is the present day as models store it.
func Today() string {
	return time.Now().UTC().Format(DayLayout)
}

// Nights counts the nights between two calendar days.
func Nights(from, until string) (int, error) {
	first, err := time.Parse(DayLayout, from)
	if err != nil {
		return 0, invalid("%q is not a day", from)
	}
	last, err := time.Parse(DayLayout, until)
	if err != nil {
		return 0, invalid("%q is not a day", until)
	}
	return int(last.Sub(first).Hours() / 24), nil
}

func newID() string {
	var raw [8]byte
	if _, err := rand.Read(raw[:]); err != nil {
		panic(err)
	}
	return hex.EncodeToString(raw[:])
}

func invalid(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrInvalid, fmt.Sprintf(format, args...))
}
