"""Modules that do the same job, and those that only sound alike: labelled by hand."""

from __future__ import annotations

import pytest

from groundplan.discover.module_jobs import full_path, job_of

SAME = [
    ("github.com/gorilla/mux", "github.com/go-chi/chi/v5"),
    ("github.com/gin-gonic/gin", "github.com/labstack/echo/v4"),
    ("github.com/gofiber/fiber/v2", "github.com/julienschmidt/httprouter"),
    ("github.com/sirupsen/logrus", "go.uber.org/zap"),
    ("github.com/rs/zerolog/log", "github.com/sirupsen/logrus"),
    ("github.com/lib/pq", "github.com/jackc/pgx/v5/pgxpool"),
    ("gorm.io/gorm", "entgo.io/ent"),
    ("github.com/golang-migrate/migrate/v4", "github.com/pressly/goose/v3"),
    ("github.com/golang/mock/gomock", "github.com/vektra/mockery/v2"),
    ("github.com/satori/go.uuid", "github.com/google/uuid"),
    ("github.com/spf13/viper", "github.com/caarlos0/env/v11"),
    ("github.com/urfave/cli/v2", "github.com/spf13/cobra"),
    ("github.com/go-redis/redis/v8", "github.com/gomodule/redigo/redis"),
    ("github.com/dgrijalva/jwt-go", "github.com/lestrrat-go/jwx/v2/jwt"),
    ("github.com/robfig/cron/v3", "github.com/go-co-op/gocron"),
    ("github.com/Shopify/sarama", "github.com/segmentio/kafka-go"),
    ("github.com/streadway/amqp", "github.com/rabbitmq/amqp091-go"),
    ("nhooyr.io/websocket", "github.com/gorilla/websocket"),
    ("github.com/cenkalti/backoff/v4", "github.com/avast/retry-go"),
    ("gopkg.in/yaml.v3", "github.com/goccy/go-yaml"),
    ("github.com/opentracing/opentracing-go", "go.opentelemetry.io/otel/trace"),
    ("github.com/mattn/go-sqlite3", "modernc.org/sqlite"),
    ("github.com/google/wire", "go.uber.org/fx"),
    ("github.com/stretchr/testify/require", "gotest.tools/v3/assert"),
    ("logrus", "zerolog"),
]

OTHER = [
    ("github.com/gorilla/mux", "github.com/gorilla/websocket"),
    ("github.com/gorilla/sessions", "github.com/gorilla/mux"),
    ("go.uber.org/zap", "go.uber.org/multierr"),
    ("github.com/lib/pq", "github.com/mattn/go-sqlite3"),
    ("gorm.io/gorm", "github.com/jackc/pgx/v5"),
    ("github.com/redis/go-redis/v9", "github.com/patrickmn/go-cache"),
    ("github.com/hibiken/asynq", "github.com/robfig/cron/v3"),
    ("github.com/spf13/cobra", "github.com/spf13/viper"),
    ("github.com/golang/mock", "github.com/stretchr/testify"),
    ("github.com/aws/aws-sdk-go-v2", "github.com/minio/minio-go/v7"),
    ("go.opentelemetry.io/otel", "github.com/prometheus/client_golang"),
    ("github.com/go-playground/validator/v10", "github.com/go-playground/assert/v2"),
    ("github.com/golang-jwt/jwt/v5", "github.com/gorilla/sessions"),
    ("github.com/segmentio/kafka-go", "github.com/segmentio/ksuid"),
    ("example.com/house/log", "go.uber.org/zap"),
]


def _same(one: str, other: str) -> bool:
    mine, theirs = job_of(full_path(one)), job_of(full_path(other))
    return mine is not None and theirs is not None and mine[0] is theirs[0] and mine[1] != theirs[1]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_these_do_the_same_job(one: str, other: str) -> None:
    assert _same(one, other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_these_do_not(one: str, other: str) -> None:
    assert not _same(one, other)
