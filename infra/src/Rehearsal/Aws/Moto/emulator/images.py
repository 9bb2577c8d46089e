"""Finds ECR's images in the registry that replaces it: moto has only the images that are pushed with its own API."""

import urllib.error
import urllib.request
from datetime import datetime, timezone

from moto.ecr.exceptions import ImageNotFoundException
from moto.ecr.models import Image, Repository

MANIFESTS = "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json"


def install(registry: str) -> None:
    find_in_moto = Repository._get_image

    def get_image(self: Repository, image_tag: str | None, image_digest: str | None) -> Image:
        try:
            return find_in_moto(self, image_tag, image_digest)
        except ImageNotFoundException:
            image = image_tag and _pushed_image(registry, self, image_tag)
            if not image:
                raise
            self.images.append(image)
            return image

    Repository._get_image = get_image


def _pushed_image(registry: str, repository: Repository, tag: str) -> Image | None:
    request = urllib.request.Request(f"http://{registry}/v2/{repository.name}/manifests/{tag}", headers={"Accept": MANIFESTS})
    try:
        with urllib.request.urlopen(request) as response:
            manifest, digest, media_type = (
                response.read().decode(),
                response.headers["Docker-Content-Digest"],
                response.headers["Content-Type"],
            )
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return None
        raise
    image = Image(repository.account_id, tag, manifest, repository.name, media_type, digest, repository.registry_id)
    # Reported as scanned on push, without findings.
    image.last_scan = datetime.now(timezone.utc)
    image.scan_finding_results_queue.append(
        {
            "registryId": repository.registry_id,
            "repositoryName": repository.name,
            "imageId": image.image_id,
            "imageScanStatus": {"status": "COMPLETE"},
            "imageScanFindings": {"findings": [], "findingSeverityCounts": {}},
        }
    )
    return image
