"""A nation of offices that do not exist: what each would publish under `data/`, written straight as JSON.

Everything comes from the seed, so the same call writes the same bytes. The items are those of the catalogues that come
with the product, so that the published roll-up of scores applies.
"""

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.exports.encoders import json_bytes
from generator.gather.scores import Catalogues, catalogues

OFFICES, YEARS = 225, (2564, 2565, 2566)
REGIONS = ("กลาง", "ตะวันตก", "ตะวันออก", "ตะวันออกเฉียงเหนือ", "เหนือ", "ใต้")
_STATUSES = ("published", "none", "preparing", "missing", "not-applicable")
_STATES = ("ok", "changed", "moved", "needs-login", "broken", "unsure")


def write_nation(folder: Path, offices: int = OFFICES, years: tuple[int, ...] = YEARS, seed: int = 2564) -> Path:
    """Write a folder for each office, with its `data/`, and return the list of them all."""
    folder.mkdir(parents=True, exist_ok=True)
    known, _ = catalogues()
    lines = ["office,region,url"]
    for number in range(1, offices + 1):
        name, region = f"สพป.ตัวอย่าง เขต {number} (ตัวอย่าง)", REGIONS[number % len(REGIONS)]
        site = folder / f"office-{number:03}"
        write_office(site, name, dict(_years(known, number, name, years, seed)))
        lines.append(f"{name},{region},{site.name}")
    made = folder / "nation.csv"
    made.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return made


def write_office(site: Path, name: str, years: dict[int, dict[str, Any]]) -> None:
    """Write what an office publishes: a file for each year, and the index that names them."""
    data = site / "data"
    data.mkdir(parents=True, exist_ok=True)
    datasets = []
    for year, value in years.items():
        content = json_bytes(value)
        (data / f"oit-{year}.json").write_bytes(content)
        file = {"format": "json", "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        datasets.append({"year": year, "files": [file]})
    (data / "index.json").write_bytes(json_bytes({"office": name, "url": None, "datasets": datasets}))


def _years(
    known: Catalogues, number: int, name: str, years: tuple[int, ...], seed: int
) -> Iterator[tuple[int, dict[str, Any]]]:
    for year in years:
        chance = random.Random(f"{seed}-{number}-{year}")  # noqa: S311 - a made-up nation, not a secret
        zeal = chance.uniform(0.4, 1)
        items = []
        for item in known["esao", year].items:
            status = "published" if chance.random() < zeal else chance.choice(_STATUSES)
            evidence = list(_evidence(chance, year, item.code, len(item.elements))) if status == "published" else []
            shown = {
                n for row in evidence for n in row["covers"] if not row["ledger"] or row["ledger"]["state"] == "ok"
            }
            items.append(
                {
                    "code": item.code,
                    "title": item.title.th,
                    "concept": item.concept,
                    "status": status,
                    "url": f"../oit/{year}/{item.slug}/",
                    "explanation": "ไม่มีในปีนี้ (ตัวอย่าง)" if status in ("none", "not-applicable") else None,
                    "elements": [
                        {"n": n, "text": text, "covered": n in shown} for n, text in enumerate(item.elements, 1)
                    ],
                    "evidence": evidence,
                }
            )
        yield year, {"year": year, "body_type": "esao", "office": name, "items": items}


def _evidence(chance: random.Random, year: int, code: str, elements: int) -> Iterator[dict[str, Any]]:
    for number in range(1, chance.randint(2, 4)):
        linked = chance.random() < 0.5
        state = chance.choices(_STATES, (80, 2, 4, 4, 5, 5))[0]
        yield {
            "id": f"{year}-{code}-{number}",
            "title": f"เอกสารประกอบข้อ {code} ฉบับที่ {number} (ตัวอย่าง)",
            "url": f"https://www.example.go.th/{year}/{number}" if linked else f"../files/{year}/{code}-{number}.pdf",
            "kind": "link" if linked else "pdf",
            "bytes": None if linked else chance.randint(10_000, 5_000_000),
            "sha256": None if linked else hashlib.sha256(chance.randbytes(8)).hexdigest(),
            "media_type": None if linked else "application/pdf",
            "issued": f"{year - 543}-01-15",
            "period": str(year),
            "covers": list(range(1, elements + 1)),
            "ledger": _seen(state, year) if linked else None,
        }


def _seen(state: str, year: int) -> dict[str, Any]:
    dead = state in ("needs-login", "broken")
    return {
        "state": state,
        "checked_at": f"{year - 543}-04-02T09:00:00+07:00",
        "last_ok": None if dead else f"{year - 543}-04-02T09:00:00+07:00",
        "first_failure": f"{year - 543}-03-01T09:00:00+07:00" if dead else None,
        "fail_streak": 3 if dead else 0,
        "status": {"broken": 404}.get(state, 200),
        "final_url": None,
        "media_type": None,
        "bytes": None,
        "sha256": None,
        "title": None,
        "reason": {"broken": "not-found", "needs-login": "sign-in"}.get(state),
    }
