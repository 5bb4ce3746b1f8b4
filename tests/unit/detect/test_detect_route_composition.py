"""How prefixes, handlers and tables are put together across functions, types, files and packages."""

from __future__ import annotations

import pytest
from tests.unit.detect.detect_programs import lines_of, routes_in, survey_of

CASES: dict[str, tuple[str, str]] = {
    "prefix from a constant of another package": (
        """
        -- paths/paths.go --
        const Base = "/v1"
        const Users = Base + "/users"
        -- main.go --
        import paths "example.com/app/paths"
        func main() { r := gin.New(); r.GET(paths.Users+"/:id", get) }
        """,
        "GET /v1/users/:id -> get",
    ),
    "paths formatted and joined": (
        """
        const version = "v2"
        func main() {
            r := chi.NewRouter()
            r.Get(fmt.Sprintf("/api/%s/users", version), list)
            r.Get(path.Join("/api", version, "x"), x)
        }
        """,
        """
        GET /api/v2/users -> list
        GET /api/v2/x -> x
        """,
    ),
    "an unknown prefix is left out and told": (
        """
        func main() { setup(load()) }
        func setup(cfg Config) {
            r := chi.NewRouter()
            r.Route(cfg.BasePath, func(r chi.Router) { r.Get("/users", list) })
            r.Get("/items/"+cfg.Kind+"/all", items)
        }
        """,
        """
        GET /users -> list ?
        GET /items/{Kind}/all -> items ?
        """,
    ),
    "a router that nobody passes": (
        """
        func Register(r chi.Router) { r.Get("/users", list) }
        func Engine(r *gin.Engine) { r.GET("/whole", list) }
        """,
        """
        GET /users -> list ?
        GET /whole -> list
        """,
    ),
    "the same function below two prefixes": (
        """
        func main() {
            r := gin.New()
            users(r.Group("/v1"))
            users(r.Group("/v2"))
        }
        func users(g *gin.RouterGroup) { g.GET("/users", list) }
        """,
        """
        GET /v1/users -> list
        GET /v2/users -> list
        """,
    ),
    "a router in a field, methods that use it": (
        """
        type Server struct { router *mux.Router; users *Users }
        type Users struct{}
        func (u *Users) List(w http.ResponseWriter, r *http.Request) {}
        func NewServer() *Server {
            s := &Server{router: mux.NewRouter().PathPrefix("/api").Subrouter(), users: &Users{}}
            s.routes()
            return s
        }
        func (s *Server) routes() {
            s.router.HandleFunc("/users", s.users.List).Methods("GET")
            s.router.HandleFunc("/me", s.me()).Methods("GET")
        }
        func (s *Server) me() http.HandlerFunc { return func(w http.ResponseWriter, r *http.Request) {} }
        """,
        """
        GET /api/users -> Users.List
        GET /api/me -> Server.me
        """,
    ),
    "a router that a struct embeds": (
        """
        type API struct { *chi.Mux }
        func main() { a := &API{Mux: chi.NewRouter()}; a.Get("/x", get); http.ListenAndServe(":80", a) }
        """,
        "GET /x -> get",
    ),
    "handlers of another package through a constructor": (
        """
        -- users/users.go --
        type Handler struct{}
        func NewHandler() *Handler { return &Handler{} }
        func (h *Handler) Create(w http.ResponseWriter, r *http.Request) {}
        func (h *Handler) Routes(r chi.Router) { r.Post("/users", h.Create) }
        -- main.go --
        import users "example.com/app/users"
        func main() {
            h := users.NewHandler()
            r := chi.NewRouter()
            r.Route("/v1", h.Routes)
            r.Put("/direct", h.Create)
        }
        """,
        """
        POST /v1/users -> Handler.Create
        PUT /direct -> Handler.Create
        """,
    ),
    "modules behind an interface": (
        """
        type Module interface { Register(r *gin.RouterGroup) }
        type A struct{}
        type B struct{}
        func (a *A) Register(r *gin.RouterGroup) { r.GET("/a", h) }
        func (b *B) Register(r *gin.RouterGroup) { r.GET("/b", h) }
        func main() { start(nil) }
        func start(modules []Module) {
            g := gin.New().Group("/api")
            for _, m := range modules { m.Register(g) }
        }
        """,
        """
        GET /api/a -> h
        GET /api/b -> h
        """,
    ),
    "registering functions in a slice": (
        """
        var registrars []func(huma.API)
        func Add(f func(huma.API)) { registrars = append(registrars, f) }
        func init() { Add(labels) }
        func labels(api huma.API) { huma.Get(api, "/labels", list) }
        func main() { api := humachi.New(chi.NewRouter(), cfg); for _, f := range registrars { f(api) } }
        """,
        "GET /labels -> list",
    ),
    "a wrapper type of the same methods": (
        """
        type Router struct { mux *http.ServeMux; prefix string }
        func (r *Router) Get(p string, h http.HandlerFunc) { r.mux.HandleFunc("GET "+r.prefix+p, h) }
        func (r *Router) Sub(p string) *Router { return &Router{mux: r.mux, prefix: r.prefix + p} }
        func main() {
            r := &Router{mux: http.NewServeMux()}
            r.Sub("/v1").Get("/x", get)
        }
        """,
        "GET /v1/x -> get",
    ),
    "a wrapper whose body says nothing": (
        """
        type Router struct{}
        func (r *Router) Get(p string, h Handler) { r.add(p, h) }
        func main() { r := &Router{}; r.Get("/x", get) }
        func get(c *Ctx) error { return nil }
        """,
        "GET /x -> get ?",
    ),
    "a router of a library that is not known": (
        """
        func main() {
            r := house.NewRouter()
            r.Use(recoverer)
            r.Route("/v1", func(r house.Router) { r.With(auth).Get("/x", get) })
        }
        func get(w http.ResponseWriter, r *http.Request) {}
        """,
        "GET /v1/x -> get [recoverer, auth]",
    ),
    "a router of the house's own whose groups are nested on one variable": (
        """
        type Router struct { chi chi.Router; prefix string }
        func NewRouter() *Router { return &Router{chi: chi.NewRouter()} }
        func (r *Router) Group(p string, fn func(), mw ...any) {
            before := r.prefix
            r.prefix += p
            fn()
            r.prefix = before
        }
        func (r *Router) Get(p string, h ...any) { r.Methods("GET", p, h...) }
        func (r *Router) Methods(m, p string, h ...any) {
            r.chi.Method(m, strings.TrimSuffix(r.prefix+p, "/"), wrap(h))
        }
        func main() {
            m := NewRouter()
            m.Group("/repos", func() {
                m.Get("", list)
                m.Group("/{id}", func() { m.Get("/hooks", hooks) })
            })
            m.Get("/version", signedIn, version)
        }
        func list(c *Context) {}
        func hooks(c *Context) {}
        func version(c *Context) {}
        """,
        """
        GET /repos -> list
        GET /repos/{id}/hooks -> hooks
        GET /version -> version
        """,
    ),
    "a table of routes": (
        """
        type Route struct { Method, Pattern string; HandlerFunc http.HandlerFunc }
        var routes = []Route{
            {"GET", "/a", a},
            {Method: http.MethodPost, Pattern: "/b", HandlerFunc: b},
        }
        func main() {
            r := mux.NewRouter().PathPrefix("/v1").Subrouter()
            for _, route := range routes {
                r.Methods(route.Method).Path(route.Pattern).Handler(route.HandlerFunc)
            }
        }
        func a(w http.ResponseWriter, r *http.Request) {}
        func b(w http.ResponseWriter, r *http.Request) {}
        """,
        """
        GET /v1/a -> a
        POST /v1/b -> b
        """,
    ),
    "a table in a map, by index": (
        """
        func main() {
            for p, h := range map[string]http.HandlerFunc{"/a": a, "/b": b} { http.HandleFunc(p, h) }
            list := []string{"/c"}
            for i := range list { http.HandleFunc(list[i], a) }
        }
        """,
        """
        ANY /a -> a
        ANY /b -> b
        ANY /c -> a
        """,
    ),
    "a table that is registered out of sight": (
        """
        type Route struct { Method, Path string; Handler http.HandlerFunc }
        func (s *API) Routes() []Route { return []Route{{Method: "GET", Path: "/a", Handler: s.get}} }
        func (s *API) get(w http.ResponseWriter, r *http.Request) {}
        type API struct{}
        """,
        "GET /a -> API.get ?",
    ),
    "wrappers are taken off to the function that serves": (
        """
        func main() { http.Handle("/x", logged(only("POST", auth.Require("admin")(get)))) }
        func logged(h http.Handler) http.Handler { return h }
        func only(method string, h http.HandlerFunc) http.HandlerFunc { return h }
        func get(w http.ResponseWriter, r *http.Request) {}
        """,
        "POST /x -> get [logged, only, auth.Require]",
    ),
    "factories of handlers keep their own name": (
        """
        func main() { http.HandleFunc("/x", setter(a.Set, a.Get)) }
        func setter(set func(int) error, get func() int) http.HandlerFunc {
            return func(w http.ResponseWriter, r *http.Request) {}
        }
        """,
        "ANY /x -> setter",
    ),
    "adapters of the house's own handlers, and providers that are none": (
        """
        func main() {
            http.HandleFunc("/x", adapt(list))
            http.HandleFunc("/y", page(repository))
            http.HandleFunc("/z", house.Page(repository))
        }
        func adapt[I, O any](fn func(ctx context.Context, in I) (O, error)) http.HandlerFunc { return nil }
        func page(open func(ctx context.Context) Repository) http.HandlerFunc { return nil }
        func list(ctx context.Context, in ListInput) (ListOutput, error) { return ListOutput{}, nil }
        func repository(ctx context.Context) Repository { return nil }
        """,
        """
        ANY /x -> list [adapt]
        ANY /y -> page
        ANY /z -> house.Page
        """,
    ),
    "an object that serves": (
        """
        type spa struct{ dir string }
        func (s spa) ServeHTTP(w http.ResponseWriter, r *http.Request) {}
        func main() { http.Handle("/app/", spa{dir: "web"}) }
        """,
        "ANY /app/ -> spa.ServeHTTP",
    ),
    "a local helper that registers": (
        """
        r := chi.NewRouter()
        handle := func(p string, h http.HandlerFunc) { r.Post("/rpc"+p, auth(h)) }
        handle("/a", a)
        handle("/b", b)
        """,
        """
        POST /rpc/a -> a [auth]
        POST /rpc/b -> b [auth]
        """,
    ),
    "registration inside a callback of a library": (
        """
        house.Run(func(ctx context.Context) error {
            r := gin.New()
            r.GET("/x", get)
            return nil
        })
        """,
        "GET /x -> get",
    ),
    "recursion ends": (
        """
        func main() { walk(chi.NewRouter(), 3) }
        func walk(r chi.Router, n int) { r.Get("/leaf", leaf); r.Route("/deep", func(r chi.Router) { walk(r, n-1) }) }
        """,
        """
        GET /leaf -> leaf
        GET /deep/leaf -> leaf
        """,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_composition(name: str) -> None:
    text, expected = CASES[name]
    assert sorted(routes_in(text)) == sorted(lines_of(expected))


def test_a_route_tells_where_it_is_registered_and_served() -> None:
    text = """
    -- api/users.go --
    package api

    import "net/http"

    func Create(w http.ResponseWriter, r *http.Request) {}
    -- main.go --
    package main

    import (
        "net/http"

        "example.com/app/api"
    )

    func handle(p string, h http.HandlerFunc) { http.HandleFunc("POST "+p, h) }

    func main() {
        handle("/users", api.Create)
    }
    """
    (route,) = survey_of(text).routes
    assert (route.method, route.path, route.source) == ("POST", "/users", "nethttp")
    assert (route.file, route.line) == ("main.go", 12)
    assert (route.handler, route.handler_path, route.handler_line) == ("Create", "api/users.go", 5)


def test_routes_are_ordered_and_the_same_each_time() -> None:
    text = """
    -- b/b.go --
    func Register(g *gin.RouterGroup) { g.GET("/b", h); g.GET("/a", h) }
    -- a/a.go --
    func Register(g *gin.RouterGroup) { g.GET("/z", h) }
    """
    routes = survey_of(text).routes
    assert [(each.file, each.path) for each in routes] == [("a/a.go", "/z"), ("b/b.go", "/a"), ("b/b.go", "/b")]
    assert survey_of(text) == survey_of(text)
