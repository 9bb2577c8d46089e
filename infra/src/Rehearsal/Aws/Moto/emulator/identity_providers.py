"""The model of identity providers, such as GitHub's: a trust policy refers to one by its ARN."""

from .stand_in import StandIn


class OidcProvider(StandIn):
    def create(self) -> None:
        host = self.properties["Url"].removeprefix("https://")
        self.id = self.attributes["Arn"] = f"arn:aws:iam::{self.account}:oidc-provider/{host}"
