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

    /// <summary>Days between rotations.</summary>
    public required int Days { get; init; }
}

/// <summary>
/// The rotation of both database passwords, with Secrets Manager's hosted function. When the database rejects the old password, the API
/// reads the new one. The rotation is in the backend's stack because Secrets Manager tests a new schedule by logging in. That needs a
/// database instance, and the app's user, which the first migration creates.
/// </summary>
internal sealed class PasswordRotation : Construct
{
    /// <summary>Characters that RDS rejects, or that need quoting in a shell or a URL.</summary>
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
                        // How CloudFormation names it otherwise is not documented: environments in one region might clash.
                        FunctionName = $"{Stack.Of(this).StackName}-Rotate{id}",
                        Vpc = props.Vpc,
                        VpcSubnets = new SubnetSelection { SubnetType = SubnetType.PRIVATE_WITH_EGRESS },
                        SecurityGroups = [group],
                        ExcludeCharacters = Excluded,
                    }
                ),
                AutomaticallyAfter = Duration.Days(props.Days),
                // Deployments don't rotate passwords.
                RotateImmediatelyOnUpdate = false,
            }
        );
        // Testing the schedule needs the group's rules, which are separate resources.
        schedule.Node.AddDependency(group);
    }
}
