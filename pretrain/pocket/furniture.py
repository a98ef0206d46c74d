"""The catalogs of Sweet Home 3D: name, creator, icon and model file of every 3D model."""
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

LICENCES = {
    "BlendSwap-CC-0": "CC0", "BlendSwap-CC-BY": "CC-BY 3.0", "Scopia": "CC-BY 3.0", "KatorLegaz": "CC-BY 3.0 US", "Reallusion": "CC-BY 3.0 US",
}


@dataclass(frozen=True)
class Model:
    catalog: str
    name: str
    tags: str
    creator: str
    icon: Path
    obj: Path

    @property
    def key(self) -> str:
        """Folder of its renders, see render_models.py."""
        return f"{self.catalog}/{self.obj.stem}"

    @property
    def licence(self) -> str:
        return f"{LICENCES[self.catalog]}, {self.creator}"


def models(furniture: Path) -> Iterable[Model]:
    for properties in sorted(furniture.glob("*/PluginFurnitureCatalog.properties")):
        catalog, fields = properties.parent.name, {}
        for line in properties.read_text(encoding="latin-1").splitlines():
            if match := re.match(r"(\w+)#(\d+)=(.*)", line):
                fields.setdefault(int(match[2]), {})[match[1]] = match[3]
        for entry in fields.values():
            if "model" in entry and "icon" in entry:
                path = lambda name: properties.parent / entry[name].lstrip("/")
                yield Model(catalog, entry.get("name", ""), entry.get("tags", ""), entry.get("creator", ""), path("icon"), path("model"))
