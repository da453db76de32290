"""`/data/oit-YEAR.json`: the year for programs, with the fields of contract §4 and no other."""

from dataclasses import asdict

from generator.exports.dataset import YearRecord
from generator.exports.encoders import json_bytes

BEYOND = ("pages", "document_title")
"""What is known of a piece of evidence and has no place in the contract; the sheet has it."""


def oit_json(record: YearRecord) -> bytes:
    """Return the year as JSON."""
    year = asdict(record)
    for item in year["items"]:
        item["evidence"] = [{name: row[name] for name in row if name not in BEYOND} for row in item["evidence"]]
    return json_bytes(year)
