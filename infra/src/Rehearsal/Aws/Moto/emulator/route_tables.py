"""Deletes route tables with their stack. moto keeps them, and then can't delete their VPC."""

from moto.ec2.models.route_tables import RouteTable


def install() -> None:
    RouteTable.delete = _delete


def _delete(self: RouteTable, account_id: str, region_name: str) -> None:
    del self.ec2_backend.route_tables[self.id]
