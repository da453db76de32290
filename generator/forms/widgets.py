"""From a model to the fields of a form, in the words of Decap CMS: labels and hints are those of the model.

Numbers and dates are typed as text, as they are in the files, and held against the patterns of the JSON Schema: a date
picker would write years of the Christian era, and a number box would drop the zero of `0812`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from generator import fields
from generator.catalogue import Item
from generator.dates import BUDDHIST_OFFSET
from generator.fields import Record
from generator.forms.choices import Choices, labelled
from generator.kinds.school import NetworkRecord
from generator.schemas import SHAPES, SHORT_FORMS, without_none

Widget = dict[str, Any]

_DAY = "(?:0[1-9]|[12][0-9]|3[01])"
_DATE_HINT = "ปี-เดือน-วัน เช่น 2564-01-15"
_UNSHOWN = ("indicators",)
"""Tables of freely named values have no widget; they stay as they are in the file."""
_LONG = (fields.Explanation, fields.Markdown)
_WIDGETS: Mapping[object, Widget] = {
    fields.EvidenceFile: {"widget": "file", "choose_url": False},
    fields.CertificateFile: {"widget": "file", "choose_url": False},
    fields.PictureFile: {"widget": "image", "choose_url": False},
    fields.Boolean: {"widget": "boolean"},
    fields.Markdown: {"widget": "markdown", "modes": ["rich_text", "raw"], "editor_components": ["image"]},
}
_PLAIN = (fields.OneLine, fields.NetworkName)


@cache
def _hints(model: type[Record]) -> Mapping[str, Any]:
    return get_type_hints(model, include_extras=True)


@dataclass(frozen=True)
class Form:
    """What the fields of one form depend on beside the model: the office's choices, the year and the item."""

    choices: Choices = field(default_factory=Choices)
    year: int | None = None
    item: Item | None = None

    def fields(self, model: type[Record], *, demanded: bool = True) -> list[Widget]:
        """Return the fields of a record. demanded: False in a record that may be left out as a whole."""
        hints = _hints(model)
        return [
            self._field(info.alias or name, hints[name], info, demanded=demanded)
            for name, info in model.model_fields.items()
            if (info.alias or name) not in _UNSHOWN
        ]

    def _field(self, name: str, hint: object, info: FieldInfo, *, demanded: bool) -> Widget:
        hint = without_none(hint)
        required = info.is_required() and demanded
        made: Widget = {"name": name, "label": info.title, "required": required, **self._widget(hint, required)}
        # A choice says in words what its hint would say of the values.
        dated = hint in (fields.Date, fields.DateInFolder)
        if info.description and made["widget"] != "hidden" and get_origin(hint) is not Literal and not dated:
            made["hint"] = info.description
        if isinstance(info.default, str):
            made["default"] = info.default
        if made["widget"] == "list":
            made |= {"label_singular": info.title, "collapsed": True}
        return made

    def _widget(self, hint: object, required: bool) -> Widget:  # noqa: FBT001 - passed on by one caller
        if get_origin(hint) is tuple:
            return self._many(get_args(hint)[0])
        record = SHORT_FORMS[hint][1] if hint in SHORT_FORMS else hint
        if isinstance(record, type) and issubclass(record, Record):
            return {"widget": "object", "collapsed": not required, "fields": self.fields(record, demanded=required)}
        options = self._options(hint)
        return {"widget": "select", "options": options} if options else self._single(hint)

    def _many(self, hint: object) -> Widget:
        """Return the widget of a list."""
        record = SHORT_FORMS[hint][1] if hint in SHORT_FORMS else hint
        if isinstance(record, type) and issubclass(record, Record):
            inner = self.fields(record)
            return {"widget": "list", "summary": _summary(inner), "fields": inner}
        options = self._options(hint)
        if options:
            return {"widget": "select", "multiple": True, "options": options}
        return {"widget": "list", "field": {"name": "value", "label": "ค่า", **self._widget(hint, required=True)}}

    def _options(self, hint: object) -> Sequence[Mapping[str, str]]:
        """Return what there is to choose from, or nothing when the value is typed."""
        if get_origin(hint) is Literal:
            return labelled(hint, get_args(hint))
        if hint == fields.ElementNumber and self.item:
            return [
                {"label": f"{number}. {text}", "value": str(number)}
                for number, text in enumerate(self.item.elements, 1)
            ]
        lists: Mapping[object, Sequence[Mapping[str, str]]] = {
            fields.UnitId: self.choices.units,
            fields.SchoolId: self.choices.schools,
            fields.DocumentId: self.choices.documents,
            fields.NetworkName: self.choices.networks,
            fields.ItemReference: self.choices.items,
        }
        return lists.get(hint, ())

    def _single(self, hint: object) -> Widget:
        """Return the widget of one value that is typed or uploaded."""
        if hint in _WIDGETS:
            return dict(_WIDGETS[hint])
        if hint == fields.ItemOfFile and self.item:
            return {"widget": "hidden", "default": self.item.code}
        if hint == fields.FiscalYearOfFolder and self.year:
            return {"widget": "hidden", "default": str(self.year)}
        if hint == fields.DateInFolder and self.year:
            span = _span_th(self.year)
            return {"widget": "string", "hint": span, "pattern": [_within(self.year), span]}
        if hint in (fields.Date, fields.DateInFolder):
            return {"widget": "string", "hint": _DATE_HINT, "pattern": [SHAPES[hint].schema["pattern"], _DATE_HINT]}
        return _typed(hint)


def _typed(hint: object) -> Widget:
    """Return the widget of a text, with the pattern and the sentence that its type has in the schema."""
    shape = SHAPES.get(hint)
    made: Widget = {"widget": "text" if hint in _LONG else "string"}
    if shape is None:
        return made
    if hint in _PLAIN or hint in _LONG:
        return {**made, "pattern": [rf"^[\s\S]{{0,{shape.schema['maxLength']}}}$", shape.help_th]}
    return {**made, "hint": shape.help_th, "pattern": [shape.schema["pattern"], shape.help_th]}


def _within(year: int) -> str:
    """Return the pattern of a day in a fiscal year: October of the year before to September, in either era."""
    before, now = (f"(?:{one}|{one - BUDDHIST_OFFSET})" for one in (year - 1, year))
    return rf"^\s*(?:{before}-1[0-2]|{now}-0[1-9])-{_DAY}\s*$"


def _span_th(year: int) -> str:
    return f"ปี-เดือน-วัน ในปีงบประมาณ {year} คือ {year - 1}-10-01 ถึง {year}-09-30"


def _summary(inner: Sequence[Widget]) -> str:
    """Return how a row of a list is called while it is folded."""
    names = [widget["name"] for widget in inner]
    # A row of evidence may be a document alone, which has its own title.
    wanted = ["code", "title"] if "code" in names else ["title", "document"] if "document" in names else []
    shown = wanted or [
        next((name for name in ("name", "title", "caption", "note", "finding") if name in names), names[0])
    ]
    return " ".join(f"{{{{fields.{name}}}}}" for name in shown)


def short_forms(model: type[Record], path: str = "") -> dict[str, list[str]]:
    """Return where an entry may hold one value in place of a record, and which fields of the record that value is."""
    found: dict[str, list[str]] = {}
    hints = get_type_hints(model, include_extras=True)
    for name, info in model.model_fields.items():
        hint = without_none(hints[name])
        here = f"{path}{info.alias or name}"
        if get_origin(hint) is tuple:
            hint, here = get_args(hint)[0], f"{here}.*"
        if hint in SHORT_FORMS:
            record = SHORT_FORMS[hint][1]
            found[here] = ["id", "name"] if record is NetworkRecord else [next(iter(record.model_fields))]
        elif isinstance(hint, type) and issubclass(hint, Record):
            found |= short_forms(hint, f"{here}.")
    return found
