"""Registrars of the house: configured, learned, and the models that were handed to one."""

from __future__ import annotations

from tests.unit.detect.detect_programs import program, routes_in, survey_of

from groundplan.detect.registrars import RegistrarKind
from groundplan.detect.survey import find_registered_models, find_registrars, find_routes
from groundplan.model.route import Handler, HandlerKind
from groundplan.model.settings import DEFAULT_SETTINGS, Settings

THREE = """
-- users/users.go --
func init() { house.MustRegisterHandler("/v1/users", Create); house.MustRegisterHandler("GET /v1/users", List) }
func Create(ctx context.Context, req *Request) (*Response, error) { return nil, nil }
func List(ctx context.Context, req *Request) (*Response, error) { return nil, nil }
-- jobs/jobs.go --
func init() { house.MustRegisterHandler("/v1/jobs", house.Admin(Start), "POST") }
func Start(ctx context.Context, req *Request) (*Response, error) { return nil, nil }
"""


def test_three_calls_with_a_path_and_a_function_make_a_registrar() -> None:
    found = survey_of(THREE)
    (registrar,) = found.registrars
    assert (registrar.callee, registrar.kind) == ("house.MustRegisterHandler", RegistrarKind.ROUTE)
    assert registrar.sites == (("jobs/jobs.go", 2), ("users/users.go", 2), ("users/users.go", 2))
    assert "3 places" in registrar.evidence
    assert routes_in(THREE) == [
        "POST /v1/jobs -> Start [house.Admin]",
        "ANY /v1/users -> Create",
        "GET /v1/users -> List",
    ]
    assert {each.source for each in found.routes} == {"registrar"}


def test_what_is_handed_to_a_registrar_is_a_handler() -> None:
    assert survey_of(THREE).handlers == (
        Handler("Start", HandlerKind.HOUSE, "jobs/jobs.go", 3),
        Handler("Create", HandlerKind.HOUSE, "users/users.go", 3),
        Handler("List", HandlerKind.HOUSE, "users/users.go", 4),
    )


def test_two_calls_are_chance_unless_configured() -> None:
    text = """
    func init() { house.On("/v1/users", Create); house.On("/v1/jobs", Create) }
    func Create(ctx context.Context) error { return nil }
    """
    assert routes_in(text) == []
    for name in ("house.On", "On"):
        settings = Settings(route_registrars=(name,))
        assert routes_in(text, settings) == ["ANY /v1/jobs -> Create", "ANY /v1/users -> Create"]
        (registrar,) = survey_of(text, settings).registrars
        assert registrar.configured


def test_method_and_path_apart_and_verbs_in_names() -> None:
    text = """
    type web struct{ reg Registrar }
    type Registrar interface { Register(method, path string, h http.HandlerFunc) }
    func (w *web) start() {
        w.reg.Register(http.MethodGet, "/status", w.status)
        w.reg.Register("PUT", "/a", w.status)
        w.reg.Register("DELETE", "/b", w.status)
    }
    func (w *web) status(rw http.ResponseWriter, r *http.Request) {}
    func routes() []any {
        return []any{house.NewGetRoute("/g", h), house.NewGetRoute("/h", h), house.NewGetRoute("/i", h)}
    }
    func h(ctx context.Context) error { return nil }
    """
    assert sorted(routes_in(text)) == [
        "DELETE /b -> web.status",
        "GET /g -> h",
        "GET /h -> h",
        "GET /i -> h",
        "GET /status -> web.status",
        "PUT /a -> web.status",
    ]


def test_a_registrar_whose_body_registers_is_shown_but_its_routes_come_once() -> None:
    text = """
    var mux = http.NewServeMux()
    func Register(p string, h http.HandlerFunc) { mux.HandleFunc("GET /api"+p, h) }
    func init() { Register("/a", a); Register("/b", a); Register("/c", a) }
    func a(w http.ResponseWriter, r *http.Request) {}
    """
    found = survey_of(text)
    assert [each.title for each in found.routes] == ["GET /api/a", "GET /api/b", "GET /api/c"]
    assert {each.source for each in found.routes} == {"nethttp"}
    assert [each.callee for each in found.registrars] == ["Register"]


MODELS = """
-- registry/registry.go --
func MustRegisterModel(m any) {}
-- model/model.go --
import registry "example.com/app/registry"
type Asset struct{ Key string }
type Risk struct{ Key string }
type Job struct{ Key string }
type Loose struct{ Key string }
func init() {
    registry.MustRegisterModel(&Asset{})
    registry.MustRegisterModel(Risk{})
    registry.MustRegisterModel(new(Job))
}
func other() { registry.MustRegisterModel(&Loose{}) }
"""


def test_types_given_to_one_function_in_init_are_models() -> None:
    found = survey_of(MODELS)
    assert [each.name for each in found.models] == ["Asset", "Risk", "Job"]
    asset = found.models[0]
    assert (asset.registrar, asset.file, asset.line) == ("registry.MustRegisterModel", "model/model.go", 8)
    assert (asset.location.path, asset.location.line) == ("model/model.go", 3)
    assert asset.import_path == "example.com/app/model"
    (registrar,) = found.registrars
    assert (registrar.callee, registrar.kind) == ("registry.MustRegisterModel", RegistrarKind.MODEL)


def test_a_configured_model_registrar_counts_everywhere() -> None:
    found = survey_of(MODELS, Settings(model_registrars=("registry.MustRegisterModel",)))
    assert [each.name for each in found.models] == ["Asset", "Risk", "Job", "Loose"]


def test_other_calls_in_init_make_no_models() -> None:
    text = """
    type A struct{ X int }
    type B struct{ X int }
    type C struct{ X int }
    type Tool struct{}
    type Other struct{}
    type Third struct{}
    func init() {
        house.Tool(&Tool{}); house.Tool(&Other{}); house.Tool(&Third{})
        house.Flag(house.Complete(&A{})); house.Flag(house.Complete(&B{})); house.Flag(house.Complete(&C{}))
        house.Later(func() { house.Sync(&A{}); house.Sync(&B{}); house.Sync(&C{}) })
        gob.Register(A{}); gob.Register(B{}); gob.Register(C{})
        house.Add(&house.X{}); house.Add(&house.Y{}); house.Add(&house.Z{})
    }
    """
    text = '-- a.go --\npackage a\nimport "encoding/gob"\nimport "example.org/house"\n' + text
    assert survey_of(text).models == ()


def test_the_single_questions_agree_with_the_survey() -> None:
    small = program(MODELS)
    assert find_registered_models(small, DEFAULT_SETTINGS) == survey_of(MODELS).models
    assert find_registrars(program(THREE), DEFAULT_SETTINGS) == survey_of(THREE).registrars
    assert find_routes(program(THREE), DEFAULT_SETTINGS) == survey_of(THREE).routes
