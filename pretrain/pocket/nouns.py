"""The table of nouns that Python and TypeScript share."""
import json
from pathlib import Path

TABLE = Path(__file__).resolve().parents[2] / "public/scenes/nouns.json"


def nouns() -> list[dict]:
    """{noun, plural, category, coco, emoji, words}"""
    return json.loads(TABLE.read_text())


def noun_ids() -> dict[str, int]:
    return {row["noun"]: i for i, row in enumerate(nouns())}
