"""What a run of `check` or `build` came to."""

from dataclasses import dataclass

from generator.problem import Problem


@dataclass(frozen=True)
class Outcome:
    """What a run found and made. `pages` is 0 when nothing was published, which is when there is an error."""

    problems: tuple[Problem, ...]
    entries: int
    items: int
    evidence: int
    pages: int = 0
    rendered: int = 0
    files: int = 0

    @property
    def errors(self) -> int:
        """How many problems forbid publishing."""
        return sum(found.severity == "error" for found in self.problems)

    @property
    def warnings(self) -> int:
        """How many problems do not."""
        return len(self.problems) - self.errors
