"""Who made the photographs of gcompris, and under which licence: read from the README files inside its resource files.

A README is a row of blocks with a blank line between; a block has `Copyright:`, `License:`, `Source:` and `Files:` (names, one a line).
"""
import posixpath
import re
from dataclasses import dataclass

from pocket.gcompris import ROOT, entries

FREE = re.compile(r"public domain|cc0", re.IGNORECASE)


@dataclass(frozen=True)
class Credit:
    author: str
    licence: str
    source: str

    @property
    def free(self) -> bool:
        """Public domain or CC0: no condition on use."""
        return bool(FREE.match(self.licence))


def blocks(text: str) -> list[dict[str, list[str]]]:
    found = []
    for block in re.split(r"\n\s*\n", text.strip()):
        fields: dict[str, list[str]] = {}
        key = ""
        for line in block.splitlines():
            if match := re.match(r"(Copyright|License|Source|Comments|Files):\s*(.*)", line):
                key, line = match[1], match[2]
            if line.strip():
                fields.setdefault(key, []).append(line.strip())
        found.append(fields)
    return found


def credits(folder: str) -> dict[str, Credit]:
    """Path inside the resource -> credit, for every file that a README lists by its full name."""
    found = {}
    for path, data in entries(ROOT / f"{folder}.rcc"):
        if posixpath.basename(path) != "README":
            continue
        for fields in blocks(data.decode()):
            author, licence = (" ".join(fields.get(k, ["unknown"])) for k in ("Copyright", "License"))
            credit = Credit(author, licence, " ".join(fields.get("Source", [])))
            for name in fields.get("Files", []):
                found[posixpath.normpath(posixpath.join(posixpath.dirname(path), name))] = credit
    return found
