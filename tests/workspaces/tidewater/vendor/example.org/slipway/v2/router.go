// Package slipway is a small router with groups and middleware on top of the
// patterns of net/http.
package slipway

import (
	"net/http"
	"strings"
)

// Middleware wraps a handler in another one.
type Middleware = func(http.Handler) http.Handler

// Router registers handlers under a common prefix and behind common middleware.
type Router interface {
	http.Handler

	// Use adds middleware in front of the routes that are registered later.
	Use(middleware ...Middleware)
	// With returns a router on the same prefix with more middleware.
	With(middleware ...Middleware) Router
	// Group opens a scope of its own for Use, on the same prefix.
	Group(routes func(r Router)) Router
	// Route opens a scope of its own under a longer prefix.
	Route(prefix string, routes func(r Router)) Router
	// Mount hands everything under a prefix to another handler.
	Mount(prefix string, handler http.Handler)

	Handle(pattern string, handler http.Handler)
	Method(method, pattern string, handler http.Handler)
	Get(pattern string, handler http.HandlerFunc)
	Post(pattern string, handler http.HandlerFunc)
	Put(pattern string, handler http.HandlerFunc)
	Patch(pattern string, handler http.HandlerFunc)
	Delete(pattern string, handler http.HandlerFunc)
}

// Mux is the Router that NewRouter returns.
type Mux struct {
	routes *http.ServeMux
	prefix string
	stack  []Middleware
}

var _ Router = (*Mux)(nil)

// NewRouter returns a router without any routes.
func NewRouter() *Mux {
	return &Mux{routes: http.NewServeMux()}
}

// ServeHTTP answers a request by the route that matches it best.
func (m *Mux) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m.routes.ServeHTTP(w, r)
}

// Use adds middleware in front of the routes that are registered later.
func (m *Mux) Use(middleware ...Middleware) {
	m.stack = append(m.stack, middleware...)
}

// With returns a router on the same prefix with more middleware.
func (m *Mux) With(middleware ...Middleware) Router {
	return m.scope("", middleware)
}

// Group opens a scope of its own for Use, on the same prefix.
func (m *Mux) Group(routes func(r Router)) Router {
	return m.Route("", routes)
}

// Route opens a scope of its own under a longer prefix.
func (m *Mux) Route(prefix string, routes func(r Router)) Router {
	inner := m.scope(prefix, nil)
	routes(inner)
	return inner
}

// Mount hands everything under a prefix to another handler, which sees paths
// without that prefix.
func (m *Mux) Mount(prefix string, handler http.Handler) {
	whole := m.prefix + strings.TrimSuffix(prefix, "/")
	m.routes.Handle(whole+"/", m.wrap(http.StripPrefix(whole, handler)))
}

// Handle registers a handler for every method.
func (m *Mux) Handle(pattern string, handler http.Handler) {
	m.routes.Handle(m.path(pattern), m.wrap(handler))
}

// Method registers a handler for one method.
func (m *Mux) Method(method, pattern string, handler http.Handler) {
	m.routes.Handle(method+" "+m.path(pattern), m.wrap(handler))
}

// Get registers a handler for GET.
func (m *Mux) Get(pattern string, handler http.HandlerFunc) {
	m.Method(http.MethodGet, pattern, handler)
}

// Post registers a handler for POST.
func (m *Mux) Post(pattern string, handler http.HandlerFunc) {
	m.Method(http.MethodPost, pattern, handler)
}

// Put registers a handler for PUT.
func (m *Mux) Put(pattern string, handler http.HandlerFunc) {
	m.Method(http.MethodPut, pattern, handler)
}

// Patch registers a handler for PATCH.
func (m *Mux) Patch(pattern string, handler http.HandlerFunc) {
	m.Method(http.MethodPatch, pattern, handler)
}

// Delete registers a handler for DELETE.
func (m *Mux) Delete(pattern string, handler http.HandlerFunc) {
	m.Method(http.MethodDelete, pattern, handler)
}

// URLParam returns what a wildcard of the pattern stands for in a request.
func URLParam(r *http.Request, name string) string {
	return r.PathValue(name)
}

func (m *Mux) scope(prefix string, more []Middleware) *Mux {
	stack := make([]Middleware, 0, len(m.stack)+len(more))
	stack = append(append(stack, m.stack...), more...)
	return &Mux{routes: m.routes, prefix: m.prefix + strings.TrimSuffix(prefix, "/"), stack: stack}
}

func (m *Mux) path(pattern string) string {
	whole := m.prefix + pattern
	if m.prefix != "" && pattern == "/" {
		return m.prefix
	}
	return whole
}

func (m *Mux) wrap(handler http.Handler) http.Handler {
	for i := len(m.stack) - 1; i >= 0; i-- {
		handler = m.stack[i](handler)
	}
	return handler
}
