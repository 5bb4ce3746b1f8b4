"""One small example for each way of registering routes, by library."""

from __future__ import annotations

import pytest
from tests.unit.detect.detect_programs import lines_of, routes_in

CASES: dict[str, tuple[str, str]] = {
    "net/http 1.22 patterns": (
        """
        mux := http.NewServeMux()
        mux.HandleFunc("POST /v1/x", create)
        mux.Handle("GET api.example.com/v1/x/{id}/{rest...}", http.HandlerFunc(get))
        mux.HandleFunc("GET /v1/x/{$}", list)
        """,
        """
        POST /v1/x -> create
        GET /v1/x/{id}/{rest...} -> get
        GET /v1/x/ -> list
        """,
    ),
    "net/http default mux and a closure": (
        """
        http.HandleFunc("/health", func(w http.ResponseWriter, r *http.Request) {})
        http.Handle("/metrics", metrics())
        """,
        """
        ANY /health -> func
        ANY /metrics -> metrics
        """,
    ),
    "net/http before 1.22: the handler tells methods apart": (
        """
        func main() {
            http.HandleFunc("/a", a)
            http.HandleFunc("/b", b)
            http.HandleFunc("/c", logged(c))
        }
        func logged(next http.HandlerFunc) http.HandlerFunc {
            return func(w http.ResponseWriter, r *http.Request) { next(w, r) }
        }
        func a(w http.ResponseWriter, r *http.Request) {
            switch r.Method {
            case http.MethodGet:
                w.WriteHeader(200)
            case "POST", http.MethodPut:
                w.WriteHeader(201)
            default:
                w.WriteHeader(405)
            }
        }
        func b(w http.ResponseWriter, req *http.Request) {
            if req.Method != http.MethodDelete {
                return
            }
        }
        func c(w http.ResponseWriter, r *http.Request) {}
        """,
        """
        GET /a -> a
        POST /a -> a
        PUT /a -> a
        DELETE /b -> b
        ANY /c -> c [logged]
        """,
    ),
    "net/http sub-mux behind StripPrefix": (
        """
        api := http.NewServeMux()
        api.HandleFunc("GET /users", users)
        root := http.NewServeMux()
        root.Handle("/api/", http.StripPrefix("/api", withAuth(api)))
        """,
        "GET /api/users -> users [withAuth]",
    ),
    "net/http mux by path prefix in ServeHTTP": (
        """
        type server struct { users *userAPI }
        type userAPI struct { *http.ServeMux }
        func newUserAPI() *userAPI {
            u := &userAPI{ServeMux: http.NewServeMux()}
            u.HandleFunc("GET /users", u.list)
            return u
        }
        func (u *userAPI) list(w http.ResponseWriter, r *http.Request) {}
        func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
            http.StripPrefix("/api", s.users).ServeHTTP(w, r)
        }
        """,
        "GET /api/users -> userAPI.list",
    ),
    "gorilla handlers.MethodHandler": (
        """
        func main() {
            http.Handle("/x", handlers.MethodHandler{"GET": http.HandlerFunc(get), "POST": http.HandlerFunc(add)})
        }
        func get(w http.ResponseWriter, r *http.Request) {}
        func add(w http.ResponseWriter, r *http.Request) {}
        """,
        """
        GET /x -> get
        POST /x -> add
        """,
    ),
    "chi: Route, Group, With, Mount": (
        """
        r := chi.NewRouter()
        r.Use(logger)
        r.Route("/v1", func(r chi.Router) {
            r.Get("/", index)
            r.With(auth.Require("admin")).Post("/users", createUser)
            r.Group(func(r chi.Router) {
                r.Use(audit)
                r.Delete("/users/{id:[0-9]+}", deleteUser)
            })
            r.MethodFunc("PUT", "/users/{id}", putUser)
            r.Mount("/admin", adminRoutes())
        })
        r.Mount("/debug", profiler())
        """,
        """
        GET /v1 -> index [logger]
        POST /v1/users -> createUser [logger, auth.Require]
        DELETE /v1/users/{id:[0-9]+} -> deleteUser [logger, audit]
        PUT /v1/users/{id} -> putUser [logger]
        ANY /v1/admin/* -> adminRoutes [logger]
        ANY /debug/* -> profiler [logger]
        """,
    ),
    "chi: a function that returns a router is mounted": (
        """
        func main() {
            r := chi.NewRouter()
            r.Mount("/admin", adminRoutes(nil))
        }
        func adminRoutes(s *store) http.Handler {
            r := chi.NewRouter()
            r.Get("/users", list)
            return r
        }
        """,
        "GET /admin/users -> list",
    ),
    "gin: groups, middleware before the handler": (
        """
        r := gin.Default()
        r.GET("/ping", func(c *gin.Context) {})
        v1 := r.Group("/v1", auth())
        {
            v1.POST("/users", limit(10), createUser)
            users := v1.Group("users")
            users.Use(audit)
            users.Handle("PATCH", "/:id", patchUser)
        }
        r.Any("/any", anything)
        r.NoRoute(notFound)
        """,
        """
        GET /ping -> func
        POST /v1/users -> createUser [auth, limit]
        PATCH /v1/users/:id -> patchUser [auth, audit]
        ANY /any -> anything
        """,
    ),
    "gin: a group passed on, handler factories": (
        """
        func main() { register(gin.New().Group("/api")) }
        func register(g *gin.RouterGroup) {
            g.GET("/users", listUsers(nil))
        }
        func listUsers(s *store) gin.HandlerFunc {
            return func(c *gin.Context) {}
        }
        """,
        "GET /api/users -> listUsers",
    ),
    "echo: middleware after the handler": (
        """
        e := echo.New()
        g := e.Group("/v1", auth)
        g.GET("/users/:id", getUser, limit(10), audit)
        e.Match([]string{"GET", "POST"}, "/both", both)
        e.Add("PUT", "/added", added)
        e.Group("/user").GET("s", users)
        e.Static("/assets", "public")
        """,
        """
        GET /v1/users/:id -> getUser [auth, limit, audit]
        GET /both -> both
        POST /both -> both
        PUT /added -> added
        GET /users -> users
        """,
    ),
    "gorilla: the verb in a later call": (
        """
        r := mux.NewRouter().StrictSlash(true)
        r.HandleFunc("/users", list).Methods("GET", "OPTIONS").Name("list")
        api := r.PathPrefix("/api").Subrouter()
        api.Use(auth)
        api.Path("/users/{id:[0-9]+}").Methods(http.MethodPut).HandlerFunc(put)
        api.Methods("POST").Path("/users").Handler(http.HandlerFunc(add))
        posts := r.Methods("POST").Subrouter()
        posts.HandleFunc("/posts", addPost)
        r.PathPrefix("/files/").Handler(files)
        """,
        """
        GET /users -> list
        PUT /api/users/{id:[0-9]+} -> put [auth]
        POST /api/users -> add [auth]
        POST /posts -> addPost
        ANY /files/* -> files
        """,
    ),
    "fiber": (
        """
        app := fiber.New()
        api := app.Group("/api", limiter)
        api.Get("/users/:id", auth, getUser)
        app.Route("/v2", func(r fiber.Router) { r.Post("/users", addUser) })
        admin := fiber.New()
        admin.Delete("/users", deleteUsers)
        app.Mount("/admin", admin)
        app.All("/all", all)
        """,
        """
        GET /api/users/:id -> getUser [limiter, auth]
        POST /v2/users -> addUser
        DELETE /admin/users -> deleteUsers
        ANY /all -> all
        """,
    ),
    "httprouter with folded constants": (
        """
        const base = "/items"
        const item = base + "/:id"
        func main() {
            r := httprouter.New()
            r.GET(base, list)
            r.Handle("PUT", item, put)
            r.HandlerFunc(http.MethodDelete, item, remove)
        }
        """,
        """
        GET /items -> list
        PUT /items/:id -> put
        DELETE /items/:id -> remove
        """,
    ),
    "fasthttp/router": (
        """
        r := fastrouter.New()
        g := r.Group("/v1")
        g.GET("/users/{name}", getUser)
        g.ANY("/any", anything)
        """,
        """
        GET /v1/users/{name} -> getUser
        ANY /v1/any -> anything
        """,
    ),
    "bunrouter": (
        """
        r := bunrouter.New()
        r.WithGroup("/api", func(g *bunrouter.Group) { g.GET("/users/:id", getUser) })
        """,
        "GET /api/users/:id -> getUser",
    ),
    "macaron: groups by nesting, Combo": (
        """
        m := macaron.Classic()
        m.Group("/repos", func() {
            m.Get("/:id", auth, getRepo)
            m.Group("/hooks", func() { m.Post("", addHook) }, admin)
            m.Combo("/keys", auth).Get(keys).Post(bind, addKey)
        }, signedIn)
        m.Get("/", home)
        """,
        """
        GET /repos/:id -> getRepo [signedIn, auth]
        POST /repos/hooks -> addHook [signedIn, admin]
        GET /repos/keys -> keys [signedIn, auth]
        POST /repos/keys -> addKey [signedIn, auth, bind]
        GET / -> home
        """,
    ),
    "flamego": (
        """
        f := flamego.Classic()
        f.Group("/api", func() { f.Get("/users/{id}", getUser) })
        f.Routes("/both", "GET,POST", both)
        """,
        """
        GET /api/users/{id} -> getUser
        GET /both -> both
        POST /both -> both
        """,
    ),
    "huma on chi": (
        """
        r := chi.NewRouter()
        r.Route("/v2", func(r chi.Router) {
            api := humachi.New(r, huma.DefaultConfig("x", "1"))
            huma.Register(api, huma.Operation{OperationID: "list", Method: http.MethodGet, Path: "/users"}, list)
            huma.Post(api, "/users", add)
            grp := huma.NewGroup(api, "/admin")
            huma.Delete(grp, "/users/{id}", remove)
        })
        """,
        """
        GET /v2/users -> list
        POST /v2/users -> add
        DELETE /v2/admin/users/{id} -> remove
        """,
    ),
    "beego": (
        """
        type UserController struct { web.Controller }
        func (c *UserController) List() {}
        func (c *UserController) Post() {}
        func main() {
            web.Router("/users", &UserController{}, "get:List;post:Create")
            web.AddNamespace(web.NewNamespace("/v1", web.NSRouter("/u", &UserController{}), web.NSNamespace("/x",
                web.NSRouter("/y", &UserController{}, "*:List"))))
        }
        """,
        """
        GET /users -> UserController.List
        POST /users -> UserController.Create
        POST /v1/u -> UserController.Post
        ANY /v1/x/y -> UserController.List
        """,
    ),
    "iris": (
        """
        app := iris.New()
        users := app.Party("/users", auth)
        users.Get("/{id}", getUser)
        app.PartyFunc("/admin", func(p iris.Party) { p.Delete("/users", clear) })
        """,
        """
        GET /users/{id} -> getUser [auth]
        DELETE /admin/users -> clear
        """,
    ),
    "go-restful": (
        """
        ws := new(restful.WebService)
        ws.Path("/users").Consumes("application/json")
        ws.Route(ws.GET("/{id}").To(getUser).Doc("x"))
        ws.Route(ws.POST("").To(addUser))
        """,
        """
        GET /users/{id} -> getUser
        POST /users -> addUser
        """,
    ),
    "grpc-gateway": (
        """
        func RegisterShelfHandlerServer(ctx context.Context, mux *runtime.ServeMux, server ShelfServer) error {
            mux.Handle(http.MethodGet, pattern_0, func(w http.ResponseWriter, req *http.Request, p map[string]string) {
                pattern := runtime.WithHTTPPathPattern("/v1/{name=shelves/*/books/*}")
                c, err := runtime.AnnotateContext(ctx, mux, req, "/a.v1.Shelf/Get", pattern)
            })
            return nil
        }
        """,
        "GET /v1/shelves/{name}/books/{name_2} -> Shelf.Get",
    ),
    "connect": (
        """
        const listProcedure = "/a.v1.Users/List"
        func NewUsersHandler(svc UsersHandler) {
            list := connect.NewUnaryHandler(listProcedure, svc.List)
        }
        """,
        "POST /a.v1.Users/List -> svc.List",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_routes_of_a_library(name: str) -> None:
    text, expected = CASES[name]
    assert sorted(routes_in(text)) == sorted(lines_of(expected))
