package keel

import (
	"context"
	"fmt"
	"net/http"
	"sort"
	"strings"
	"sync"
)

type registration struct {
	method   string
	pattern  string
	segments []string
	handler  Handler
}

var (
	registryMu    sync.RWMutex
	registrations []registration
)

// MustRegisterHandler binds handler to a pattern such as
// "POST /v1/invoices/{id}/void". It is called from init() in each handler
// package and panics where the pattern is malformed or already taken.
func MustRegisterHandler(pattern string, handler Handler) {
	method, path, ok := strings.Cut(pattern, " ")
	if !ok || method == "" || !strings.HasPrefix(path, "/") {
		panic(fmt.Sprintf("keel: malformed pattern %q", pattern))
	}
	if handler == nil {
		panic(fmt.Sprintf("keel: nil handler for %q", pattern))
	}
	registryMu.Lock()
	defer registryMu.Unlock()
	for _, known := range registrations {
		if known.pattern == pattern {
			panic(fmt.Sprintf("keel: %q is registered twice", pattern))
		}
	}
	registrations = append(registrations, registration{
		method:   method,
		pattern:  pattern,
		segments: strings.Split(strings.Trim(path, "/"), "/"),
		handler:  handler,
	})
}

// Patterns lists every registered pattern in order.
func Patterns() []string {
	registryMu.RLock()
	defer registryMu.RUnlock()
	patterns := make([]string, 0, len(registrations))
	for _, known := range registrations {
		patterns = append(patterns, known.pattern)
	}
	sort.Strings(patterns)
	return patterns
}

// Dispatch finds the handler for a request and calls it with the path
// parameters filled in. A literal segment wins over a parameter.
func Dispatch(ctx context.Context, req Request) (Response, error) {
	registryMu.RLock()
	best, params, pathKnown := match(req.Method, req.Path)
	registryMu.RUnlock()
	switch {
	case best != nil:
		req.PathParameters = params
		return best.handler(ctx, req)
	case pathKnown:
		return Problem(http.StatusMethodNotAllowed, "method not allowed"), nil
	default:
		return Problem(http.StatusNotFound, "no such endpoint"), nil
	}
}

func match(method, path string) (best *registration, params map[string]string, pathKnown bool) {
	segments := strings.Split(strings.Trim(path, "/"), "/")
	bestLiterals := -1
	for i := range registrations {
		candidate := &registrations[i]
		values, literals, ok := candidate.bind(segments)
		if !ok {
			continue
		}
		pathKnown = true
		if candidate.method == method && literals > bestLiterals {
			best, params, bestLiterals = candidate, values, literals
		}
	}
	return best, params, pathKnown
}

func (r *registration) bind(segments []string) (values map[string]string, literals int, ok bool) {
	if len(segments) != len(r.segments) {
		return nil, 0, false
	}
	values = map[string]string{}
	for i, want := range r.segments {
		if strings.HasPrefix(want, "{") && strings.HasSuffix(want, "}") {
			values[want[1:len(want)-1]] = segments[i]
			continue
		}
		if want != segments[i] {
			return nil, 0, false
		}
		literals++
	}
	return values, literals, true
}
