using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Expenses.Settings;

namespace Expenses.Access;

public sealed class BootstrapAccessStackProps : StackProps
{
    public required DeliverySettings Settings { get; init; }
}

/// <summary>
/// Lets the workflow Bootstrap into an account. A person deploys it, once in each account, in the region that the pipeline will be in
/// where the settings name none.
/// </summary>
public sealed class BootstrapAccessStack : Stack
{
    /// <summary>A settled name: the workflow knows it (infra/steps/bootstrap-targets.sh).</summary>
    public const string RoleName = "expenses-bootstrap";

    public BootstrapAccessStack(Construct scope, string id, BootstrapAccessStackProps props)
        : base(
            scope,
            id,
            new StackProps
            {
                // By the person's own credentials: the other synthesizers, the bootstrapless too, deploy by roles that the bootstrap has yet to make.
                Synthesizer = new LegacyStackSynthesizer(),
                Description =
                    "Lets the workflow Bootstrap of the expenses repository prepare this account for the CDK and deploy the pipeline",
            }
        )
    {
        var settings = props.Settings;
        AwsEnvironment[] places = [settings.PipelineEnvironment(), .. settings.Environments.Select(settings.EnvironmentOf)];
        string[] regions = [.. places.Select(place => place.Region ?? Region).Distinct()];

        var role = new Role(
            this,
            "Role",
            new RoleProps
            {
                RoleName = RoleName,
                // Without the branch: IAM takes no letters here beyond Latin-1, and a branch may have any.
                Description = "Taken by the workflow Bootstrap of the expenses repository, on the delivered branch alone",
                AssumedBy = new BranchPrincipal(this, settings),
            }
        );
        role.GrantBootstrap(regions);
        role.GrantServiceLinkedRoles();
        role.GrantFirstDeployment(regions);
        role.GrantPreflight(settings, regions);

        _ = new CfnOutput(this, "RoleArn", new CfnOutputProps { Value = role.RoleArn });
    }
}
