"""The plan as a document: profiles and section roles, mentions and their intent, what the plan itself creates."""

from groundplan.plan.parse import parse_plan
from groundplan.plan.pieces import PlanMemory
from groundplan.plan.profiles import template_section, template_sections
from groundplan.plan.query import query_text
from groundplan.plan.recognise import is_plan
from groundplan.plan.sections import InsertionPoint, insertion_point, is_blank, section_at, section_of

__all__ = [
    "InsertionPoint",
    "PlanMemory",
    "insertion_point",
    "is_blank",
    "is_plan",
    "parse_plan",
    "query_text",
    "section_at",
    "section_of",
    "template_section",
    "template_sections",
]
