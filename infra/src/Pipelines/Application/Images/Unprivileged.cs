using Amazon.CDK.AWS.ECS;
using Constructs;

namespace Expenses.Application;

/// <summary>Restrictions for every container of the image.</summary>
internal static class Unprivileged
{
    /// <summary>The image's own user, repeated so that the task definition shows that the container doesn't run as root.</summary>
    public const string User = "1000";

    public static LinuxParameters Linux(Construct scope, string id)
    {
        var parameters = new LinuxParameters(scope, id);
        parameters.DropCapabilities(Capability.ALL);
        return parameters;
    }
}
