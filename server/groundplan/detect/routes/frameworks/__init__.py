"""The router libraries known, in the order in which they are asked."""

from __future__ import annotations

from functools import lru_cache

from groundplan.detect.routes.framework import Framework
from groundplan.detect.routes.frameworks.aws_lambda import AWS_LAMBDA
from groundplan.detect.routes.frameworks.beego import BEEGO
from groundplan.detect.routes.frameworks.chi import CHI
from groundplan.detect.routes.frameworks.connect import CONNECT
from groundplan.detect.routes.frameworks.echo import ECHO
from groundplan.detect.routes.frameworks.fiber import FIBER
from groundplan.detect.routes.frameworks.gin import GIN
from groundplan.detect.routes.frameworks.goa import GOA
from groundplan.detect.routes.frameworks.gorilla import GORILLA
from groundplan.detect.routes.frameworks.gozero import GOZERO
from groundplan.detect.routes.frameworks.grpc import GRPC
from groundplan.detect.routes.frameworks.grpc_gateway import GRPC_GATEWAY
from groundplan.detect.routes.frameworks.httprouter import BUNROUTER, FASTHTTP, HTTPROUTER
from groundplan.detect.routes.frameworks.huma import HUMA
from groundplan.detect.routes.frameworks.iris import IRIS
from groundplan.detect.routes.frameworks.kratos import KRATOS
from groundplan.detect.routes.frameworks.macaron import FLAMEGO, MACARON
from groundplan.detect.routes.frameworks.nethttp import NETHTTP
from groundplan.detect.routes.frameworks.restful import RESTFUL
from groundplan.detect.routes.frameworks.shape import SHAPE

__all__ = ["FRAMEWORKS", "SHAPE", "framework_of"]

FRAMEWORKS: tuple[Framework, ...] = (
    NETHTTP,
    CHI,
    GIN,
    ECHO,
    GORILLA,
    FIBER,
    HTTPROUTER,
    FASTHTTP,
    BUNROUTER,
    MACARON,
    FLAMEGO,
    BEEGO,
    IRIS,
    RESTFUL,
    HUMA,
    GOZERO,
    KRATOS,
    GOA,
    GRPC_GATEWAY,
    GRPC,
    CONNECT,
    AWS_LAMBDA,
)


@lru_cache(maxsize=4096)
def framework_of(import_path: str) -> Framework | None:
    """Return the library that a package belongs to."""
    return next((each for each in FRAMEWORKS if each.matches(import_path)), None)
