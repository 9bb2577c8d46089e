using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.RDS;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;

namespace Expenses.Application;

internal sealed class PasswordRotationProps
{
    public required IVpc Vpc { get; init; }

    public required DatabaseCluster Cluster { get; init; }

    public required ISecret AppSecret { get; init; }

    /// <summary>From one change to the next.</summary>
    public required int Days { get; init; }
}

/// <summary>
/// The rotation of both database passwords, by Secrets Manager's own function. The running API reads the new password when the old one is refused.
/// It belongs to the backend's stack because Secrets Manager tests each schedule as soon as it exists, by logging in as its user:
/// that takes an instance to log in to, and the app's user, whom the first migration makes.
/// </summary>
internal sealed class PasswordRotation : Construct
{
    /// <summary>RDS takes no others, and neither need a shell or an address quote what is left.</summary>
    private const string Excluded = " %+~`#$&*()|[]{}:;<>?!'/@\"\\";

    private readonly PasswordRotationProps props;

    public PasswordRotation(Construct scope, string id, PasswordRotationProps props)
        : base(scope, id)
    {
        this.props = props;
        var group = new SecurityGroup(
            this,
            "SecurityGroup",
            new SecurityGroupProps
            {
                Vpc = props.Vpc,
                AllowAllOutbound = false,
                Description = "Changes the passwords of the expenses database",
            }
        );
        group.Connections.AllowToDefaultPort(props.Cluster, "The database whose passwords it changes");
        group.Connections.AllowToAnyIpv4(Port.Tcp(443), "Secrets Manager is reached at its public endpoint");
        Rotate("Owner", props.Cluster.Secret!, group);
        Rotate("App", props.AppSecret, group);
    }

    private void Rotate(string id, ISecret secret, SecurityGroup group)
    {
        var schedule = new RotationSchedule(
            this,
            id,
            new RotationScheduleProps
            {
                Secret = secret,
                HostedRotation = HostedRotation.PostgreSqlSingleUser(
                    new SingleUserHostedRotationOptions
                    {
                        Vpc = props.Vpc,
                        VpcSubnets = new SubnetSelection { SubnetType = SubnetType.PRIVATE_WITH_EGRESS },
                        SecurityGroups = [group],
                        ExcludeCharacters = Excluded,
                    }
                ),
                AutomaticallyAfter = Duration.Days(props.Days),
                // A deployment changes no password.
                RotateImmediatelyOnUpdate = false,
            }
        );
        // The group's rules are resources of their own, and the test of the schedule goes through them.
        schedule.Node.AddDependency(group);
    }
}
