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

/// <summary>Changes the passwords of the database's users, by the function that Secrets Manager brings. The running API reads the new one when the old is refused.</summary>
internal sealed class PasswordRotation : Construct
{
    /// <summary>RDS takes no others, and neither need a shell or an address quote what is left.</summary>
    private const string Excluded = " %+~`#$&*()|[]{}:;<>?!'/@\"\\";

    private readonly PasswordRotationProps props;

    public PasswordRotation(Construct scope, string id, PasswordRotationProps props) : base(scope, id)
    {
        this.props = props;
        var group = new SecurityGroup(this, "SecurityGroup", new SecurityGroupProps { Vpc = props.Vpc, AllowAllOutbound = false, Description = "Changes the passwords of the expenses database" });
        group.Connections.AllowToDefaultPort(props.Cluster, "The database whose passwords it changes");
        group.Connections.AllowToAnyIpv4(Port.Tcp(443), "Secrets Manager is reached at its public endpoint");
        Rotate("Owner", props.Cluster.Secret!, group);
        Rotate("App", props.AppSecret, group);
    }

    private void Rotate(string id, ISecret secret, SecurityGroup group) => _ = new RotationSchedule(this, id, new RotationScheduleProps
    {
        Secret = secret,
        HostedRotation = HostedRotation.PostgreSqlSingleUser(new SingleUserHostedRotationOptions
        {
            Vpc = props.Vpc,
            VpcSubnets = new SubnetSelection { SubnetType = SubnetType.PRIVATE_WITH_EGRESS },
            SecurityGroups = [group],
            ExcludeCharacters = Excluded,
        }),
        AutomaticallyAfter = Duration.Days(props.Days),
        // The app's user is made by the first migration, which comes later.
        RotateImmediatelyOnUpdate = false,
    });
}
