"""The default profile: the backend plan that puts reuse before anything new, section by section.

`{platform}` in headings and bodies is the name that the team's plans use for its platform.
"""

from __future__ import annotations

from groundplan.model.plan import SectionRole as Role
from groundplan.plan.profiles.template import Profile, TemplateSection

_DATA_MODELS_BODY = """\
```go
// Extend existing type instead of creating new
type ExistingEntity struct {
    // ... existing fields
    NewField1 string `json:"new_field1"` // Only add what's absolutely needed
}
```"""


def _top(
    role: Role, heading: str, hint: str, *lines: str, synonyms: str = "", weak: str = "", telling: bool = False
) -> TemplateSection:
    body = lines[0] if role is Role.EXECUTIVE_SUMMARY else _bullets(lines)
    return TemplateSection(role, heading, 2, None, hint, body, _names(synonyms), _names(weak), telling)


def _sub(
    parent: Role,
    role: Role,
    heading: str,
    hint: str,
    *lines: str,
    synonyms: str = "",
    weak: str = "",
    telling: bool = False,
) -> TemplateSection:
    body = _DATA_MODELS_BODY if role is Role.DATA_MODELS else _bullets(lines)
    return TemplateSection(role, heading, 3, parent, hint, body, _names(synonyms), _names(weak), telling)


def _bullets(lines: tuple[str, ...]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split("|") if name.strip())


BACKEND_PLAN = Profile(
    "backend-plan",
    "Backend Technical Implementation Plan - {title}",
    (
        _top(
            Role.EXECUTIVE_SUMMARY,
            "Executive Summary",
            "What is built, how much of it is reuse, and how little of it is new.",
            "[Simple approach emphasizing existing pattern reuse and minimal new code]",
            synonyms="executive overview | management summary",
            weak="summary | overview | tl dr | tldr | feature summary | plan summary | goal | purpose | introduction",
        ),
        _top(
            Role.PATTERN_ANALYSIS,
            "Existing Pattern Analysis",
            "What the code already does that resembles this feature.",
            synonyms="existing patterns | existing pattern | pattern discovery | pattern research | prior art"
            " | existing code analysis | codebase analysis | existing implementation | current implementation"
            " | pattern analysis | existing patterns found | existing patterns to reuse | current state analysis",
            weak="current state | existing code | research findings | codebase research",
            telling=True,
        ),
        _sub(
            Role.PATTERN_ANALYSIS,
            Role.SIMILAR_FEATURES,
            "Similar Features Found",
            "Existing features that do similar things, each with the code that does it.",
            "[List existing features that do similar things]",
            "[Existing API handlers that can be extended]",
            "[Existing data models that can be reused/extended]",
            synonyms="similar features | similar feature | similar functionality | similar implementations"
            " | related features | existing similar features | comparable features | similar code found",
            telling=True,
        ),
        _sub(
            Role.PATTERN_ANALYSIS,
            Role.REUSABLE_INFRASTRUCTURE,
            "Reusable Infrastructure Identified",
            "Tables, queues, functions and authentication that can carry this feature.",
            "[Existing CloudFormation resources to extend]",
            "[Existing Lambda patterns to follow]",
            "[Existing authentication/authorization to reuse]",
            synonyms="reusable infrastructure | infrastructure to reuse | reusable components | reusable code"
            " | infrastructure reuse | existing infrastructure to reuse",
            telling=True,
        ),
        _top(
            Role.MINIMAL_ARCHITECTURE,
            "Minimal Architecture (Extend Existing)",
            "The fewest changes to existing components that make the feature work.",
            synonyms="minimal architecture design | minimal design | architecture overview | proposed architecture"
            " | architecture design | technical architecture | solution architecture",
            weak="architecture | technical design | design | proposed design | proposed solution",
            telling=True,
        ),
        _sub(
            Role.MINIMAL_ARCHITECTURE,
            Role.COMPONENTS_TO_EXTEND,
            "Components to Extend (Not Create)",
            "Existing components with the behaviour to add to each.",
            "[Existing component]: [How to extend for this feature]",
            "[Existing service]: [Additional functionality to add]",
            "[Existing data layer]: [Fields/methods to add]",
            synonyms="components to modify | components to change | components to update | affected components"
            " | modified components | extended components | component changes | services to extend",
            telling=True,
        ),
        _sub(
            Role.MINIMAL_ARCHITECTURE,
            Role.DATA_ARCHITECTURE,
            "Data Architecture (Reuse First)",
            "Existing types and tables with the fields and relations to add.",
            "[Existing model type to extend]: [New fields to add]",
            "[Existing database tables to extend]: [New columns/relationships]",
            "[Existing data patterns to follow]: [How to apply them]",
            synonyms="data design | data layer | database design | database changes | database schema | schema changes"
            " | data storage | storage design | database",
            telling=True,
        ),
        _top(
            Role.TECHNOLOGY_REUSE,
            "Technology Reuse (No New Dependencies)",
            "What the feature is built with, all of it already in use.",
            synonyms="technology stack | technology choices | technology selection | technologies | tech stack"
            " | dependencies | technology decisions",
            telling=True,
        ),
        _sub(
            Role.TECHNOLOGY_REUSE,
            Role.EXISTING_TECHNOLOGIES,
            "Existing {platform} Technologies to Use",
            "Packages, services and patterns in use that solve parts of this.",
            "[Existing Go packages]: [How they solve our needs]",
            "[Existing AWS resources]: [How to extend them]",
            "[Existing patterns]: [How to apply them]",
            synonyms="existing * technologies to use | existing * technologies | existing dependencies"
            " | existing libraries | existing packages | technologies to reuse | reused dependencies",
            telling=True,
        ),
        _sub(
            Role.TECHNOLOGY_REUSE,
            Role.JUSTIFICATION,
            "Justification for ANY New Technology",
            "Why nothing that exists will do, for each new type, dependency or resource.",
            "[Only if absolutely no existing solution exists]",
            "[Strong business justification required]",
            "[Must be pre-approved by technical review]",
            synonyms="justification | justifications | justification for new * | justification for any new *"
            " | why new | new dependencies justification | complexity tracking"
            " | complexity justification | new technology justification | reuse exceptions",
            telling=True,
        ),
        _top(
            Role.API_DESIGN,
            "Simple API Design (Follow Existing Patterns)",
            "The endpoints and the data that they exchange.",
            synonyms="api design | api | api changes | api specification | rest api | rest api design | api contract"
            " | api contracts | http api | api layer | interface design",
        ),
        _sub(
            Role.API_DESIGN,
            Role.ENDPOINTS,
            "Endpoints Using Existing Patterns",
            "Method and path of each endpoint, with the handler whose pattern it follows.",
            "[HTTP method and path]: [Based on existing pattern from file X]",
            "[Request/response]: [Using existing schemas from Y]",
            "[Auth]: [Using existing mechanism Z]",
            synonyms="endpoints | api endpoints | new endpoints | rest endpoints | http endpoints | routes | api routes"
            " | endpoint design | endpoint changes | new routes | new api endpoints | modified endpoints",
        ),
        _sub(
            Role.API_DESIGN,
            Role.DATA_MODELS,
            "Data Models (Extend Existing Types)",
            "The Go types that change, as extensions of existing ones.",
            synonyms="data model | data model changes | domain model | model | model changes | type changes | go types"
            " | entity | key entities | entity definition | data structure | type definition",
        ),
        _top(
            Role.INFRASTRUCTURE,
            "Infrastructure (Extend Existing)",
            "What changes in the templates that are deployed.",
            synonyms="infrastructure changes | cloud infrastructure | aws infrastructure | infrastructure design"
            " | infrastructure requirements | infrastructure and deployment",
            weak="infrastructure",
        ),
        _sub(
            Role.INFRASTRUCTURE,
            Role.RESOURCES_TO_EXTEND,
            "Existing Resources to Extend",
            "Existing resources of the templates with the smallest change to each.",
            "[Existing CloudFormation template]: [Minimal changes needed]",
            "[Existing Lambda]: [Additional endpoints to add]",
            "[Security groups, IAM roles, and policies]",
            synonyms="existing resources | resources to extend | aws resources | cloud resources"
            " | cloudformation changes | cloudformation resources | resource changes | template changes",
            telling=True,
        ),
        _sub(
            Role.INFRASTRUCTURE,
            Role.DEPLOYMENT,
            "Deployment Strategy",
            "How the change is rolled out, configured and watched.",
            "[SAM application deployment approach]",
            "[Environment configuration and secrets]",
            "[Monitoring and logging implementation]",
            synonyms="deployment plan | deployment approach | deployment considerations | rollout plan"
            " | rollout strategy | release plan | deployment steps | migration and rollout | rollout",
            weak="deployment",
        ),
        _top(
            Role.INTEGRATION,
            "Integration Implementation",
            "The systems that the feature talks to.",
            synonyms="integration design | integration points | integrations | system integration | integration details"
            " | integration plan",
            weak="integration",
        ),
        _sub(
            Role.INTEGRATION,
            Role.EXTERNAL_INTEGRATIONS,
            "External Service Integrations",
            "Services outside of the platform with their authentication, retries and limits.",
            "[Service name]: [API patterns, authentication, error handling]",
            "[Data synchronization and caching strategy]",
            "[Rate limiting and retry mechanisms]",
            synonyms="external integrations | external services | third party integrations | third party services"
            " | external service integration | external apis | external dependencies",
        ),
        _sub(
            Role.INTEGRATION,
            Role.INTERNAL_INTEGRATIONS,
            "Internal System Integrations",
            "Components of the platform that take part, and how they exchange data.",
            "[Existing {platform} components to integrate with]",
            "[Data sharing and communication patterns]",
            "[Event handling and asynchronous processing]",
            synonyms="internal integrations | internal services | internal system integration | internal dependencies"
            " | service integration",
        ),
        _top(
            Role.SECURITY,
            "Security Implementation",
            "Who may do what, and how data is protected.",
            synonyms="security considerations | security design | security requirements | security model"
            " | security and privacy | security architecture",
            weak="security",
        ),
        _sub(
            Role.SECURITY,
            Role.AUTHENTICATION,
            "Authentication & Authorization",
            "The existing mechanisms that guard the endpoints.",
            "[Security mechanisms and token handling]",
            "[Permission models and access control]",
            "[Secure credential storage and rotation]",
            synonyms="authentication authorization | auth and authorization | authorization and authentication"
            " | authentication design | access control | authn and authz | authn authz | permissions",
            weak="authentication | authorization | auth",
        ),
        _sub(
            Role.SECURITY,
            Role.DATA_PROTECTION,
            "Data Protection",
            "Encryption, input validation and audit.",
            "[Encryption at rest and in transit]",
            "[Input validation and sanitization]",
            "[Audit logging and compliance]",
            synonyms="data security | data privacy | data protection and privacy | input validation | audit logging",
        ),
        _top(
            Role.PERFORMANCE,
            "Performance & Scalability Design",
            "How fast and how much, and what comparable code achieves.",
            synonyms="performance and scalability | performance considerations | performance scalability"
            " | performance design | performance requirements | scalability and performance",
            weak="performance",
        ),
        _sub(
            Role.PERFORMANCE,
            Role.PERFORMANCE_TARGETS,
            "Performance Targets",
            "Measurable response times, throughput and cost.",
            "[Response time requirements and optimizations]",
            "[Throughput expectations and load handling]",
            "[Resource utilization and cost considerations]",
            synonyms="performance goals | performance budget | performance benchmarks | response time targets",
        ),
        _sub(
            Role.PERFORMANCE,
            Role.SCALABILITY,
            "Scalability Approach",
            "What happens when the load grows.",
            "[Horizontal and vertical scaling strategies]",
            "[Caching and optimization techniques]",
            "[Monitoring and alerting implementation]",
            synonyms="scalability strategy | scaling strategy | scaling approach | scalability considerations | scaling"
            " | scalability",
        ),
        _top(
            Role.PHASES,
            "Implementation Phases",
            "The order of work, each phase useful by itself.",
            synonyms="implementation plan | implementation steps | implementation roadmap | implementation strategy"
            " | phases | development phases | roadmap | implementation approach | implementation tasks | task breakdown"
            " | implementation order | delivery plan | work breakdown | rollout phases",
            weak="tasks | steps | milestones | implementation",
        ),
        _sub(
            Role.PHASES,
            Role.PHASE_CORE,
            "Phase 1: Core Infrastructure",
            "Resources, types and validation that the rest stands on.",
            "[CloudFormation templates and AWS resources]",
            "[Basic model types and validation]",
            "[Foundational API endpoints]",
            synonyms="core infrastructure | phase 1",
        ),
        _sub(
            Role.PHASES,
            Role.PHASE_LOGIC,
            "Phase 2: Business Logic",
            "The feature itself and its integrations.",
            "[Core feature implementation]",
            "[Integration with external services]",
            "[Data processing and workflows]",
            synonyms="business logic | phase 2",
        ),
        _sub(
            Role.PHASES,
            Role.PHASE_ADVANCED,
            "Phase 3: Advanced Features",
            "What can wait until the feature is in use.",
            "[Complex business rules and logic]",
            "[Performance optimizations]",
            "[Advanced security and monitoring]",
            synonyms="advanced features | phase 3",
        ),
        _top(
            Role.TESTING,
            "Testing Strategy",
            "Which tests prove the feature, and which existing ones to copy.",
            synonyms="test strategy | test plan | testing plan | testing approach | testing and validation"
            " | test approach | quality assurance | testing and verification | verification plan | test coverage",
            weak="testing | tests | verification",
        ),
        _sub(
            Role.TESTING,
            Role.UNIT_TESTING,
            "Unit Testing Approach",
            "Tests of single functions, with the mocks and fixtures to reuse.",
            "[Test coverage requirements and patterns]",
            "[Mock strategies for external dependencies]",
            "[Validation testing for data models]",
            synonyms="unit tests | unit testing | unit test approach | unit test plan | unit testing strategy",
        ),
        _sub(
            Role.TESTING,
            Role.INTEGRATION_TESTING,
            "Integration Testing Plan",
            "Tests through the endpoints and with the services behind them.",
            "[API endpoint testing scenarios]",
            "[External service integration tests]",
            "[End-to-end workflow validation]",
            synonyms="integration tests | integration testing | integration test plan | integration testing approach"
            " | end to end tests | e2e tests | integration testing strategy | end to end testing | e2e testing",
        ),
        _top(
            Role.RISKS,
            "Risk Assessment",
            "What can go wrong, and what is done about it.",
            synonyms="risk analysis | risks and mitigation | risk and mitigation | risk register"
            " | risks and trade offs | risks trade offs | risk management | risks | risks and open questions",
        ),
        _sub(
            Role.RISKS,
            Role.TECHNICAL_RISKS,
            "Technical Risks",
            "Changes with a wide effect: types and endpoints that many depend on.",
            "[Potential implementation challenges]",
            "[Dependency and integration risks]",
            "[Performance and scalability concerns]",
            synonyms="implementation risks | technical challenges | technical risk",
        ),
        _sub(
            Role.RISKS,
            Role.MITIGATION,
            "Mitigation Strategies",
            "How each risk is made smaller or noticed early.",
            "[Risk reduction approaches]",
            "[Fallback plans and alternatives]",
            "[Monitoring and early detection]",
            synonyms="mitigation | mitigations | mitigation plan | risk mitigation | risk mitigation strategies"
            " | rollback plan | rollback strategy | contingency plan",
        ),
        _top(
            Role.SUCCESS_CRITERIA,
            "Success Criteria",
            "What must hold for the feature to be done.",
            "[Technical acceptance criteria]",
            "[Performance benchmarks]",
            "[Integration and quality gates]",
            synonyms="acceptance criteria | definition of done | success metrics | measurable outcomes | done when"
            " | exit criteria | completion criteria",
        ),
        _top(
            Role.HANDOFF,
            "Handoff to Senior Developer",
            "What the developer who implements this must know first.",
            "[Phase 1 priorities and dependencies]",
            "[Key technical decisions and patterns]",
            "[Critical integration points]",
            synonyms="handoff | hand off | handover | handoff to developer | handoff to * developer | handoff notes"
            " | implementation handoff | developer handoff | next steps for developer",
            telling=True,
        ),
    ),
)
