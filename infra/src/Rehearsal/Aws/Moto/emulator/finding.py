"""A property that CloudFormation or the service behind it refuses."""

from dataclasses import dataclass

# RDS's list of engine versions alone has more than a hundred entries.
LONGEST = 300


@dataclass(frozen=True)
class Finding:
    path: str
    """The property, such as SecurityGroupIngress/0/FromPort; empty for the resource as a whole."""
    problem: str
    source: str
    """Where the rule is written: a schema's rule, a service's API model, or a page of AWS's documentation."""

    def __str__(self) -> str:
        problem = self.problem if len(self.problem) <= LONGEST else f"{self.problem[:LONGEST]}…"
        return f"{self.path}: {problem} [{self.source}]" if self.path else f"{problem} [{self.source}]"
