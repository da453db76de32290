"""The engines that may turn our Markdown into HTML, and what each must have installed.

An engine only makes HTML of Markdown. Addresses, search, feeds, redirects, policies and the check of every link are
made before it and after it, so one can take the place of another.
"""

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from generator.refusal import RefusedError


@dataclass(frozen=True)
class Engine:
    """One engine."""

    name: str
    """As `--engine` has it; its Python package is called the same."""
    label: str
    """As people know it."""
    distributions: tuple[str, ...]
    """Everything whose version shows in the HTML, the engine itself first."""


ENGINES = {
    engine.name: engine
    for engine in (
        Engine("mkdocs", "MkDocs", ("mkdocs", "mkdocs-material", "markdown", "jinja2", "pygments")),
        Engine("properdocs", "ProperDocs", ("properdocs", "mkdocs-material", "markdown", "jinja2", "pygments")),
        Engine("zensical", "Zensical", ("zensical", "pymdown-extensions", "markdown", "jinja2", "pygments")),
    )
}
DEFAULT_ENGINE = "mkdocs"


class EngineMissingError(RefusedError):
    """The engine that was asked for is not installed."""

    def __init__(self, engine: Engine, distribution: str) -> None:
        if engine.name == DEFAULT_ENGINE:
            th, en = "สั่ง make site", "run make site"
        else:
            install = ".venv/bin/python -m pip install -e '.[engines]'"
            th, en = f"ติดตั้งด้วย {install}", f"install it with {install}"
        super().__init__(
            f"ใช้ {engine.label} ไม่ได้ เครื่องนี้ไม่มี {distribution} {th}",
            f"{engine.label} needs {distribution}, which is not installed: {en}",
        )


def require_engine(name: str) -> tuple[str, ...]:
    """Return the versions of what the engine `name` consists of; raise EngineMissingError when a part is missing."""
    engine = ENGINES[name]
    found = []
    for distribution in engine.distributions:
        try:
            found.append(version(distribution))
        except PackageNotFoundError as error:
            raise EngineMissingError(engine, distribution) from error
    return tuple(found)
