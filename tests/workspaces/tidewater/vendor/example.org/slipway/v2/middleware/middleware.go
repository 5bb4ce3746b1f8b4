// Package middleware holds what nearly every service puts in front of its
// routes.
package middleware

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"log/slog"
	"net/http"
	"time"
)

// RequestIDHeader names the header that carries the id of a request.
const RequestIDHeader = "X-Request-Id"

// RequestID gives every request an id and returns it to the caller.
func RequestID(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get(RequestIDHeader) == "" {
			var raw [8]byte
			if _, err := rand.Read(raw[:]); err == nil {
				r.Header.Set(RequestIDHeader, hex.EncodeToString(raw[:]))
			}
		}
		w.Header().Set(RequestIDHeader, r.Header.Get(RequestIDHeader))
		next.ServeHTTP(w, r)
	})
}

// Recoverer turns a panic into a status 500.
func Recoverer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if cause := recover(); cause != nil {
				slog.Error("handler panicked", "path", r.URL.Path, "cause", cause)
				http.Error(w, "internal error", http.StatusInternalServerError)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// Timeout ends the context of a request after the given time.
func Timeout(limit time.Duration) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			ctx, cancel := context.WithTimeout(r.Context(), limit)
			defer cancel()
			next.ServeHTTP(w, r.WithContext(ctx))
		})
	}
}
