"""Models of secrets, which are kept in moto's Secrets Manager."""

import json
from typing import Any

from moto.secretsmanager.models import secretsmanager_backends

from .stand_in import StandIn


class Secret(StandIn):
    """A secret with the given value, or with a password from moto's generator."""

    def create(self) -> None:
        backend = secretsmanager_backends[self.account][self.region]
        created = backend.create_secret(
            name=self.name,
            secret_string=self._value(backend),
            secret_binary=None,
            description=self.properties.get("Description"),
            tags=None,
            kms_key_id=None,
            client_request_token=None,
            replica_regions=[],
            force_overwrite=False,
        )
        self.id = json.loads(created)["ARN"] if isinstance(created, str) else created["ARN"]
        self.attributes["Id"] = self.id

    def _value(self, backend: Any) -> str:
        generate = self.properties.get("GenerateSecretString")
        if generate is None:
            return self.properties.get("SecretString", "")
        password = backend.get_random_password(
            password_length=int(generate.get("PasswordLength", 32)),
            exclude_characters=generate.get("ExcludeCharacters", ""),
            exclude_numbers=_flag(generate, "ExcludeNumbers"),
            exclude_punctuation=_flag(generate, "ExcludePunctuation"),
            exclude_uppercase=_flag(generate, "ExcludeUppercase"),
            exclude_lowercase=_flag(generate, "ExcludeLowercase"),
            include_space=_flag(generate, "IncludeSpace"),
            require_each_included_type=True,
        )
        password = json.loads(password)["RandomPassword"] if password.startswith("{") else password
        if "GenerateStringKey" not in generate:
            return password
        return json.dumps({**json.loads(generate.get("SecretStringTemplate", "{}")), generate["GenerateStringKey"]: password})


class SecretTargetAttachment(StandIn):
    """Adds the database's address and name to a secret, as AWS does."""

    def create(self) -> None:
        cluster = StandIn.by_id[self.properties["TargetId"]]
        backend = secretsmanager_backends[self.account][self.region]
        secret_id = self.properties["SecretId"]
        secret = json.loads(backend.get_secret_value(secret_id=secret_id, version_id=None, version_stage=None)["SecretString"])
        secret |= {
            "engine": "postgres",
            "host": cluster.attributes["Endpoint.Address"],
            "port": int(cluster.attributes["Endpoint.Port"]),
            "dbname": cluster.properties.get("DatabaseName", "postgres"),
            "dbClusterIdentifier": cluster.name,
        }
        backend.put_secret_value(
            secret_id=secret_id,
            secret_string=json.dumps(secret),
            secret_binary=None,
            client_request_token=None,
            version_stages=["AWSCURRENT"],
        )
        self.id = secret_id


def _flag(properties: dict[str, Any], name: str) -> bool:
    return str(properties.get(name, False)).lower() == "true"
