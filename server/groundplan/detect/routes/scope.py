"""Variables of a function under evaluation, nested as Go's blocks are."""

from __future__ import annotations

from dataclasses import dataclass, field

from groundplan.detect.routes.values import Unknown, Value, is_informative
from groundplan.model.source import SourceFile


@dataclass(slots=True, eq=False)
class Frame:
    """One call of a function: its file and what it has returned so far."""

    file: SourceFile
    returned: list[Value] = field(default_factory=list)

    def add_return(self, values: tuple[Value, ...]) -> None:
        """Merge a return statement: the last informative value of each position stays."""
        for index, value in enumerate(values):
            if index == len(self.returned):
                self.returned.append(value)
            elif is_informative(value):
                self.returned[index] = value


@dataclass(slots=True, eq=False)
class Scope:
    """A block's variables, with those around it."""

    frame: Frame
    parent: Scope | None = None
    variables: dict[str, Value] = field(default_factory=dict)

    def inner(self) -> Scope:
        """Open a block."""
        return Scope(self.frame, self)

    def find(self, name: str) -> Value | None:
        """Return the value of the innermost variable of that name."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.variables:
                return scope.variables[name]
            scope = scope.parent
        return None

    def visible(self) -> tuple[Value, ...]:
        """Return the values of all variables, those of inner blocks first."""
        found: list[Value] = []
        scope: Scope | None = self
        while scope is not None:
            found.extend(scope.variables.values())
            scope = scope.parent
        return tuple(found)

    def declare(self, name: str, value: Value) -> None:
        """Declare a variable here."""
        if name != "_":
            self.variables[name] = value

    def assign(self, name: str, value: Value) -> bool:
        """Set the innermost variable of that name; False when there is none.

        What is not known does not replace what is: branches are evaluated one after the other.
        """
        scope: Scope | None = self
        while scope is not None:
            if name in scope.variables:
                if not isinstance(value, Unknown) or not is_informative(scope.variables[name]):
                    scope.variables[name] = value
                return True
            scope = scope.parent
        return False
