using Rehearsal.Aws.CloudFormation;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.CertificateManager;

/// <summary>Rejects certificates: their domain names resolve to AWS.</summary>
internal sealed class CertificateHandler : IResourceHandler
{
    public string ResourceType => "AWS::CertificateManager::Certificate";

    public Task<ResourceAnswer> CreateAsync(ResourceEvent resource, CancellationToken cancel) =>
        throw new ResourceError(
            $"{resource.Name} is a custom domain, which resolves to AWS and not to this machine. "
                + "To rehearse, remove the domain from cdk.json."
        );
}
