using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace Expenses.Application;

/// <summary>Logs all network traffic, accepted and rejected.</summary>
internal sealed class FlowLogs : Construct
{
    public FlowLogs(Construct scope, string id, Vpc vpc, int days)
        : base(scope, id)
    {
        var group = new LogGroup(
            this,
            "Group",
            new LogGroupProps { Retention = Retention.Days(days), RemovalPolicy = RemovalPolicy.DESTROY }
        );
        _ = new FlowLog(
            this,
            "Log",
            new FlowLogProps
            {
                ResourceType = FlowLogResourceType.FromVpc(vpc),
                Destination = FlowLogDestination.ToCloudWatchLogs(group),
                TrafficType = FlowLogTrafficType.ALL,
            }
        );
    }
}
