"""`/data/catalog.jsonld`: the data as a catalogue of DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/), for harvesters.

Each dataset also carries the fourteen mandatory fields of the Thai government data catalogue, as far as they are known.
The list is the one of the National Statistical Office's help page (`GDC` below); names and choices of the fields are
those of the catalogue's own CKAN form (`ckanext/tgdcschema/ckan_dataset.json` of thai-gdc). What nobody has told us
stays out: an office has not said under which licence it publishes, so `license_id` and `dcterms:license` are missing.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from generator import addresses
from generator.catalogue import Catalogue
from generator.dates import fiscal_span
from generator.exports.dataset import DATA, file_of, link
from generator.exports.encoders import json_bytes
from generator.exports.oit import FORMATS, Format
from generator.exports.schemas import DATA_SCHEMA
from generator.pages import Content

Node = dict[str, Any]

GDC = "https://gdhelppage.nso.go.th/p00_03_006.html#"
LINKS = (
    "dcat:accessURL", "dcat:downloadURL", "dcat:landingPage", "dcat:mediaType", "dcterms:accrualPeriodicity",
    "dcterms:conformsTo", "dcterms:language", "foaf:homepage", "spdx:algorithm", "vcard:hasEmail", "vcard:hasURL",
    "vcard:hasValue",
)  # fmt: skip
THAI_TEXTS = (
    "dcat:keyword", "dcterms:description", "dcterms:title", "foaf:name", "skos:prefLabel", "vcard:fn",
    "vcard:street-address",
)  # fmt: skip
TYPED = {
    "dcat:byteSize": "xsd:nonNegativeInteger",
    "dcat:endDate": "xsd:date",
    "dcat:startDate": "xsd:date",
    "dcterms:issued": "xsd:date",
    "dcterms:modified": "xsd:date",
    "spdx:checksumValue": "xsd:hexBinary",
}
CONTEXT: Node = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "gdc": GDC,
    **{name: {"@id": name, "@type": "@id"} for name in LINKS},
    **{name: {"@id": name, "@language": "th"} for name in THAI_TEXTS},
    **{name: {"@id": name, "@type": kind} for name, kind in TYPED.items()},
}
"""Written out, so that the file can be read without asking another host, and values stay plain texts and numbers."""

THAI = "http://id.loc.gov/vocabulary/iso639-1/th"
IRREGULAR = "http://purl.org/cld/freq/irregular"
MEDIA = "https://www.iana.org/assignments/media-types/"
CKAN_FORMATS = {"json": "JSON", "csv": "CSV", "xlsx": "XLS"}
"""The names that the form's `data_format` has for ours."""
KEYWORDS = ("OIT", "ITA", "การเปิดเผยข้อมูลสาธารณะ", "คุณธรรมและความโปร่งใส")


def catalog(content: Content, outputs: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the catalogue of the data among `outputs`, which are the finished files by their addresses."""
    address = f"{DATA}/catalog.jsonld"
    publisher = _publisher(content)
    value = {
        "@context": CONTEXT,
        "@id": link(content, address),
        "@type": "dcat:Catalog",
        "dcterms:title": f"ชุดข้อมูลเปิดของ{content.office.name.th}",
        "dcterms:description": f"ข้อมูลสาธารณะ (OIT) ของ{content.office.name.th} แยกตามปีงบประมาณ",
        "dcterms:publisher": publisher,
        "dcterms:language": THAI,
        "foaf:homepage": link(content, addresses.HOME),
        "dcat:dataset": [
            _dataset(content, catalogue, publisher, _distributions(content, catalogue.year, outputs))
            for catalogue in content.catalogues
        ],
    }
    yield address, json_bytes(value)


def _dataset(content: Content, catalogue: Catalogue, publisher: Node, distributions: list[Node]) -> Node:
    year = catalogue.year
    title = f"{catalogue.title.th} ของ{content.office.name.th}"
    description = (
        f"คำตอบและหลักฐานของ{content.office.name.th} ตามแบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT) ปีงบประมาณ พ.ศ. {year} "
        f"จำนวน {len(catalogue.items)} ข้อ: สถานะ คำอธิบาย องค์ประกอบที่แสดง ที่อยู่ ชนิด ขนาด และค่า SHA-256 ของหลักฐาน"
    )
    keywords = [*KEYWORDS, f"ปีงบประมาณ {year}"]
    span = fiscal_span(year)
    node: Node = {
        "@id": _node(content, f"oit-{year}"),
        "@type": "dcat:Dataset",
        "dcterms:identifier": f"oit-{year}",
        "dcterms:title": [title, *_english(catalogue.title.en)],
        "dcterms:description": description,
        "dcterms:publisher": publisher,
        "dcat:contactPoint": _contact(content),
        "dcterms:language": THAI,
        "dcat:keyword": keywords,
        "dcat:landingPage": link(content, addresses.year_of(addresses.OIT, year)),
        "dcterms:temporal": {
            "@type": "dcterms:PeriodOfTime",
            "dcat:startDate": span.first.isoformat(),
            "dcat:endDate": span.last.isoformat(),
        },
        "dcterms:accrualPeriodicity": IRREGULAR,
    }
    if said := _published_span(content, year):
        node |= {"dcterms:issued": said[0].isoformat(), "dcterms:modified": said[1].isoformat()}
    if places := _places(content):
        node["dcterms:spatial"] = places
    node |= _government_fields(content, title, description, keywords)
    node["dcat:distribution"] = distributions
    return node


def _government_fields(content: Content, title: str, description: str, keywords: list[str]) -> Node:
    """Return the mandatory fields of the Thai government data catalogue, in its own order (1–14)."""
    office = content.office
    fields: Node = {
        # 1. A register with one row an item: not statistics, and no map.
        "gdc:data_type": "ข้อมูลระเบียน",
        # 2 and 3. The same words as in DCAT.
        "gdc:title": title,
        "gdc:owner_org": office.name.th,
        # 4 and 5. Who answers for the data, from `contact` in office.yaml.
        "gdc:maintainer": office.label,
        "gdc:maintainer_email": office.contact.email,
        # 6 and 7. The same words as in DCAT.
        "gdc:tag_string": keywords,
        "gdc:notes": description,
        # 8. The form has no choice for an assessment, so it is “other”, with the other told.
        "gdc:objective": ["อื่นๆ"],
        "gdc:objective_other": "เปิดเผยข้อมูลสาธารณะตามแบบวัด OIT ของการประเมินคุณธรรมและความโปร่งใส (ITA)",
        # 9. The files are made anew whenever the office changes an answer.
        "gdc:update_frequency_unit": "อื่นๆ",
        "gdc:update_frequency_unit_other": "ทุกครั้งที่หน่วยงานปรับปรุงข้อมูลบนเว็บไซต์",
        # 10. The finest place a row tells of: no column is a place.
        "gdc:geo_coverage": "ไม่มี",
        # 11. The office writes its answers itself.
        "gdc:data_source": office.name.th,
        # 12. What is published here.
        "gdc:data_format": [CKAN_FORMATS[one.name] for one in FORMATS],
        # 13. It is on a public website.
        "gdc:data_category": "ข้อมูลสาธารณะ",
        # 14. license_id: not known, see above.
    }
    return {name: value for name, value in fields.items() if value}


def _publisher(content: Content) -> Node:
    name = content.office.name
    return {
        "@id": _node(content, "publisher"),
        "@type": "foaf:Organization",
        "foaf:name": [name.th, *_english(name.en)],
        "foaf:homepage": link(content, addresses.HOME),
    }


def _contact(content: Content) -> Node:
    contact = content.office.contact
    node: Node = {"@type": "vcard:Organization", "vcard:fn": content.office.label}
    if contact.email:
        node["vcard:hasEmail"] = f"mailto:{contact.email}"
    if contact.phone and (telephone := _telephone(contact.phone)):
        node["vcard:hasTelephone"] = {"@type": "vcard:Voice", "vcard:hasValue": telephone}
    if contact.address:
        node["vcard:hasAddress"] = {"@type": "vcard:Address", "vcard:street-address": contact.address}
    node["vcard:hasURL"] = link(content, addresses.CONTACT)
    return node


def _telephone(phone: str) -> str | None:
    """Return a phone number as RFC 3966 wants it, or None for what is more than one number."""
    digits = re.sub(r"[\s().-]", "", phone)
    if not re.fullmatch(r"\+?[0-9]{3,15}", digits):
        return None
    if digits.startswith("0"):
        return f"tel:+66{digits[1:]}"
    return f"tel:{digits}" if digits.startswith("+") else f"tel:{digits};phone-context=+66"


def _places(content: Content) -> list[Node]:
    """Return the districts of the office's schools: the only places that the content names."""
    districts = dict.fromkeys(school.district for school in content.library.schools.schools if school.district)
    return [{"@type": "dcterms:Location", "skos:prefLabel": district} for district in districts]


def _distributions(content: Content, year: int, outputs: Mapping[str, bytes]) -> list[Node]:
    return [_distribution(content, year, one, outputs[file_of(year, one.name)]) for one in FORMATS]


def _distribution(content: Content, year: int, one: Format, made: bytes) -> Node:
    url = link(content, file_of(year, one.name))
    node: Node = {
        "@id": _node(content, f"oit-{year}-{one.name}"),
        "@type": "dcat:Distribution",
        "dcterms:title": f"OIT {year} ({one.name.upper()})",
        "dcat:accessURL": url,
        "dcat:downloadURL": url,
        "dcat:mediaType": f"{MEDIA}{one.media_type}",
        "dcat:byteSize": len(made),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": "spdx:checksumAlgorithm_sha256",
            "spdx:checksumValue": hashlib.sha256(made).hexdigest(),
        },
    }
    if one.name == "json":
        node["dcterms:conformsTo"] = link(content, DATA_SCHEMA)
    return node


def _node(content: Content, name: str) -> str:
    return f"{link(content, f'{DATA}/catalog.jsonld')}#{name}"


def _published_span(content: Content, year: int) -> tuple[date, date] | None:
    """Return the first and the last day on which the office says it published or changed an answer of `year`."""
    days: list[date] = []
    for (answered, _), entry in content.library.disclosures.items():
        if answered == year:
            days += [day for day in (entry.data.published, entry.data.updated) if day]
            days += [change.date for change in entry.data.changes]
    return (min(days), max(days)) if days else None


def _english(text: str | None) -> list[Node]:
    return [{"@language": "en", "@value": text}] if text else []
