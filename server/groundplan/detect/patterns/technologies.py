"""Libraries by import path: which technology a file uses, and for what."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from groundplan.detect.patterns.code_file import CodeFile
from groundplan.model.pattern import Evidence, PatternKind

_A = PatternKind.AUTHENTICATION
_Z = PatternKind.AUTHORISATION
_V = PatternKind.VALIDATION
_D = PatternKind.DATABASE
_M = PatternKind.MIGRATIONS
_I = PatternKind.INTEGRATIONS
_C = PatternKind.CONFIGURATION
_K = PatternKind.CACHING
_Q = PatternKind.QUEUES
_R = PatternKind.RETRIES
_L = PatternKind.LOGGING
_O = PatternKind.METRICS
_W = PatternKind.WIRING

TECHNOLOGIES: dict[str, tuple[PatternKind, str]] = {
    "github.com/golang-jwt/jwt": (_A, "golang-jwt"),
    "github.com/dgrijalva/jwt-go": (_A, "jwt-go (unmaintained)"),
    "github.com/lestrrat-go/jwx": (_A, "lestrrat-go/jwx"),
    "github.com/go-jose/go-jose": (_A, "go-jose"),
    "github.com/appleboy/gin-jwt": (_A, "gin-jwt"),
    "github.com/labstack/echo-jwt": (_A, "echo-jwt"),
    "github.com/go-chi/jwtauth": (_A, "chi jwtauth"),
    "github.com/coreos/go-oidc": (_A, "OpenID Connect (go-oidc)"),
    "golang.org/x/oauth2": (_A, "OAuth2 client (x/oauth2)"),
    "github.com/ory/fosite": (_A, "OAuth2 server (fosite)"),
    "github.com/go-oauth2/oauth2": (_A, "OAuth2 server (go-oauth2)"),
    "github.com/superseriousbusiness/oauth2": (_A, "OAuth2 server (oauth2)"),
    "code.superseriousbusiness.org/oauth2": (_A, "OAuth2 server (oauth2)"),
    "github.com/markbates/goth": (_A, "goth"),
    "github.com/gorilla/sessions": (_A, "gorilla/sessions"),
    "github.com/gin-contrib/sessions": (_A, "gin sessions"),
    "github.com/alexedwards/scs": (_A, "scs sessions"),
    "github.com/fasthttp/session": (_A, "fasthttp sessions"),
    "golang.org/x/crypto/bcrypt": (_A, "passwords by bcrypt"),
    "golang.org/x/crypto/argon2": (_A, "passwords by argon2"),
    "golang.org/x/crypto/scrypt": (_A, "passwords by scrypt"),
    "github.com/go-crypt/crypt": (_A, "passwords by go-crypt"),
    "github.com/alexedwards/argon2id": (_A, "passwords by argon2id"),
    "github.com/go-webauthn/webauthn": (_A, "WebAuthn"),
    "github.com/pquerna/otp": (_A, "one-time passwords (otp)"),
    "github.com/go-ldap/ldap": (_A, "LDAP"),
    "github.com/casbin/casbin": (_Z, "casbin"),
    "github.com/open-policy-agent/opa": (_Z, "Open Policy Agent"),
    "github.com/ory/ladon": (_Z, "ladon"),
    "github.com/openfga/go-sdk": (_Z, "OpenFGA"),
    "github.com/go-playground/validator": (_V, "go-playground/validator"),
    "gopkg.in/go-playground/validator": (_V, "go-playground/validator"),
    "github.com/go-ozzo/ozzo-validation": (_V, "ozzo-validation"),
    "github.com/invopop/validation": (_V, "invopop/validation"),
    "github.com/asaskevich/govalidator": (_V, "govalidator"),
    "github.com/gookit/validate": (_V, "gookit/validate"),
    "github.com/bufbuild/protovalidate-go": (_V, "protovalidate"),
    "github.com/astaxie/beego/validation": (_V, "beego validation"),
    "github.com/santhosh-tekuri/jsonschema": (_V, "JSON Schema"),
    "github.com/xeipuuv/gojsonschema": (_V, "JSON Schema"),
    "database/sql": (_D, "database/sql"),
    "gorm.io/gorm": (_D, "gorm"),
    "github.com/jinzhu/gorm": (_D, "gorm v1"),
    "xorm.io/xorm": (_D, "xorm"),
    "github.com/jmoiron/sqlx": (_D, "sqlx"),
    "github.com/rpadovani/sqlx-v2": (_D, "sqlx (fork)"),
    "github.com/jackc/pgx": (_D, "pgx"),
    "github.com/uptrace/bun": (_D, "bun"),
    "github.com/go-pg/pg": (_D, "go-pg"),
    "entgo.io/ent": (_D, "ent"),
    "github.com/volatiletech/sqlboiler": (_D, "sqlboiler"),
    "github.com/Masterminds/squirrel": (_D, "squirrel"),
    "github.com/doug-martin/goqu": (_D, "goqu"),
    "github.com/pocketbase/dbx": (_D, "dbx"),
    "go.mongodb.org/mongo-driver": (_D, "MongoDB driver"),
    "github.com/globalsign/mgo": (_D, "mgo"),
    "gopkg.in/mgo.v2": (_D, "mgo"),
    "github.com/gocql/gocql": (_D, "gocql"),
    "github.com/neo4j/neo4j-go-driver": (_D, "neo4j driver"),
    "github.com/guregu/dynamo": (_D, "guregu/dynamo"),
    "go.etcd.io/bbolt": (_D, "bbolt"),
    "github.com/dgraph-io/badger": (_D, "badger"),
    "github.com/asdine/storm": (_D, "storm (bolt)"),
    "github.com/elastic/go-elasticsearch": (_D, "Elasticsearch"),
    "github.com/opensearch-project/opensearch-go": (_D, "OpenSearch"),
    "github.com/ClickHouse/clickhouse-go": (_D, "ClickHouse"),
    "github.com/influxdata/influxdb-client-go": (_D, "InfluxDB"),
    "github.com/aws/aws-sdk-go-v2/service/dynamodb": (_D, "DynamoDB (AWS SDK v2)"),
    "github.com/aws/aws-sdk-go/service/dynamodb": (_D, "DynamoDB (AWS SDK v1)"),
    "github.com/golang-migrate/migrate": (_M, "golang-migrate"),
    "github.com/pressly/goose": (_M, "goose"),
    "github.com/rubenv/sql-migrate": (_M, "sql-migrate"),
    "github.com/go-gormigrate/gormigrate": (_M, "gormigrate"),
    "src.techknowlogick.com/xormigrate": (_M, "xormigrate"),
    "xorm.io/xorm/migrate": (_M, "xorm migrate"),
    "github.com/uptrace/bun/migrate": (_M, "bun migrate"),
    "github.com/amacneil/dbmate": (_M, "dbmate"),
    "ariga.io/atlas": (_M, "atlas"),
    "github.com/jackc/tern": (_M, "tern"),
    "github.com/spf13/viper": (_C, "viper"),
    "github.com/knadh/koanf": (_C, "koanf"),
    "github.com/kelseyhightower/envconfig": (_C, "envconfig"),
    "github.com/caarlos0/env": (_C, "caarlos0/env"),
    "github.com/ilyakaznacheev/cleanenv": (_C, "cleanenv"),
    "github.com/joho/godotenv": (_C, "godotenv"),
    "github.com/sethvargo/go-envconfig": (_C, "go-envconfig"),
    "github.com/jinzhu/configor": (_C, "configor"),
    "github.com/codingconcepts/env": (_C, "codingconcepts/env"),
    "gopkg.in/ini.v1": (_C, "ini files"),
    "github.com/go-ini/ini": (_C, "ini files"),
    "github.com/urfave/cli": (_C, "flags and environment (urfave/cli)"),
    "github.com/spf13/cobra": (_C, "flags (cobra)"),
    "github.com/spf13/pflag": (_C, "flags (pflag)"),
    "github.com/alecthomas/kong": (_C, "flags (kong)"),
    "flag": (_C, "flags (flag)"),
    "github.com/hashicorp/vault": (_C, "secrets: Vault"),
    "github.com/aws/aws-sdk-go-v2/service/secretsmanager": (_C, "secrets: AWS Secrets Manager"),
    "github.com/aws/aws-sdk-go/service/secretsmanager": (_C, "secrets: AWS Secrets Manager"),
    "github.com/aws/aws-sdk-go-v2/service/ssm": (_C, "parameters: AWS Parameter Store"),
    "github.com/aws/aws-sdk-go/service/ssm": (_C, "parameters: AWS Parameter Store"),
    "cloud.google.com/go/secretmanager": (_C, "secrets: Google Secret Manager"),
    "github.com/redis/go-redis": (_K, "Redis (go-redis)"),
    "github.com/go-redis/redis": (_K, "Redis (go-redis)"),
    "github.com/gomodule/redigo": (_K, "Redis (redigo)"),
    "github.com/garyburd/redigo": (_K, "Redis (redigo)"),
    "github.com/redis/rueidis": (_K, "Redis (rueidis)"),
    "github.com/valkey-io/valkey-go": (_K, "Valkey"),
    "github.com/bradfitz/gomemcache": (_K, "memcached"),
    "github.com/patrickmn/go-cache": (_K, "go-cache"),
    "github.com/hashicorp/golang-lru": (_K, "golang-lru"),
    "github.com/jellydator/ttlcache": (_K, "ttlcache"),
    "github.com/ReneKroon/ttlcache": (_K, "ttlcache"),
    "github.com/dgraph-io/ristretto": (_K, "ristretto"),
    "github.com/allegro/bigcache": (_K, "bigcache"),
    "github.com/coocood/freecache": (_K, "freecache"),
    "github.com/maypok86/otter": (_K, "otter"),
    "github.com/eko/gocache": (_K, "gocache"),
    "github.com/karlseguin/ccache": (_K, "ccache"),
    "github.com/golang/groupcache": (_K, "groupcache"),
    "golang.org/x/sync/singleflight": (_K, "singleflight"),
    "codeberg.org/gruf/go-cache": (_K, "gruf/go-cache"),
    "codeberg.org/gruf/go-structr": (_K, "gruf/go-structr"),
    "github.com/IBM/sarama": (_Q, "Kafka (sarama)"),
    "github.com/Shopify/sarama": (_Q, "Kafka (sarama)"),
    "github.com/segmentio/kafka-go": (_Q, "Kafka (kafka-go)"),
    "github.com/confluentinc/confluent-kafka-go": (_Q, "Kafka (confluent)"),
    "github.com/twmb/franz-go": (_Q, "Kafka (franz-go)"),
    "github.com/nats-io/nats.go": (_Q, "NATS"),
    "github.com/rabbitmq/amqp091-go": (_Q, "RabbitMQ"),
    "github.com/streadway/amqp": (_Q, "RabbitMQ (streadway)"),
    "github.com/nsqio/go-nsq": (_Q, "NSQ"),
    "github.com/hibiken/asynq": (_Q, "asynq"),
    "github.com/riverqueue/river": (_Q, "river"),
    "github.com/RichardKnop/machinery": (_Q, "machinery"),
    "github.com/ThreeDotsLabs/watermill": (_Q, "watermill"),
    "go.temporal.io/sdk": (_Q, "Temporal"),
    "cloud.google.com/go/pubsub": (_Q, "Google Pub/Sub"),
    "github.com/eclipse/paho.mqtt.golang": (_Q, "MQTT"),
    "github.com/asaskevich/EventBus": (_Q, "EventBus"),
    "github.com/robfig/cron": (_Q, "schedules (robfig/cron)"),
    "github.com/go-co-op/gocron": (_Q, "schedules (gocron)"),
    "github.com/gorilla/websocket": (_Q, "WebSocket (gorilla)"),
    "github.com/coder/websocket": (_Q, "WebSocket (coder)"),
    "nhooyr.io/websocket": (_Q, "WebSocket (nhooyr)"),
    "github.com/olahol/melody": (_Q, "WebSocket (melody)"),
    "github.com/cenkalti/backoff": (_R, "cenkalti/backoff"),
    "github.com/avast/retry-go": (_R, "avast/retry-go"),
    "github.com/sethvargo/go-retry": (_R, "go-retry"),
    "github.com/hashicorp/go-retryablehttp": (_R, "go-retryablehttp"),
    "github.com/jpillora/backoff": (_R, "jpillora/backoff"),
    "github.com/failsafe-go/failsafe-go": (_R, "failsafe-go"),
    "github.com/sony/gobreaker": (_R, "circuit breaker (gobreaker)"),
    "github.com/afex/hystrix-go": (_R, "circuit breaker (hystrix)"),
    "golang.org/x/time/rate": (_R, "rate limits (x/time/rate)"),
    "go.uber.org/ratelimit": (_R, "rate limits (uber)"),
    "github.com/ulule/limiter": (_R, "rate limits (ulule/limiter)"),
    "github.com/didip/tollbooth": (_R, "rate limits (tollbooth)"),
    "github.com/go-chi/httprate": (_R, "rate limits (httprate)"),
    "github.com/throttled/throttled": (_R, "rate limits (throttled)"),
    "github.com/sethvargo/go-limiter": (_R, "rate limits (go-limiter)"),
    "log": (_L, "log"),
    "log/slog": (_L, "log/slog"),
    "go.uber.org/zap": (_L, "zap"),
    "github.com/rs/zerolog": (_L, "zerolog"),
    "github.com/sirupsen/logrus": (_L, "logrus"),
    "github.com/hashicorp/go-hclog": (_L, "hclog"),
    "github.com/go-kit/log": (_L, "go-kit/log"),
    "github.com/go-kit/kit/log": (_L, "go-kit/log"),
    "github.com/go-logr/logr": (_L, "logr"),
    "k8s.io/klog": (_L, "klog"),
    "github.com/golang/glog": (_L, "glog"),
    "github.com/charmbracelet/log": (_L, "charmbracelet/log"),
    "github.com/apex/log": (_L, "apex/log"),
    "github.com/inconshreveable/log15": (_L, "log15"),
    "github.com/op/go-logging": (_L, "go-logging"),
    "codeberg.org/gruf/go-kv": (_L, "fields by gruf/go-kv"),
    "github.com/prometheus/client_golang": (_O, "Prometheus"),
    "go.opentelemetry.io/otel": (_O, "OpenTelemetry"),
    "go.opentelemetry.io/contrib": (_O, "OpenTelemetry"),
    "go.opencensus.io": (_O, "OpenCensus"),
    "github.com/opentracing/opentracing-go": (_O, "OpenTracing"),
    "github.com/DataDog/datadog-go": (_O, "DataDog statsd"),
    "gopkg.in/DataDog/dd-trace-go.v1": (_O, "DataDog tracing"),
    "github.com/DataDog/dd-trace-go": (_O, "DataDog tracing"),
    "github.com/newrelic/go-agent": (_O, "New Relic"),
    "github.com/getsentry/sentry-go": (_O, "Sentry"),
    "github.com/aws/aws-xray-sdk-go": (_O, "AWS X-Ray"),
    "github.com/VictoriaMetrics/metrics": (_O, "VictoriaMetrics"),
    "github.com/armon/go-metrics": (_O, "go-metrics"),
    "github.com/hashicorp/go-metrics": (_O, "go-metrics"),
    "expvar": (_O, "expvar"),
    "net/http/pprof": (_O, "pprof"),
    "github.com/google/wire": (_W, "google/wire"),
    "go.uber.org/fx": (_W, "fx"),
    "go.uber.org/dig": (_W, "dig"),
    "github.com/samber/do": (_W, "samber/do"),
    "github.com/stripe/stripe-go": (_I, "Stripe"),
    "github.com/slack-go/slack": (_I, "Slack"),
    "github.com/sendgrid/sendgrid-go": (_I, "SendGrid"),
    "github.com/mailgun/mailgun-go": (_I, "Mailgun"),
    "github.com/twilio/twilio-go": (_I, "Twilio"),
    "github.com/sashabaranov/go-openai": (_I, "OpenAI (go-openai)"),
    "github.com/openai/openai-go": (_I, "OpenAI"),
    "github.com/anthropics/anthropic-sdk-go": (_I, "Anthropic"),
    "github.com/google/go-github": (_I, "GitHub"),
    "github.com/xanzy/go-gitlab": (_I, "GitLab"),
    "gitlab.com/gitlab-org/api/client-go": (_I, "GitLab"),
    "code.gitea.io/sdk/gitea": (_I, "Gitea"),
    "codeberg.org/mvdkleijn/forgejo-sdk": (_I, "Forgejo"),
    "google.golang.org/api": (_I, "Google APIs"),
    "cloud.google.com/go/storage": (_I, "Google Cloud Storage"),
    "github.com/Azure/azure-sdk-for-go": (_I, "Azure SDK"),
    "firebase.google.com/go": (_I, "Firebase"),
    "github.com/minio/minio-go": (_I, "S3 (minio-go)"),
    "github.com/wneessen/go-mail": (_I, "SMTP (go-mail)"),
    "github.com/jordan-wright/email": (_I, "SMTP (email)"),
    "gopkg.in/gomail.v2": (_I, "SMTP (gomail)"),
    "net/smtp": (_I, "SMTP (net/smtp)"),
    "github.com/bwmarrin/discordgo": (_I, "Discord"),
    "github.com/go-telegram-bot-api/telegram-bot-api": (_I, "Telegram"),
    "github.com/docker/docker": (_I, "Docker"),
    "github.com/moby/moby": (_I, "Docker"),
    "k8s.io/client-go": (_I, "Kubernetes"),
    "github.com/hashicorp/consul/api": (_I, "Consul"),
    "go.etcd.io/etcd/client": (_I, "etcd"),
    "github.com/meilisearch/meilisearch-go": (_I, "Meilisearch"),
    "github.com/typesense/typesense-go": (_I, "Typesense"),
    "github.com/algolia/algoliasearch-client-go": (_I, "Algolia"),
    "github.com/plaid/plaid-go": (_I, "Plaid"),
    "github.com/bradleyfalzon/ghinstallation": (_I, "GitHub Apps"),
    "github.com/go-resty/resty": (_I, "HTTP by resty"),
    "resty.dev": (_I, "HTTP by resty"),
    "github.com/imroc/req": (_I, "HTTP by req"),
    "github.com/dghubble/sling": (_I, "HTTP by sling"),
    "github.com/carlmjohnson/requests": (_I, "HTTP by requests"),
    "github.com/duo-labs/duo_api_golang": (_I, "Duo"),
    "github.com/duosecurity/duo_api_golang": (_I, "Duo"),
}
"""Import paths without major versions, in the order of kinds; packages below one of them are of the same technology."""

DRIVERS = frozenset(
    (
        *("github.com/lib/pq", "github.com/mattn/go-sqlite3", "modernc.org/sqlite", "github.com/go-sql-driver/mysql"),
        *("github.com/ncruces/go-sqlite3", "github.com/jackc/pgx/stdlib", "github.com/glebarez/sqlite"),
        *("gorm.io/driver/postgres", "gorm.io/driver/mysql", "gorm.io/driver/sqlite", "gorm.io/driver/sqlserver"),
        *("github.com/microsoft/go-mssqldb", "github.com/denisenkom/go-mssqldb"),
    )
)


@lru_cache(maxsize=32768)
def technology_of(import_path: str) -> tuple[PatternKind, str] | None:
    """Return what a package is used for, None for packages that tell nothing."""
    elements = [each for each in import_path.split("/") if not _is_major_version(each)]
    bare = "/".join(elements)
    if bare in DRIVERS or import_path in DRIVERS:
        return _D, f"driver {elements[-1] if elements[-1] != 'stdlib' else 'pgx'}"
    standard = "." not in elements[0]
    if standard:
        return TECHNOLOGIES.get(import_path)
    for length in range(len(elements), 0, -1):
        known = TECHNOLOGIES.get("/".join(elements[:length]))
        if known is not None:
            return known
    return None


def _is_major_version(element: str) -> bool:
    return element[:1] == "v" and element[1:].isdigit()


def detect(file: CodeFile) -> Iterator[Evidence]:
    """Yield what a file uses its imports for."""
    for path in sorted(file.import_paths):
        known = technology_of(path)
        if known is not None:
            yield from file.uses_of(path, *known)
