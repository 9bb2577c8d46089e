"""
Tells where the layers of an image lie, the topmost first, as overlay mounts want them: layers.py STORAGE IMAGE_ID FOLDER
Seen from the folder: a mount has little room for names. podman and buildah keep images as containers/storage does: by the driver "overlay" each
layer holds what it adds, by "vfs" all that is below it, too.
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
