"""Creates alarms in moto's CloudWatch. moto measures nothing: an alarm goes off only if you set it by hand."""

from moto.cloudwatch.models import cloudwatch_backends

from .stand_in import StandIn


class Alarm(StandIn):
    def create(self) -> None:
        self.update()
        self.attributes["Arn"] = cloudwatch_backends[self.account][self.region].alarms[self.name].alarm_arn

    def update(self) -> None:
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

    def remove(self) -> None:
        cloudwatch_backends[self.account][self.region].delete_alarms([self.name])
