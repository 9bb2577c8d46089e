using Amazon.CDK.Pipelines;

namespace Expenses.Delivery;

/// <summary>The steps of a stage, besides deploying its stacks.</summary>
internal sealed record StageSteps
{
    /// <summary>Brings the image into the stage's repository, before the migration and the backend need it.</summary>
    public required Step Image { get; init; }

    /// <summary>Brings the site's bundle into the stage's bucket.</summary>
    public required Step Bundle { get; init; }

    /// <summary>Migrates the database schema before the backend starts.</summary>
    public required Step Migration { get; init; }

    /// <summary>Releases the site after all stacks are deployed.</summary>
    public required Step Site { get; init; }

    /// <summary>Checks the release. The stage succeeds when this step succeeds.</summary>
    public required Step Check { get; init; }
}
