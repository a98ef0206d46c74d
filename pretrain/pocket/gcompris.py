"""The photographs in Debian's gcompris-qt-data: a reader of Qt resource files (.rcc, version 1-3) and the list of photos.

Format (Qt: src/tools/rcc): header 'qres', version, offsets of tree, data, names (big endian); a tree node is name offset u32, flags u16, then
children count and first child (directory) or locale u32 and data offset u32; version >= 2 adds a u64 time. Flags: 1 zlib, 2 directory, 4 zstd.
"""
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path("/usr/share/gcompris-qt/rcc")


@dataclass(frozen=True)
class Photo:
    folder: str
    name: str
    path: str
    data: bytes


def entries(file: Path) -> Iterable[tuple[str, bytes]]:
    """-> path inside the resource, bytes"""
    blob = file.read_bytes()
    magic, version, tree, data, names = struct.unpack(">4sIIII", blob[:20])
    if magic != b"qres":
        raise ValueError(f"{file} is no Qt resource file")
    size = 22 if version >= 2 else 14

    def name_at(offset: int) -> str:
        length = struct.unpack(">H", blob[names + offset : names + offset + 2])[0]
        return blob[names + offset + 6 : names + offset + 6 + 2 * length].decode("utf-16-be")

    def walk(node: int, path: str) -> Iterable[tuple[str, bytes]]:
        at = tree + node * size
        name, flags = struct.unpack(">IH", blob[at : at + 6])
        here = path if node == 0 else f"{path}/{name_at(name)}"
        if flags & 2:
            count, first = struct.unpack(">II", blob[at + 6 : at + 14])
            for child in range(first, first + count):
                yield from walk(child, here)
            return
        offset = data + struct.unpack(">I", blob[at + 10 : at + 14])[0]
        length = struct.unpack(">I", blob[offset : offset + 4])[0]
        payload = blob[offset + 4 : offset + 4 + length]
        if flags & 4:
            import zstandard
            payload = zstandard.ZstdDecompressor().decompress(payload, max_output_size=1 << 28)
        elif flags & 1:
            payload = zlib.decompress(payload[4:])
        yield here, payload

    yield from walk(0, "")


def photos(folders: tuple[str, ...]) -> Iterable[Photo]:
    for folder in folders:
        for path, data in entries(ROOT / f"{folder}.rcc"):
            if path.lower().endswith((".jpg", ".jpeg", ".webp", ".png")) and len(data) > 3000:
                yield Photo(folder, Path(path).stem, path, data)
