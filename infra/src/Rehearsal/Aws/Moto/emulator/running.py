"""The model of resources that really run."""

from .callback import call_handler
from .stand_in import StandIn


class Running(StandIn):
    """Calls the rehearsal's handler for each change. An error of the handler fails the stack."""

    def create(self) -> None:
        self._call_handler("create")

    def update(self) -> None:
        self._call_handler("update")

    def remove(self) -> None:
        self._call_handler("delete")

    def _call_handler(self, action: str) -> None:
        answer = call_handler(self.resource_type, action, self.stack, self.logical_id, self.name, self.properties)
        self.id = answer.get("id") or self.id
        self.attributes.update(answer.get("attributes") or {})
