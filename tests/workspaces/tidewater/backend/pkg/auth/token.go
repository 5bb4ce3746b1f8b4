package auth

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"example.com/tidewater/backend/pkg/apierror"
)

// Verifier signs and checks bearer tokens.
type Verifier struct {
	secret []byte
	now    func() time.Time
}

// NewVerifier returns a verifier with the shared secret.
func NewVerifier(secret string) *Verifier {
	return &Verifier{secret: []byte(secret), now: time.Now}
}

// Sign returns a token for the principal.
func (v *Verifier) Sign(principal Principal) (string, error) {
	claims, err := json.Marshal(principal)
	if err != nil {
		return "", err
	}
	payload := base64.RawURLEncoding.EncodeToString(claims)
	return payload + "." + v.signature(payload), nil
}

// Verify returns the principal of a token that is genuine and not expired.
func (v *Verifier) Verify(token string) (Principal, error) {
	payload, signature, _ := strings.Cut(token, ".")
	if len(v.secret) == 0 || !hmac.Equal([]byte(signature), []byte(v.signature(payload))) {
		return Principal{}, fmt.Errorf("token signature: %w", apierror.ErrUnauthenticated)
	}
	claims, err := base64.RawURLEncoding.DecodeString(payload)
	if err != nil {
		return Principal{}, fmt.Errorf("token payload: %w", apierror.ErrUnauthenticated)
	}
	var principal Principal
	if err := json.Unmarshal(claims, &principal); err != nil {
		return Principal{}, fmt.Errorf("token claims: %w", apierror.ErrUnauthenticated)
	}
	if principal.Expires < v.now().Unix() {
		return Principal{}, fmt.Errorf("token expired: %w", apierror.ErrUnauthenticated)
	}
	return principal, nil
}

func (v *Verifier) signature(payload string) string {
	mac := hmac.New(sha256.New, v.secret)
	mac.Write([]byte(payload))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}
