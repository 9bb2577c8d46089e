"""
Prints the paths of an image's layers, topmost first, as overlay mounts need them: layers.py STORAGE IMAGE_ID FOLDER
The paths are relative to the folder, since mount options are limited in length. buildah uses the format of containers/storage: with the
driver "overlay", a layer contains only the files that it adds; with "vfs", also those of the layers below.
"""

import json
import os
import pathlib
import sys


def main(storage: pathlib.Path, image: str, folder: str) -> None:
    driver = "overlay" if (storage / "overlay-images").exists() else "vfs"
    layer = next(entry["layer"] for entry in _entries(storage / f"{driver}-images" / "images.json") if entry["id"] == image)
    parents = {entry["id"]: entry.get("parent") for entry in _entries(storage / f"{driver}-layers" / "layers.json")}
    folders = []
    while layer:
        folders.append(storage / ("overlay/{}/diff" if driver == "overlay" else "vfs/dir/{}").format(layer))
        layer = parents[layer] if driver == "overlay" else None
    print(":".join(os.path.relpath(layer, folder) for layer in folders))


def _entries(file: pathlib.Path) -> list[dict[str, str]]:
    return json.loads(file.read_text("utf-8"))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), *sys.argv[2:])
