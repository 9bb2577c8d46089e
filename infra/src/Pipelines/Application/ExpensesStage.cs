using Amazon.CDK;
using Constructs;
using Expenses.Settings;

namespace Expenses.Application;

public sealed class ExpensesStageProps : StageProps
{
    public required EnvironmentSettings Settings { get; init; }

    public required BackendImage Image { get; init; }

    /// <summary>The GitHub repository that the site is released from, "owner/name".</summary>
    public required string Repository { get; init; }

    /// <summary>The name of the secret with the token that gives Amplify access to the repository.</summary>
    public required string AmplifyToken { get; init; }

    /// <summary>The delivered branch, for links to the runbook.</summary>
    public required string Branch { get; init; }

    /// <summary>Days that images are kept for rollbacks.</summary>
    public required int RollbackDays { get; init; }

    /// <summary>The account of the pipeline, if it is another account than the stage's. Its steps deliver to this stage.</summary>
    public string? TrustedAccount { get; init; }
}

/// <summary>One deployable copy of the whole app. It creates the six stacks and connects them.</summary>
public sealed class ExpensesStage : Stage
{
    public ExpensesStage(Construct scope, string id, ExpensesStageProps props)
        : base(scope, id, props)
    {
        var settings = props.Settings;
        BakeMinutes = settings.BakeMinutes;
        var runbook = new Runbook(props.Repository, props.Branch);

        Vpc = new VpcStack(this, "Vpc", new VpcStackProps { StackName = NameOf("Vpc"), Settings = settings.Vpc });
        Ecr = new EcrStack(
            this,
            "Ecr",
            new EcrStackProps
            {
                StackName = NameOf("Ecr"),
                RepositoryName = $"expenses-{id}-backend".ToLowerInvariant(),
                BundleBucketName = $"expenses-{id.ToLowerInvariant()}-bundles-{Account ?? Aws.ACCOUNT_ID}-{Region ?? Aws.REGION}",
                RollbackDays = props.RollbackDays,
                Protect = settings.Protect,
                TrustedAccount = props.TrustedAccount,
            }
        );
        Database = new DatabaseStack(
            this,
            "Database",
            new DatabaseStackProps
            {
                StackName = NameOf("Database"),
                Settings = settings.Database,
                Vpc = Vpc.Vpc,
                RepositoryName = Ecr.RepositoryName,
                ImageTag = props.Image.Tag,
                TrustedAccount = props.TrustedAccount,
                Protect = settings.Protect,
                Runbook = runbook,
            }
        );
        Cache = new CacheStack(
            this,
            "Cache",
            new CacheStackProps
            {
                StackName = NameOf("Cache"),
                Settings = settings.Cache,
                Vpc = Vpc.Vpc,
                Protect = settings.Protect,
                Runbook = runbook,
            }
        );
        BackendApp = new BackendAppStack(
            this,
            "BackendApp",
            new BackendAppStackProps
            {
                StackName = NameOf("BackendApp"),
                Settings = settings.Backend,
                Vpc = Vpc.Vpc,
                Database = Database.Cluster,
                DatabaseAppSecret = Database.AppSecret,
                RotationDays = settings.Database.RotationDays,
                Cache = Cache.Cache,
                Repository = Ecr.Repository,
                ImageTag = props.Image.Tag,
                SiteDomain = settings.Frontend.Domain,
                Protect = settings.Protect,
                Runbook = runbook,
            }
        );
        FrontendApp = new FrontendAppStack(
            this,
            "FrontendApp",
            new FrontendAppStackProps
            {
                StackName = NameOf("FrontendApp"),
                Repository = props.Repository,
                ReleaseBranch = settings.ReleaseBranch,
                AmplifyToken = props.AmplifyToken,
                ApiAddressParameter = BackendApp.ApiAddressParameter,
                BundleBucketName = Ecr.BundleBucketName,
                Settings = settings.Frontend,
                SendsMail = settings.Backend.MailSender is not null,
                Runbook = runbook,
                TrustedAccount = props.TrustedAccount,
            }
        );
        // It reads the parameter that the backend writes.
        FrontendApp.AddStackDependency(BackendApp);

        this.RestrictServiceTrusts();

        string NameOf(string stack) => $"Expenses-{id}-{stack}";
    }

    /// <summary>The bake time after a deployment.</summary>
    public int BakeMinutes { get; }

    public VpcStack Vpc { get; }

    public EcrStack Ecr { get; }

    public DatabaseStack Database { get; }

    public CacheStack Cache { get; }

    public BackendAppStack BackendApp { get; }

    public FrontendAppStack FrontendApp { get; }
}
