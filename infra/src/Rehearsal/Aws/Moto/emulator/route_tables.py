"""Route tables that go with their stack: moto's own stay, and hold on to the network."""

from moto.ec2.models.route_tables import RouteTable


def install() -> None:
    RouteTable.delete = _delete


def _delete(self: RouteTable, account_id: str, region_name: str) -> None:
    del self.ec2_backend.route_tables[self.id]
