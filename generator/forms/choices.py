"""What there is to choose from in a form: the office's own units, schools and documents, the items of its years."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.fields import Dimension, Step
from generator.kinds.office import ChannelKind, EditorBackend
from generator.kinds.oit import Status
from generator.kinds.posts import Honor, Recipient
from generator.kinds.programme import ActivityStatus
from generator.pages import Content
from generator.pages.home import CHANNELS_TH
from generator.pages.posts.labels import DIMENSIONS_TH, LEVELS_TH, STEPS_TH
from generator.pages.programme import STATUS_TH as ACTIVITY_TH
from generator.personal.sighting import FindingKind
from generator.readiness import STATUS_TH

Choice = Mapping[str, str]

LABELS: Mapping[object, Mapping[str, str]] = {
    Status: STATUS_TH,
    Step: {code: f"{code} {label}" for code, label in STEPS_TH.items()},
    Dimension: DIMENSIONS_TH,
    ActivityStatus: ACTIVITY_TH,
    ChannelKind: CHANNELS_TH,
    Honor.model_fields["level"].annotation: LEVELS_TH,
    Recipient.model_fields["kind"].annotation: {"person": "บุคคล", "school": "โรงเรียน", "office": "หน่วยงาน"},
    EditorBackend: {"github": "GitHub", "gitlab": "GitLab", "gitea": "Gitea หรือ Forgejo"},
    FindingKind: {
        "national-id": "เลขบัตรประชาชน",
        "mobile-number": "เบอร์มือถือ",
        "private-mail": "อีเมลส่วนตัว",
        "bank-account": "เลขบัญชีธนาคาร",
    },
}
"""How the values of a choice are called, by the type as the models name it; a test says which one lacks its words."""


@dataclass(frozen=True)
class Choices:
    """The choices of one office; all empty where no office is asked."""

    units: Sequence[Choice] = ()
    schools: Sequence[Choice] = ()
    networks: Sequence[Choice] = ()
    documents: Sequence[Choice] = ()
    items: Sequence[Choice] = ()


def choices_of(content: Content) -> Choices:
    """Return what the forms of this office offer."""
    library = content.library
    return Choices(
        units=_named((unit.id, unit.name) for unit in content.office.units),
        schools=_named((school.id, school.name) for school in library.schools.schools),
        networks=_named((network.id, network.name) for network in library.schools.networks),
        documents=_named((name, entry.data.title) for name, entry in library.documents.items()),
        items=_named(
            (f"{catalogue.year}/{item.code}", f"{catalogue.year}/{item.code} {item.title.th}")
            for catalogue in reversed(content.catalogues)
            for item in catalogue.items
        ),
    )


def _named(pairs: Iterable[tuple[str, str]]) -> list[Choice]:
    return [{"label": label, "value": value} for value, label in pairs]


def labelled(hint: object, values: Iterable[str]) -> list[Choice]:
    """Return the values of a type of choice under the names people know them by."""
    labels = LABELS.get(hint, {})
    return [{"label": labels.get(value, value), "value": value} for value in values]
