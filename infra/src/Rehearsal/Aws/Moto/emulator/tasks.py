"""
Supports standalone tasks (aws ecs run-task): the rehearsal runs their containers. CloudWatch Logs has their output once a task has ended.
"""

import time
from typing import Any

from moto.ec2.models import ec2_backends
from moto.ecs.exceptions import EcsClientException
from moto.ecs.models import EC2ContainerServiceBackend, Task, TaskDefinition
from moto.logs.models import logs_backends

from .callback import call_rehearsal

# The stack of each revision of a task definition, by ARN: the rehearsal finds the source by the stack.
_stacks: dict[str, str] = {}


def install() -> None:
    _remember_stacks()
    _replace_run_task()
    EC2ContainerServiceBackend.describe_tasks = _describe
    EC2ContainerServiceBackend.stop_task = _stop
    EC2ContainerServiceBackend.start_task = _refuse_start
    # Skips the resources that a task takes from an instance: moto's code fails if only the task has a size, as on Fargate.
    EC2ContainerServiceBackend._calculate_task_resource_requirements = staticmethod(lambda _: {})


def _remember_stacks() -> None:
    create = TaskDefinition.create_from_cloudformation_json.__func__

    def create_and_remember(
        cls: type, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str, **kwargs: Any
    ) -> TaskDefinition:
        definition = create(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs)
        _stacks[definition.arn] = kwargs["StackId"].split("/")[1]
        # moto leaves out the roles of a template.
        for attribute, name in (("task_role_arn", "TaskRoleArn"), ("execution_role_arn", "ExecutionRoleArn")):
            if name in cloudformation_json["Properties"]:
                setattr(definition, attribute, cloudformation_json["Properties"][name])
        return definition

    TaskDefinition.create_from_cloudformation_json = classmethod(create_and_remember)


def _replace_run_task() -> None:
    run_task = EC2ContainerServiceBackend.run_task

    def run(
        self: EC2ContainerServiceBackend,
        cluster_str: str,
        task_definition_str: str,
        count: int,
        overrides: Any,
        started_by: str,
        tags: Any,
        launch_type: str | None,
        networking_configuration: Any = None,
        *others: Any,
    ) -> list[Task]:
        definition = self.describe_task_definition(task_definition_str)
        if count != 1 or overrides or launch_type != "FARGATE":
            raise EcsClientException("The rehearsal supports one task at a time, with the launch type FARGATE and without overrides.")
        if definition.arn not in _stacks:
            raise EcsClientException(f"{definition.arn} is not in a stack; the rehearsal runs only tasks of a template.")
        self._check_network(networking_configuration)
        (task,) = run_task(
            self, cluster_str, task_definition_str, count, overrides, started_by, tags, launch_type, networking_configuration, *others
        )
        call_rehearsal("POST", f"tasks/{task.id}", {"definition": definition.arn, "stack": _stacks[definition.arn]})
        return [task]

    EC2ContainerServiceBackend.run_task = run
    EC2ContainerServiceBackend._check_network = _check_network


def _check_network(self: EC2ContainerServiceBackend, configuration: Any) -> None:
    """Requires existing subnets and security groups, as Fargate does. The rehearsal blocks no traffic."""
    network = (configuration or {}).get("awsvpcConfiguration", {})
    ec2 = ec2_backends[self.account_id][self.region_name]
    if not network.get("subnets") or not network.get("securityGroups"):
        raise EcsClientException("Network Configuration must be provided when networkMode 'awsvpc' is specified.")
    for subnet in network["subnets"]:
        ec2.get_subnet(subnet)
    for group in network["securityGroups"]:
        if ec2.get_security_group_from_id(group) is None:
            raise EcsClientException(f"The security group {group} does not exist.")


def _describe(self: EC2ContainerServiceBackend, cluster_str: str, tasks: list[str]) -> list[Task]:
    cluster = self._get_cluster(cluster_str)
    return [_refresh(self, task) for arn, task in self.tasks.get(cluster.name, {}).items() if arn in tasks or task.id in tasks]


def _stop(self: EC2ContainerServiceBackend, cluster_str: str, task_str: str, reason: str) -> Task:
    (task,) = self.describe_tasks(cluster_str, [task_str]) or [None]
    if task is None:
        raise EcsClientException("The referenced task was not found.")
    call_rehearsal("POST", f"tasks/{task.id}/stop", {"reason": reason or ""})
    return _refresh(self, task)


def _refuse_start(self: EC2ContainerServiceBackend, *_: Any) -> None:
    raise EcsClientException("The rehearsal does not run tasks on your own instances: use run-task with the launch type FARGATE.")


def _refresh(backend: EC2ContainerServiceBackend, task: Task) -> Task:
    if task.last_status == "STOPPED":
        return task
    state = call_rehearsal("GET", f"tasks/{task.id}")
    definition = backend.describe_task_definition(task.task_definition_arn)
    task.desired_status, task.stopped_reason = state["desiredStatus"], state["stoppedReason"]
    if state["lastStatus"] == "STOPPED":
        for container in definition.container_definitions:
            _log(backend, task, container, state["containers"][container["name"]]["log"])
        for container in task.containers:
            container.last_status, container.exitCode = "STOPPED", state["containers"][container.name]["exitCode"]
    task.last_status = state["lastStatus"]
    return task


def _log(backend: EC2ContainerServiceBackend, task: Task, container: dict[str, Any], text: str) -> None:
    configuration = container.get("logConfiguration") or {}
    if configuration.get("logDriver") != "awslogs" or not text:
        return
    options = configuration["options"]
    logs, group = logs_backends[backend.account_id][backend.region_name], options["awslogs-group"]
    stream = f"{options['awslogs-stream-prefix']}/{container['name']}/{task.id}"
    logs.create_log_stream(group, stream)
    logs.put_log_events(group, stream, [{"timestamp": int(time.time() * 1000), "message": line} for line in text.splitlines()])
