"""What Go modules are for: which of them do the same job, and what the standard library has for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Job:
    """Something that modules are chosen for; `standard` is the standard library's answer, "" where it has none.

    `modules` are paths without major versions; a module below one of them is of its family.
    """

    name: str
    modules: tuple[str, ...]
    standard: str = ""
    packages: tuple[str, ...] = ()


def _job(name: str, modules: str, standard: str = "", packages: str = "") -> Job:
    paths = (path if "." in path.split("/")[0] else f"github.com/{path}" for path in modules.split())
    return Job(name, tuple(paths), standard, tuple(packages.split()))


JOBS: tuple[Job, ...] = (
    _job("UUIDs", "google/uuid gofrs/uuid satori/go.uuid hashicorp/go-uuid pborman/uuid nu7hatch/gouuid"),
    _job("sortable identifiers", "oklog/ulid rs/xid segmentio/ksuid matoous/go-nanoid jaevor/go-nanoid sony/sonyflake"),
    _job(
        "HTTP routing",
        "go-chi/chi gorilla/mux gin-gonic/gin labstack/echo gofiber/fiber julienschmidt/httprouter bmizerany/pat"
        " go-martini/martini gobuffalo/buffalo kataras/iris emicklei/go-restful beego/beego astaxie/beego"
        " dimfeld/httptreemux go-zoo/bone valyala/fasthttp cloudwego/hertz go-macaron/macaron goji.io"
        " uptrace/bunrouter alexedwards/flow",
        "`net/http` routes by method and wildcard since Go 1.22",
        "net/http",
    ),
    _job(
        "logging",
        "go.uber.org/zap rs/zerolog sirupsen/logrus hashicorp/go-hclog go-kit/log golang/glog apex/log"
        " inconshreveable/log15 op/go-logging charmbracelet/log phuslu/log k8s.io/klog uber-go/zap",
        "`log/slog`",
        "log/slog",
    ),
    _job(
        "errors",
        "pkg/errors cockroachdb/errors go-errors/errors juju/errors rotisserie/eris joomcode/errorx"
        " golang.org/x/xerrors samber/oops",
        "`errors` and `fmt.Errorf` with `%w`",
        "errors",
    ),
    _job("several errors in one", "hashicorp/go-multierror go.uber.org/multierr", "`errors.Join`", "errors"),
    _job(
        "assertions",
        "stretchr/testify gotest.tools matryer/is onsi/gomega frankban/quicktest shoenig/test smartystreets/goconvey"
        " alecthomas/assert go-playground/assert",
    ),
    _job("mocks", "golang/mock go.uber.org/mock vektra/mockery matryer/moq maxbrunsfeld/counterfeiter gojuno/minimock"),
    _job("HTTP mocks", "jarcoal/httpmock h2non/gock dnaeon/go-vcr", "`net/http/httptest`", "net/http/httptest"),
    _job("containers in tests", "testcontainers/testcontainers-go ory/dockertest"),
    _job(
        "migrations",
        "golang-migrate/migrate pressly/goose rubenv/sql-migrate go-gormigrate/gormigrate amacneil/dbmate jackc/tern"
        " ariga.io/atlas src.techknowlogick.com/xormigrate",
    ),
    _job(
        "validation",
        "go-playground/validator go-ozzo/ozzo-validation invopop/validation asaskevich/govalidator gookit/validate"
        " gopkg.in/go-playground/validator",
    ),
    _job("JSON Web Tokens", "golang-jwt/jwt dgrijalva/jwt-go lestrrat-go/jwx go-jose/go-jose cristalhq/jwt"),
    _job("sessions", "gorilla/sessions alexedwards/scs gin-contrib/sessions"),
    _job("CORS", "rs/cors gin-contrib/cors go-chi/cors jub0bs/cors"),
    _job("Redis", "redis/go-redis go-redis/redis gomodule/redigo redis/rueidis garyburd/redigo mediocregopher/radix"),
    _job(
        "caching in memory",
        "patrickmn/go-cache hashicorp/golang-lru jellydator/ttlcache dgraph-io/ristretto allegro/bigcache"
        " coocood/freecache maypok86/otter karlseguin/ccache golang/groupcache eko/gocache",
    ),
    _job("schedules", "robfig/cron go-co-op/gocron jasonlvhit/gocron"),
    _job(
        "jobs in the background", "hibiken/asynq riverqueue/river RichardKnop/machinery gocraft/work hibiken/asynqmon"
    ),
    _job("Kafka", "IBM/sarama Shopify/sarama segmentio/kafka-go confluentinc/confluent-kafka-go twmb/franz-go"),
    _job("RabbitMQ", "rabbitmq/amqp091-go streadway/amqp wagslane/go-rabbitmq"),
    _job("WebSockets", "gorilla/websocket coder/websocket nhooyr.io/websocket gobwas/ws olahol/melody"),
    _job(
        "mapping objects to tables",
        "gorm.io/gorm jinzhu/gorm entgo.io/ent uptrace/bun xorm.io/xorm go-pg/pg go-gorp/gorp"
        " volatiletech/sqlboiler aarondl/sqlboiler",
    ),
    _job("building SQL", "Masterminds/squirrel doug-martin/goqu huandu/go-sqlbuilder"),
    _job("PostgreSQL", "jackc/pgx lib/pq"),
    _job("SQLite", "mattn/go-sqlite3 modernc.org/sqlite ncruces/go-sqlite3 glebarez/go-sqlite zombiezen.com/go/sqlite"),
    _job("MongoDB", "go.mongodb.org/mongo-driver globalsign/mgo gopkg.in/mgo.v2"),
    _job("AWS", "aws/aws-sdk-go-v2 aws/aws-sdk-go"),
    _job(
        "configuration",
        "spf13/viper knadh/koanf kelseyhightower/envconfig caarlos0/env ilyakaznacheev/cleanenv"
        " sethvargo/go-envconfig jinzhu/configor codingconcepts/env",
    ),
    _job("command lines", "spf13/cobra urfave/cli alecthomas/kong alecthomas/kingpin jessevdk/go-flags"),
    _job("dependency injection", "google/wire go.uber.org/fx go.uber.org/dig samber/do"),
    _job(
        "HTTP requests",
        "go-resty/resty resty.dev imroc/req dghubble/sling carlmjohnson/requests gojek/heimdall parnurzeal/gorequest",
        "`net/http`",
        "net/http",
    ),
    _job(
        "retries",
        "cenkalti/backoff avast/retry-go sethvargo/go-retry hashicorp/go-retryablehttp jpillora/backoff"
        " failsafe-go/failsafe-go",
    ),
    _job("circuit breakers", "sony/gobreaker afex/hystrix-go mercari/go-circuitbreaker rubyist/circuitbreaker"),
    _job(
        "rate limits",
        "golang.org/x/time go.uber.org/ratelimit ulule/limiter didip/tollbooth go-chi/httprate throttled/throttled"
        " sethvargo/go-limiter juju/ratelimit",
    ),
    _job("tracing", "go.opentelemetry.io/otel opentracing/opentracing-go go.opencensus.io"),
    _job(
        "metrics",
        "prometheus/client_golang armon/go-metrics hashicorp/go-metrics VictoriaMetrics/metrics rcrowley/go-metrics",
    ),
    _job(
        "YAML",
        "gopkg.in/yaml.v3 gopkg.in/yaml.v2 gopkg.in/yaml goccy/go-yaml ghodss/yaml sigs.k8s.io/yaml go.yaml.in/yaml",
    ),
    _job("TOML", "BurntSushi/toml pelletier/go-toml naoina/toml"),
    _job(
        "JSON",
        "json-iterator/go goccy/go-json bytedance/sonic segmentio/encoding mailru/easyjson buger/jsonparser"
        " tidwall/gjson valyala/fastjson",
        "`encoding/json`",
        "encoding/json",
    ),
    _job("decimal numbers", "shopspring/decimal cockroachdb/apd ericlagergren/decimal govalues/decimal"),
    _job("slices and maps", "samber/lo thoas/go-funk golang.org/x/exp ahmetb/go-linq", "`slices` and `maps`", "slices"),
    _job("atomic values", "go.uber.org/atomic", "`sync/atomic`", "sync/atomic"),
    _job(
        "mail",
        "wneessen/go-mail jordan-wright/email gopkg.in/gomail.v2 go-gomail/gomail xhit/go-simple-mail",
        "`net/smtp`",
        "net/smtp",
    ),
    _job("Markdown", "yuin/goldmark russross/blackfriday gomarkdown/markdown"),
    _job("GraphQL", "99designs/gqlgen graphql-go/graphql graph-gophers/graphql-go"),
    _job("files on S3", "minio/minio-go"),
)
"""The jobs for which a team needs one module: modules of one job do not complement each other."""

_FAMILY = {path.lower(): (job, path) for job in JOBS for path in job.modules}
_SHORT: dict[str, str] = {}
for _job_of_all in JOBS:
    for _path in _job_of_all.modules:
        _SHORT.setdefault("/".join(_path.split("/")[-2:]).lower(), _path)
for _one in ("zerolog", "logrus", "zap", "testify", "viper", "cobra", "gorm", "sqlx", "squirrel", "goose", "asynq"):
    _SHORT[_one] = next((path for path in _FAMILY if path.rpartition("/")[2] == _one), "")
_SHORT = {short: path for short, path in _SHORT.items() if path}


def without_version(path: str) -> str:
    """Return a module's path without its major version: `example.com/a/v3`, `gopkg.in/a.v3` are one module."""
    head, _, last = path.rpartition("/")
    if last[:1] == "v" and last[1:].isdigit():
        return head
    stem, dot, version = last.rpartition(".v")
    return f"{head}/{stem}" if dot and version.isdigit() and path.startswith("gopkg.in/") else path


@lru_cache(maxsize=4096)
def job_of(path: str) -> tuple[Job, str] | None:
    """Return the job of a module or of one of its packages, with the module's path in the table."""
    elements = [each for each in path.split("/") if not (each[:1] == "v" and each[1:].isdigit())]
    for length in range(len(elements), 0, -1):
        found = _FAMILY.get("/".join(elements[:length]).lower())
        if found is not None:
            return found
    return None


def full_path(name: str) -> str:
    """Return the module that a short name means (`gorilla/mux`, `zerolog`), the name itself where none is known."""
    return name if "." in name.split("/")[0] else _SHORT.get(name.lower(), name)
