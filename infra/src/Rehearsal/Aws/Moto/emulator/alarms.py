"""Creates alarms in moto's CloudWatch. moto measures nothing: the rehearsal evaluates them, and sets their states."""

from moto.cloudwatch.models import cloudwatch_backends

from .running import Running


class Alarm(Running):
    def create(self) -> None:
        self._put()
        super().create()
        self.attributes["Arn"] = cloudwatch_backends[self.account][self.region].alarms[self.name].alarm_arn

    def update(self) -> None:
        self._put()
        super().update()

    def remove(self) -> None:
        cloudwatch_backends[self.account][self.region].delete_alarms([self.name])
        super().remove()

    def _put(self) -> None:
        cloudwatch_backends[self.account][self.region].put_metric_alarm(
            name=self.name,
            namespace=self.properties.get("Namespace", ""),
            metric_name=self.properties.get("MetricName", ""),
            comparison_operator=self.properties["ComparisonOperator"],
            evaluation_periods=int(self.properties["EvaluationPeriods"]),
            period=int(self.properties.get("Period", 0)),
            threshold=float(self.properties.get("Threshold", 0)),
            statistic=self.properties.get("Statistic", ""),
            description=self.properties.get("AlarmDescription", ""),
            dimensions=[],
            alarm_actions=self.properties.get("AlarmActions", []),
        )
