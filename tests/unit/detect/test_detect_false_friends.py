"""Code that looks like a registration and is none."""

from __future__ import annotations

import pytest
from tests.unit.detect.detect_programs import routes_in, survey_of

SILENT: dict[str, str] = {
    "an HTTP client": """
        func fetch(client *http.Client, id string) {
            client.Get("x/" + id)
            http.Get("https://example.com/x")
            http.Post("/relative", "application/json", body)
        }
        """,
    "a client with paths": """
        func load(c *resty.Client, id string) {
            c.Get("/users/"+id)
            c.Post("/users", func(resp *http.Response) error { return nil })
            c.Delete("/users", decode)
        }
        func decode(b []byte) error { return nil }
        """,
    "slog's Handle": """
        type handler struct{ inner slog.Handler }
        func (h *handler) Handle(ctx context.Context, rec slog.Record) error { return h.inner.Handle(ctx, rec) }
        """,
    "asynq's mux": """
        const TypeMail = "mail:deliver"
        func main() {
            mux := asynq.NewServeMux()
            mux.HandleFunc(TypeMail, deliver)
            mux.Handle("image:resize", resize)
            mux.Use(logged)
        }
        func deliver(ctx context.Context, t *asynq.Task) error { return nil }
        """,
    "caches and stores": """
        type Cache interface { Get(key string) any; Put(key string, value any) error; Delete(key string) error }
        func use(c Cache, v state) {
            c.Get("/key")
            c.Put("/key/"+v.id, v)
            c.Delete("/key")
        }
        type state struct{ id string }
        """,
    "a cache that loads": """
        func use(c Loader) { c.Get("/key", func() any { return nil }) }
        """,
    "headers, queries and settings": """
        func h(w http.ResponseWriter, r *http.Request) {
            w.Header().Set("Location", "/x")
            r.Header.Get("X")
            r.URL.Query().Get("/x")
            viper.Get("/x")
            viper.SetDefault("path", "/x")
        }
        """,
    "a walk over files": """
        func main() {
            house.Walk("/a", func(p string, e error) error { return nil })
            house.Walk("/b", func(p string, e error) error { return nil })
            house.Walk("/c", func(p string, e error) error { return nil })
        }
        """,
    "commands and cookies": """
        func main() {
            c := &http.Cookie{Path: "/", Name: "x"}
            exec.Command("/bin/sh", "-c", "true")
            u := url.URL{Path: "/x"}
        }
        """,
    "tests": """
        -- a/a_test.go --
        func TestX(t *testing.T) { mux := http.NewServeMux(); mux.HandleFunc("/x", h) }
        -- testdata/main.go --
        func main() { http.HandleFunc("/x", h) }
        """,
    "vendored code": """
        -- vendor/example.org/x/x.go --
        func init() { http.HandleFunc("/x", h) }
        """,
}


@pytest.mark.parametrize("name", SILENT)
def test_silent(name: str) -> None:
    found = survey_of(SILENT[name])
    assert (found.routes, found.registrars) == ((), ())


def test_a_client_does_not_hide_a_router_of_the_same_method_names() -> None:
    text = """
    func main() {
        app := fiber.New()
        agent := fiber.Get("https://example.com/x")
        client := &http.Client{}
        client.Get("/x")
        app.Get("/x", x)
    }
    """
    assert routes_in(text) == ["GET /x -> x"]
