"""What kinds of things the types of resources are."""

from __future__ import annotations

FUNCTION_TYPES = frozenset(
    ("AWS::Serverless::Function", "AWS::Lambda::Function", "Serverless::Function", "aws_lambda_function")
)
STACK_TYPES = frozenset(("AWS::CloudFormation::Stack", "AWS::Serverless::Application", "Terraform::Module"))
SQL_TABLE = "SQL::Table"
MODULE = "Terraform::Module"

_KINDS = {
    "table": (
        *("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable", "AWS::Serverless::SimpleTable", "aws_dynamodb_table"),
        *(SQL_TABLE, "aws_keyspaces_table", "google_bigquery_table", "azurerm_storage_table"),
    ),
    "queue": ("AWS::SQS::Queue", "aws_sqs_queue", "google_cloud_tasks_queue", "azurerm_servicebus_queue"),
    "topic": ("AWS::SNS::Topic", "aws_sns_topic", "google_pubsub_topic", "azurerm_servicebus_topic"),
    "bucket": ("AWS::S3::Bucket", "aws_s3_bucket", "google_storage_bucket", "azurerm_storage_container"),
    "function": (
        *("AWS::Serverless::Function", "AWS::Lambda::Function", "Serverless::Function", "aws_lambda_function"),
        *("google_cloudfunctions_function", "google_cloudfunctions2_function", "azurerm_linux_function_app"),
    ),
    "api": (
        *("AWS::Serverless::Api", "AWS::Serverless::HttpApi", "AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api"),
        *(
            "AWS::Serverless::GraphQLApi",
            "AWS::AppSync::GraphQLApi",
            "aws_api_gateway_rest_api",
            "aws_apigatewayv2_api",
        ),
    ),
    "stream": (
        *("AWS::Kinesis::Stream", "AWS::KinesisFirehose::DeliveryStream", "aws_kinesis_stream"),
        *("aws_kinesis_firehose_delivery_stream",),
    ),
    "event bus": ("AWS::Events::EventBus", "aws_cloudwatch_event_bus"),
    "rule": (
        *("AWS::Events::Rule", "AWS::Scheduler::Schedule", "aws_cloudwatch_event_rule", "aws_scheduler_schedule"),
        "google_cloud_scheduler_job",
    ),
    "state machine": ("AWS::StepFunctions::StateMachine", "AWS::Serverless::StateMachine", "aws_sfn_state_machine"),
    "secret": ("AWS::SecretsManager::Secret", "aws_secretsmanager_secret", "google_secret_manager_secret"),
    "parameter": ("AWS::SSM::Parameter", "aws_ssm_parameter"),
    "user pool": ("AWS::Cognito::UserPool", "aws_cognito_user_pool"),
    "database": (
        *("AWS::RDS::DBInstance", "AWS::RDS::DBCluster", "aws_db_instance", "aws_rds_cluster"),
        *("google_sql_database_instance", "AWS::DocDB::DBCluster", "AWS::Neptune::DBCluster"),
    ),
    "cache": (
        *("AWS::ElastiCache::ReplicationGroup", "AWS::ElastiCache::CacheCluster", "aws_elasticache_replication_group"),
        *("aws_elasticache_cluster", "google_redis_instance"),
    ),
    "service": (
        *(
            "Compose::Service",
            "AWS::ECS::Service",
            "AWS::ECS::TaskDefinition",
            "AWS::AppRunner::Service",
            "aws_ecs_service",
        ),
        *("aws_ecs_task_definition", "google_cloud_run_service", "google_cloud_run_v2_service"),
    ),
    "role": ("AWS::IAM::Role", "aws_iam_role"),
    "stack": ("AWS::CloudFormation::Stack", "AWS::Serverless::Application", "Terraform::Module"),
}
_KIND_OF = {resource_type: kind for kind, types in _KINDS.items() for resource_type in types}

KINDS = (*_KINDS, "other")
"""The kinds in the order in which lists show them."""


def kind_of(resource_type: str) -> str:
    """Return what a type of resource is, in the words of plans: "table", "queue" ...; "other" for all the rest."""
    return _KIND_OF.get(resource_type, "other")
