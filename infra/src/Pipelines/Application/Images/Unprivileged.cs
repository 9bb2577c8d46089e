using Amazon.CDK.AWS.ECS;
using Constructs;

namespace Expenses.Application;

/// <summary>How every container of the image runs.</summary>
internal static class Unprivileged
{
    /// <summary>The image's own user, repeated: the task definition alone shows that the container is not root.</summary>
    public const string User = "1000";

    public static LinuxParameters Linux(Construct scope, string id)
    {
        var parameters = new LinuxParameters(scope, id);
        parameters.DropCapabilities(Capability.ALL);
        return parameters;
    }
}
