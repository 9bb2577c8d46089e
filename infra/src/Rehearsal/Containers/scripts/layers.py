"""
Prints the paths of an image's layers, topmost first, as overlay mounts need them: layers.py STORAGE IMAGE_ID FOLDER
The paths are relative to the folder, since mount options are limited in length. buildah stores images by containers/storage: with the
driver "overlay" a layer holds what it adds, with "vfs" also everything below it.
"""

import json
import os
import pathlib
import sys


def main(storage: pathlib.Path, image: str, folder: str) -> None:
    driver = "overlay" if (storage / "overlay-images").exists() else "vfs"
    layer = next(known["layer"] for known in _known(storage / f"{driver}-images" / "images.json") if known["id"] == image)
    parents = {known["id"]: known.get("parent") for known in _known(storage / f"{driver}-layers" / "layers.json")}
    folders = []
    while layer:
        folders.append(storage / ("overlay/{}/diff" if driver == "overlay" else "vfs/dir/{}").format(layer))
        layer = parents[layer] if driver == "overlay" else None
    print(":".join(os.path.relpath(layer, folder) for layer in folders))


def _known(file: pathlib.Path) -> list[dict[str, str]]:
    return json.loads(file.read_text("utf-8"))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), *sys.argv[2:])
