"""What the documents of a house style carry over from the requirements, each in the form that its style gives it.

Where the requirements say nothing, or there are none, a blank asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from groundplan.plan.requirements import Quote, Requirements

OUTCOMES_SHOWN = 20
"""Criteria carried over that belong to no story; the requirements have the rest."""

_SCENARIO = re.compile(
    r"^\W*(?=given\b|when\b)(?:given\b\W*(?P<given>.+?)[\s,;]+)?(?:\W*\bwhen\b\W*(?P<when>.+?)[\s,;]+)?\W*\bthen\b"
    r"\W*(?P<then>.+)$",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"^\W*as an? .+?[,;]? i (?:want|need|wish|would like)(?: to)? (?P<wish>.+?)(?:[,;] (?:so that|in order)\b.*|\.?)$",
    re.IGNORECASE,
)
_AS_A = re.compile(r"\W*as (?:an?|the) ", re.IGNORECASE)
_PRIORITY = re.compile(r"\s*\(Priority: (P\d)\)", re.IGNORECASE)
_LONGEST_NAME = 70

NUMBER = "{T}"
"""Stands where the number of a task goes."""


@dataclass(frozen=True, slots=True)
class Story:
    """A story of the requirements: how it is called in a few words, what it says, and the criteria that are its own.

    `priority` is "" where the requirements give none.
    """

    name: str
    text: str
    criteria: tuple[str, ...] = ()
    priority: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """What requirements say, sorted for the documents of a house style; `outcomes` are criteria of no story."""

    goal: tuple[str, ...] = ()
    stories: tuple[Story, ...] = ()
    functions: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


def carried_from(says: Requirements) -> Carried:
    """Return what a requirements document says, its criteria with the stories whose label they bear."""
    stories = [quote for quote in says.stories if not _is_function(quote)]
    labels = {quote.label for quote in stories if quote.label}
    return Carried(
        tuple(quote.text for quote in says.goal),
        tuple(
            Story(
                _name_of(quote),
                quote.text,
                tuple(each.text for each in says.criteria if quote.label and each.label == quote.label),
                _priority_of(quote),
            )
            for quote in stories
        ),
        tuple(quote.text for quote in says.stories if _is_function(quote)),
        tuple(quote.text for quote in says.criteria if quote.label not in labels)[:OUTCOMES_SHOWN],
        tuple(quote.text for quote in says.figures),
        tuple(quote.text for quote in says.excluded),
    )


def _is_function(quote: Quote) -> bool:
    return quote.label.upper().startswith(("FR", "R", "F")) and not _AS_A.match(quote.text)


def _priority_of(quote: Quote) -> str:
    found = _PRIORITY.search(quote.heading)
    return found.group(1) if found is not None else ""


def _name_of(quote: Quote) -> str:
    """A story's heading, else what it wants, else its beginning: without a full stop, cut at a word."""
    wish = _WISH.match(quote.text)
    said = _PRIORITY.sub("", quote.heading) or (wish.group("wish") if wish is not None else quote.text)
    name = said.strip().rstrip(".").replace("`", "")
    if len(name) > _LONGEST_NAME:
        name = f"{name[:_LONGEST_NAME].rpartition(' ')[0]} …"
    return name[:1].upper() + name[1:]


def goal(said: Carried) -> str:
    """What the feature is for, as a quotation."""
    return "\n\n".join(f"> {text}" for text in said.goal) or "- ⟨who can do what afterwards that they cannot do now?⟩"


def goal_line(said: Carried) -> str:
    """What the feature is for, as the rest of a line."""
    return said.goal[0] if said.goal else "⟨who can do what afterwards, in one sentence?⟩"


def changes(said: Carried) -> str:
    """A point for each story and function."""
    points = [story.text for story in said.stories] + list(said.functions)
    return _points(points) or "- ⟨what can be done afterwards that cannot be done now?⟩"


def functional_requirements(said: Carried) -> str:
    """The functions that are asked for, numbered."""
    points = said.functions or ("⟨what must the system do, so that a test can show it?⟩",)
    return _points(f"**FR-{number:03}**: {text}" for number, text in enumerate(points, 1))


def outcomes(said: Carried) -> str:
    """The criteria of no story and the figures, numbered."""
    points = (*said.outcomes, *said.figures) or ("⟨which number shows that it works, and from when on?⟩",)
    return _points(f"**SC-{number:03}**: {text}" for number, text in enumerate(points, 1))


def excluded(said: Carried) -> str:
    """What is not wanted."""
    return _points(said.excluded) or "- ⟨what is left out on purpose?⟩"


def user_stories(said: Carried) -> str:
    """Each story under a heading of its own, with its acceptance scenarios."""
    blocks = []
    for number, story in enumerate(said.stories or (Story("⟨who does what, in a few words?⟩", ""),), 1):
        text = story.text or "⟨as whom, what do I want to do, and what for?⟩"
        scenarios = [_scenario(each) for each in story.criteria] or [
            "**Given** ⟨what is there⟩, **When** ⟨what happens⟩, **Then** ⟨what must be so⟩"
        ]
        blocks += [
            f"### User Story {number} - {story.name} (Priority: {story.priority or '⟨P1, P2 or P3⟩'})",
            text,
            "**Independent Test**: ⟨how is this story alone shown to work?⟩",
            "**Acceptance Scenarios**:",
            "\n".join(f"{at}. {each}" for at, each in enumerate(scenarios, 1)),
        ]
    return "\n\n".join(blocks)


def _all_stories(said: Carried) -> list[Story]:
    """Return the stories, and each thing that the system is to do as a story of its own."""
    return [*said.stories, *(Story(_name_of(Quote(text, "")), text) for text in said.functions)]


def numbered_requirements(said: Carried) -> str:
    """Each story as a numbered requirement with its acceptance criteria."""
    blocks = []
    stories = _all_stories(said)
    if said.outcomes:
        stories.append(Story("Of the whole", "", said.outcomes))
    for number, story in enumerate(stories or [Story("⟨what is wanted, in a few words?⟩", "")], 1):
        said_so = story.text or ("" if story.criteria else "⟨as whom, what do I want to do, and what for?⟩")
        criteria = story.criteria or ("WHEN ⟨what happens⟩ THE SYSTEM SHALL ⟨do what⟩",)
        blocks += [
            f"### Requirement {number}: {story.name}",
            *([f"**User Story:** {said_so}"] if said_so else []),
            "#### Acceptance Criteria",
            "\n".join(f"{at}. {each}" for at, each in enumerate(criteria, 1)),
        ]
    return "\n\n".join(blocks)


def added_requirements(said: Carried) -> str:
    """Each story as a requirement with scenarios."""
    blocks = []
    stories = _all_stories(said)
    for story in stories or [Story("⟨what is wanted, in a few words?⟩", "")]:
        blocks += [
            f"### Requirement: {story.name}",
            *([story.text] if story.text else []),
            "The system SHALL ⟨do what, so that anybody outside can see it?⟩",
        ]
        for criterion in story.criteria or ("",):
            given, when, then = _steps(criterion)
            if not when:
                given, when = "", given
            blocks.append(f"#### Scenario: {_scenario_name(criterion)}")
            blocks.append(
                "\n".join(
                    (
                        *([f"- **GIVEN** {given}"] if given else []),
                        f"- **WHEN** {when or '⟨what happens?⟩'}",
                        f"- **THEN** {then or '⟨what must be so?⟩'}",
                    )
                )
            )
    return "\n\n".join(blocks)


def story_tasks(said: Carried) -> str:
    """A task for each story and function: the test that shows it, and the change that makes it pass."""
    named = [story.name for story in said.stories] + [_name_of(Quote(text, "")) for text in said.functions]
    asked = "⟨which test shows it first, and which change makes it pass?⟩"
    return "\n".join(f"- [ ] {NUMBER} {name}: {asked}" for name in named) or f"- [ ] {NUMBER} {asked}"


def story_phases(said: Carried) -> str:
    """A phase for each story, with its test before its change."""
    blocks = []
    for number, story in enumerate(said.stories or (Story("⟨who does what, in a few words?⟩", ""),), 1):
        blocks += [
            f"## Phase {number + 2}: User Story {number} - {story.name}",
            f"- [ ] {NUMBER} [US{number}] ⟨which failing test shows the story, in which file?⟩\n"
            f"- [ ] {NUMBER} [US{number}] ⟨which change makes it pass, in which file?⟩",
        ]
    return "\n\n".join(blocks)


def steps(said: Carried) -> str:
    """A task for each story, each in five small steps."""
    blocks = []
    for number, name in enumerate([each.name for each in said.stories] or ["⟨what changes, in a few words?⟩"], 1):
        blocks += [
            f"### Task {number}: {name}",
            "**Files:**\n\n- Modify: ⟨which existing file, which lines?⟩\n- Test: ⟨in which test file?⟩",
            "- [ ] **Step 1:** write the failing test ⟨with which code?⟩\n"
            "- [ ] **Step 2:** see it fail ⟨by which command, with which message?⟩\n"
            "- [ ] **Step 3:** make it pass ⟨with which code?⟩\n"
            "- [ ] **Step 4:** see it pass\n"
            "- [ ] **Step 5:** commit",
        ]
    return "\n\n".join(blocks)


SLOTS: dict[str, Callable[[Carried], str]] = {
    "goal": goal,
    "goal line": goal_line,
    "changes": changes,
    "functional requirements": functional_requirements,
    "outcomes": outcomes,
    "excluded": excluded,
    "user stories": user_stories,
    "numbered requirements": numbered_requirements,
    "added requirements": added_requirements,
    "story tasks": story_tasks,
    "story phases": story_phases,
    "steps": steps,
}
"""What stands in an outline as `{{name}}`, by its name."""


def _points(texts: Iterable[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)


def _steps(criterion: str) -> tuple[str, str, str]:
    found = _SCENARIO.match(criterion)
    if found is None:
        return "", "", criterion
    given, when, then = ((found.group(name) or "").strip(" *") for name in ("given", "when", "then"))
    return given, when, then


def _scenario(criterion: str) -> str:
    given, when, then = _steps(criterion)
    if not given and not when:
        return criterion
    before = [f"**{name}** {said}" for name, said in (("Given", given), ("When", when)) if said]
    return ", ".join((*before, f"**Then** {then}"))


def _scenario_name(criterion: str) -> str:
    return _name_of(Quote(_steps(criterion)[2], "")) if criterion else "⟨which case, in a few words?⟩"
