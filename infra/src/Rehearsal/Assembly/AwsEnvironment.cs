namespace Rehearsal.Assembly;

/// <summary>An account and a region.</summary>
public sealed record AwsEnvironment(string Account, string Region)
{
    /// <summary>Its address for the CDK CLI.</summary>
    public string Address => $"aws://{Account}/{Region}";
}
