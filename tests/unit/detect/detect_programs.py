"""Small Go programs for tests of detection, written as one text, and routes written as one line each."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence

from groundplan.detect.files import origin_of
from groundplan.detect.survey import Survey, survey
from groundplan.model.route import Route, RouteConfidence
from groundplan.model.settings import DEFAULT_SETTINGS, Settings
from groundplan.model.source import SourceFile
from groundplan.syntax.golang import read_go_file

MODULE = "example.com/app"
IMPORTS = {
    "http": "net/http",
    "fmt": "fmt",
    "slog": "log/slog",
    "context": "context",
    "path": "path",
    "strings": "strings",
    "chi": "github.com/go-chi/chi/v5",
    "gin": "github.com/gin-gonic/gin",
    "echo": "github.com/labstack/echo/v4",
    "mux": "github.com/gorilla/mux",
    "fiber": "github.com/gofiber/fiber/v2",
    "httprouter": "github.com/julienschmidt/httprouter",
    "fastrouter": "github.com/fasthttp/router",
    "bunrouter": "github.com/uptrace/bunrouter",
    "macaron": "gopkg.in/macaron.v1",
    "flamego": "github.com/flamego/flamego",
    "huma": "github.com/danielgtaylor/huma/v2",
    "humachi": "github.com/danielgtaylor/huma/v2/adapters/humachi",
    "web": "github.com/beego/beego/v2/server/web",
    "iris": "github.com/kataras/iris/v12",
    "restful": "github.com/emicklei/go-restful/v3",
    "runtime": "github.com/grpc-ecosystem/grpc-gateway/v2/runtime",
    "connect": "connectrpc.com/connect",
    "lambda": "github.com/aws/aws-lambda-go/lambda",
    "events": "github.com/aws/aws-lambda-go/events",
    "chiadapter": "github.com/awslabs/aws-lambda-go-api-proxy/chi",
    "handlers": "github.com/gorilla/handlers",
    "asynq": "github.com/hibiken/asynq",
    "resty": "github.com/go-resty/resty/v2",
    "viper": "github.com/spf13/viper",
    "house": "example.org/house",
}
_FILE = re.compile(r"^-- (\S+) --$", re.MULTILINE)


class SmallProgram:
    """A program in memory."""

    def __init__(self, files: Iterable[SourceFile]) -> None:
        self.files = sorted(files, key=lambda each: each.path)

    def files_with_functions(self) -> Iterable[SourceFile]:
        """Yield the files that carry bodies."""
        return (each for each in self.files if each.facts.functions)

    def package(self, import_path: str) -> Sequence[SourceFile]:
        """Return a package's files."""
        return [each for each in self.files if each.import_path == import_path]


def program(text: str) -> SmallProgram:
    """Read a program: files behind `-- path --` lines, or declarations of package main, or statements of its `main`.

    Files without a package clause get one after their folder, and the imports that their text uses.
    """
    text = textwrap.dedent(text).strip("\n") + "\n"
    if not _FILE.search(text):
        if not re.search(r"^(func|type|var|const) ", text, re.MULTILINE):
            text = f"func main() {{\n{text}}}\n"
        text = f"-- main.go --\n{text}"
    parts = _FILE.split(text)
    return SmallProgram(_file(path, body) for path, body in zip(parts[1::2], parts[2::2], strict=True))


def _file(path: str, body: str) -> SourceFile:
    folder = path.rpartition("/")[0]
    body = body.lstrip("\n")
    if not body.startswith("package "):
        used = [name for name in IMPORTS if re.search(rf"\b{name}\.\w", body) and f"import {name} " not in body]
        lines = "".join(f'import {name} "{IMPORTS[name]}"; ' for name in used)
        body = f"package {folder.rpartition('/')[2] or 'main'}; {lines}\n{body}"
    facts = read_go_file(body.encode())
    import_path = f"{MODULE}/{folder}" if folder else MODULE
    return SourceFile(path, import_path, origin_of(path, facts), facts)


def survey_of(text: str, settings: Settings = DEFAULT_SETTINGS) -> Survey:
    """Survey a program written as text."""
    return survey(program(text), settings)


def routes_in(text: str, settings: Settings = DEFAULT_SETTINGS) -> list[str]:
    """Return a program's routes, each as `GET /x -> Handler [middleware]`, with `?` when the prefix is not known."""
    return [shown(each) for each in survey_of(text, settings).routes]


def shown(route: Route) -> str:
    """Write a route as one line."""
    line = f"{route.title} -> {route.handler or 'func'}"
    if route.middleware:
        line += f" [{', '.join(route.middleware)}]"
    return line + (" ?" if route.confidence is not RouteConfidence.EXACT else "")


def lines_of(text: str) -> list[str]:
    """Return the lines of an expectation, sorted as written."""
    return [line.strip() for line in textwrap.dedent(text).strip().splitlines() if line.strip()]
