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
/// Gives the Bootstrap workflow access to an account. Deploy it by hand, once per account. If the settings have no region, deploy it to the
/// region of the pipeline.
/// </summary>
public sealed class BootstrapAccessStack : Stack
{
    /// <summary>A fixed name, which the workflow uses (infra/steps/bootstrap-targets.sh).</summary>
    public const string RoleName = "expenses-bootstrap";

    public BootstrapAccessStack(Construct scope, string id, BootstrapAccessStackProps props)
        : base(
            scope,
            id,
            new StackProps
            {
                // Deploys with your own credentials. Other synthesizers need roles that the bootstrap has yet to create.
                Synthesizer = new LegacyStackSynthesizer(),
                Description =
                    "Lets the Bootstrap workflow of the expenses repository bootstrap this account for the CDK and deploy the pipeline",
            }
        )
    {
        var settings = props.Settings;
        AwsEnvironment[] environments = [settings.PipelineEnvironment(), .. settings.Environments.Select(settings.EnvironmentOf)];
        string[] regions = [.. environments.Select(environment => environment.Region ?? Region).Distinct()];

        var role = new Role(
            this,
            "Role",
            new RoleProps
            {
                RoleName = RoleName,
                // Without the branch's name, which may have characters that IAM doesn't allow here.
                Description = "Assumed by the Bootstrap workflow of the expenses repository, on the delivered branch only",
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
