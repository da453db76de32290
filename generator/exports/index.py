"""`/data/index.json`: which data there is, with links, sizes and hashes, so that a program finds and trusts it."""

import hashlib
from collections.abc import Iterator, Mapping

from generator import addresses
from generator.exports.calendars import MEDIA_TYPE as CALENDAR
from generator.exports.dataset import DATA, file_of, link
from generator.exports.encoders import json_bytes
from generator.exports.feeds import TYPES as FEEDS
from generator.exports.oit import FORMATS
from generator.exports.schemas import DATA_SCHEMA, MEDIA_TYPE
from generator.pages import Content


def index(content: Content, outputs: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the index of the data among `outputs`, which are the finished files by their addresses."""
    datasets = []
    for catalogue in content.catalogues:
        year = catalogue.year
        entries = [entry for (answered, _), entry in content.library.disclosures.items() if answered == year]
        datasets.append(
            {
                "year": year,
                "title": catalogue.title.th,
                "page": link(content, addresses.year_of(addresses.OIT, year)),
                "items": len(catalogue.items),
                "answers": len(entries),
                "evidence": sum(len(entry.data.evidence) for entry in entries),
                "schema": link(content, DATA_SCHEMA),
                "files": [
                    {"format": one.name, **_file(content, outputs, file_of(year, one.name), one.media_type)}
                    for one in FORMATS
                ],
            }
        )
    calendars = [address for address in sorted(outputs) if address.startswith(f"{DATA}/") and address.endswith(".ics")]
    schemas = [address for address in sorted(outputs) if address.startswith(f"{DATA}/schema/")]
    value = {
        "office": content.office.name.th,
        "url": content.site_url or None,
        "catalog": link(content, f"{DATA}/catalog.jsonld"),
        "datasets": datasets,
        "calendars": [_file(content, outputs, address, CALENDAR) for address in calendars],
        "feeds": [_file(content, outputs, address, kind) for address, kind in FEEDS.items() if address in outputs],
        "schemas": [_file(content, outputs, address, MEDIA_TYPE) for address in schemas],
    }
    yield f"{DATA}/index.json", json_bytes(value)


def _file(content: Content, outputs: Mapping[str, bytes], address: str, media_type: str) -> dict[str, str | int]:
    made = outputs[address]
    return {
        "url": link(content, address),
        "media_type": media_type,
        "bytes": len(made),
        "sha256": hashlib.sha256(made).hexdigest(),
    }
