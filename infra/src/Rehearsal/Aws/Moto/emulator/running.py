"""Models for what really runs."""

from .callback import tell
from .stand_in import StandIn


class Running(StandIn):
    """Starts, changes and stops with the rehearsal's help; an error there fails the stack."""

    def create(self) -> None:
        self._tell("create")

    def update(self) -> None:
        self._tell("update")

    def remove(self) -> None:
        self._tell("delete")

    def _tell(self, action: str) -> None:
        answer = tell(self.resource_type, action, self.stack, self.logical_id, self.name, self.properties)
        self.id = answer.get("id") or self.id
        self.attributes.update(answer.get("attributes") or {})
