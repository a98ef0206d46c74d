"""The furniture models worth rendering: `python -m pocket.list_models WORK > models.txt`, a file for `render_models.py --models`.

About half of the catalogs' models have a name that holds a noun of Pocket; the others would be rendered for nothing. They come in turns, one of every noun first, so that a job
that was stopped early has some of each.
"""
import sys
from collections import defaultdict
from pathlib import Path

from pocket.cutouts_furniture import named
from pocket.nouns import nouns


def in_turns(groups: list[list[Path]]) -> list[Path]:
    """The first of every group, then the second of every group that has one, ..."""
    longest = max(map(len, groups), default=0)
    return [group[k] for k in range(longest) for group in groups if k < len(group)]


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit("Give the folder that holds furniture/: python -m pocket.list_models WORK > models.txt")
    by_noun: dict[str, list[Path]] = defaultdict(list)
    for noun, _, model in named(Path(sys.argv[1]), nouns()):
        if model.obj.exists():
            by_noun[noun].append(model.obj.resolve())
    if not by_noun:
        raise SystemExit(f"There is no catalog in {sys.argv[1]}/furniture; unzip the .sh3f files of Debian's sweethome3d-furniture there.")
    print("\n".join(map(str, in_turns(list(by_noun.values())))))


if __name__ == "__main__":
    main()
