using System.Xml.Linq;
using Rehearsal.App;
using Rehearsal.Aws;
using Rehearsal.Network;

namespace Rehearsal.Tests;

/// <summary>An emulated account, shared by tests whose leftovers in it don't affect other tests.</summary>
[CollectionDefinition]
public sealed class EmulatedAccount : ICollectionFixture<EmulatedAccount>, IAsyncLifetime
{
    private readonly TemporaryRepository repository = new();

    public LocalCloud Cloud { get; private set; } = null!;

    private string Packages => Path.Combine(repository.Root, "infra", "node_modules");

    public async ValueTask InitializeAsync()
    {
        // The database server comes from the npm packages of the repository under test.
        await ThisRepository.InstallAsync(repository.Processes, CancellationToken.None);
        Directory.CreateDirectory(Path.GetDirectoryName(Packages)!);
        Directory.CreateSymbolicLink(Packages, Path.Combine(ThisRepository.Root, "infra", "node_modules"));
        Cloud = await LocalCloud.StartAsync(
            repository.Folder,
            repository.Processes,
            new BackendBuild(repository.Folder, repository.Processes),
            _ => { },
            CancellationToken.None
        );
    }

    /// <summary>Deploys a template, given without its outer braces.</summary>
    /// <returns>The stack's outputs.</returns>
    public Task<IReadOnlyDictionary<string, string>> DeployAsync(string stack, string template, CancellationToken cancel)
    {
        repository.Write($"{stack}.template.json", $"{{ {template} }}");
        return Cloud.DeployStackAsync(
            new()
            {
                StackName = stack,
                TemplateFile = Path.Combine(repository.Root, $"{stack}.template.json"),
                Source = repository.Root,
                Log = Path.Combine(repository.Folder.Logs, $"{stack}.log"),
            },
            cancel
        );
    }

    /// <summary>Gets the events of a stack and its resources, oldest first.</summary>
    public async Task<(string LogicalId, string Status, string Reason)[]> EventsAsync(string stack, CancellationToken cancel) =>
        [
            .. (await CloudFormationAsync("DescribeStackEvents", cancel, ("StackName", stack)))
                .Descendants()
                .Where(element => element.Name.LocalName == "member")
                .Select(one => (Text(one, "LogicalResourceId"), Text(one, "ResourceStatus"), Text(one, "ResourceStatusReason")))
                .Reverse(),
        ];

    /// <summary>Gets the status of a stack; an empty text if it doesn't exist.</summary>
    public async Task<string> StatusAsync(string stack, CancellationToken cancel)
    {
        var stacks = await CloudFormationAsync("DescribeStacks", cancel, ("StackName", stack));
        return stacks.Descendants().FirstOrDefault(element => element.Name.LocalName == "StackStatus")?.Value ?? "";
    }

    /// <summary>Calls CloudFormation as an administrator.</summary>
    /// <param name="parameters">The action's parameters, such as ("StackName", "Vpc").</param>
    /// <returns>The answer, which is an error if CloudFormation refuses the call.</returns>
    public async Task<XDocument> CloudFormationAsync(
        string action,
        CancellationToken cancel,
        params (string Name, string Value)[] parameters
    )
    {
        using var http = Loopback.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, Cloud.Environment["AWS_ENDPOINT_URL"]);
        request.Content = new FormUrlEncodedContent([
            new("Action", action),
            new("Version", "2010-05-15"),
            .. parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value)),
        ]);
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={Cloud.Environment["AWS_ACCESS_KEY_ID"]}/20260101/{LocalCloud.Region}/cloudformation/"
                + "aws4_request, SignedHeaders=host, Signature=none"
        );
        using var response = await http.SendAsync(request, cancel);
        return XDocument.Parse(await response.Content.ReadAsStringAsync(cancel));
    }

    public async ValueTask DisposeAsync()
    {
        await Cloud.DisposeAsync();
        File.Delete(Packages);
        await repository.DisposeAsync();
    }

    private static string Text(XElement one, string name) =>
        one.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value ?? "";
}
