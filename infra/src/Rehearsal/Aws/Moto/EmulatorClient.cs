using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Rehearsal.Aws.Iam;

namespace Rehearsal.Aws.Moto;

/// <summary>A client for the rehearsal's own calls to the emulated account, in AWS's own protocols.</summary>
/// <param name="http">A connection to the emulator. This object disposes of it.</param>
/// <param name="region">The region that it calls.</param>
public sealed class EmulatorClient(HttpClient http, string region) : IDisposable
{
    public async Task<JsonNode> DescribeTaskDefinitionAsync(string arn, CancellationToken cancel)
    {
        var answer = await CallAsync(
            "ecs",
            "AmazonEC2ContainerServiceV20141113.DescribeTaskDefinition",
            new { taskDefinition = arn },
            cancel
        );
        return answer["taskDefinition"]!;
    }

    /// <param name="valueFrom">The secret's reference in a task definition: ARN, or ARN:KEY:VERSION_STAGE:VERSION_ID.</param>
    /// <param name="credentials">The credentials of the role that reads it.</param>
    /// <exception cref="AccessDenied">The role may not read it.</exception>
    internal async Task<string> SecretAsync(string valueFrom, Credentials credentials, CancellationToken cancel)
    {
        // A secret's ARN has seven parts; the next one names a key of its JSON.
        var parts = valueFrom.Split(':');
        var answer = await CallAsync(
            "secretsmanager",
            "secretsmanager.GetSecretValue",
            new { SecretId = string.Join(':', parts.Take(7)) },
            cancel,
            credentials
        );
        var text = (string)answer["SecretString"]!;
        return parts.Length > 7 && parts[7].Length > 0 ? JsonNode.Parse(text)![parts[7]]!.ToString() : text;
    }

    /// <summary>Reads all secrets that are JSON.</summary>
    internal async Task<IReadOnlyList<(string Id, JsonObject Value)>> JsonSecretsAsync(CancellationToken cancel)
    {
        var secrets = await CallAsync("secretsmanager", "secretsmanager.ListSecrets", new { MaxResults = 100 }, cancel);
        List<(string, JsonObject)> values = [];
        foreach (var id in secrets["SecretList"]!.AsArray().Select(secret => (string)secret!["ARN"]!))
        {
            var answer = await CallAsync("secretsmanager", "secretsmanager.GetSecretValue", new { SecretId = id }, cancel);
            if ((string?)answer["SecretString"] is ['{', ..] text)
                values.Add((id, JsonNode.Parse(text)!.AsObject()));
        }
        return values;
    }

    internal Task SetSecretAsync(string id, JsonObject value, CancellationToken cancel) =>
        CallAsync(
            "secretsmanager",
            "secretsmanager.PutSecretValue",
            new
            {
                SecretId = id,
                SecretString = value.ToJsonString(),
                ClientRequestToken = Guid.NewGuid(),
            },
            cancel
        );

    public Task CreateSecretAsync(string name, string value, CancellationToken cancel) =>
        CallAsync(
            "secretsmanager",
            "secretsmanager.CreateSecret",
            new
            {
                Name = name,
                SecretString = value,
                ClientRequestToken = Guid.NewGuid(),
            },
            cancel
        );

    /// <returns>OK, ALARM or INSUFFICIENT_DATA; null if the alarm does not exist.</returns>
    public async Task<string?> AlarmStateAsync(string name, CancellationToken cancel)
    {
        var answer = await QueryAsync(
            "monitoring",
            new()
            {
                ["Action"] = "DescribeAlarms",
                ["Version"] = "2010-08-01",
                ["AlarmNames.member.1"] = name,
            },
            cancel
        );
        return answer.Members("MetricAlarms").SingleOrDefault()?.Value("StateValue");
    }

    /// <param name="state">OK, ALARM or INSUFFICIENT_DATA.</param>
    public Task SetAlarmStateAsync(string name, string state, string reason, CancellationToken cancel) =>
        QueryAsync(
            "monitoring",
            new()
            {
                ["Action"] = "SetAlarmState",
                ["Version"] = "2010-08-01",
                ["AlarmName"] = name,
                ["StateValue"] = state,
                ["StateReason"] = reason,
            },
            cancel
        );

    /// <summary>Gets how long open requests may take after a target is deregistered.</summary>
    public async Task<TimeSpan> DeregistrationDelayAsync(string targetGroup, CancellationToken cancel)
    {
        var answer = await QueryAsync(
            "elasticloadbalancing",
            new()
            {
                ["Action"] = "DescribeTargetGroupAttributes",
                ["Version"] = "2015-12-01",
                ["TargetGroupArn"] = targetGroup,
            },
            cancel
        );
        var delay = answer.Members("Attributes").Single(attribute => attribute.Value("Key") == "deregistration_delay.timeout_seconds");
        return TimeSpan.FromSeconds(int.Parse(delay.Value("Value")!, CultureInfo.InvariantCulture));
    }

    /// <summary>Finds the resource types that neither the emulator nor the rehearsal knows.</summary>
    internal async Task<IReadOnlyCollection<string>> UnknownTypesAsync(IEnumerable<string> types, CancellationToken cancel)
    {
        // Text has a length, which the emulator's server needs.
        using var content = new StringContent(JsonSerializer.Serialize(new { types }));
        using var response = await http.PostAsync("/rehearsal/types", content, cancel);
        var answer = JsonNode.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancel))!;
        return [.. answer["unknown"]!.AsArray().Select(type => type!.ToString())];
    }

    /// <summary>Assumes the role of an administrator of another account. The emulator creates the account on the first call.</summary>
    internal async Task<Credentials> AdministratorOfAsync(string account, CancellationToken cancel)
    {
        var answer = await QueryAsync(
            "sts",
            new()
            {
                ["Action"] = "AssumeRole",
                ["Version"] = "2011-06-15",
                ["RoleArn"] = $"arn:aws:iam::{account}:role/administrator",
                ["RoleSessionName"] = "rehearsal",
            },
            cancel
        );
        return new(Text("AccessKeyId"), Text("SecretAccessKey"), Text("SessionToken"));

        string Text(string name) => answer.Descendants().Single(element => element.Name.LocalName == name).Value;
    }

    /// <summary>Finds each repository that has an image with this tag, and the image's digest.</summary>
    public async Task<IReadOnlyList<(string Repository, string Digest)>> ImagesAsync(string tag, CancellationToken cancel)
    {
        var repositories = await CallAsync("ecr", "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories", new { }, cancel);
        List<(string, string)> images = [];
        foreach (
            var name in repositories["repositories"]!.AsArray().Select(repository => repository!["repositoryName"]!.ToString()).Order()
        )
        {
            // A missing image is reported as a failure in the answer, not as an error.
            var answer = await CallAsync(
                "ecr",
                "AmazonEC2ContainerRegistry_V20150921.BatchGetImage",
                new { repositoryName = name, imageIds = new[] { new { imageTag = tag } } },
                cancel
            );
            images.AddRange(answer["images"]!.AsArray().Select(image => (name, image!["imageId"]!["imageDigest"]!.ToString())));
        }
        return images;
    }

    public void Dispose() => http.Dispose();

    /// <summary>Calls AWS's query protocol: a form, answered in XML.</summary>
    /// <exception cref="AwsError">AWS refuses the call.</exception>
    internal async Task<XElement> QueryAsync(
        string service,
        Dictionary<string, string> form,
        CancellationToken cancel,
        Credentials? credentials = null,
        string? otherRegion = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new FormUrlEncodedContent(form) };
        Sign(request, service, credentials, otherRegion);
        using var response = await http.SendAsync(request, cancel);
        var text = await response.Content.ReadAsStringAsync(cancel);
        return response.IsSuccessStatusCode ? XElement.Parse(text) : throw AwsError.Parse(text);
    }

    private async Task<JsonNode> CallAsync(
        string service,
        string target,
        object body,
        CancellationToken cancel,
        Credentials? credentials = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Content = new StringContent(JsonSerializer.Serialize(body), new MediaTypeHeaderValue("application/x-amz-json-1.1")),
        };
        request.Headers.Add("X-Amz-Target", target);
        Sign(request, service, credentials);
        using var response = await http.SendAsync(request, cancel);
        var text = await response.Content.ReadAsStringAsync(cancel);
        if (response.IsSuccessStatusCode)
            return JsonNode.Parse(text)!;
        throw response.StatusCode == HttpStatusCode.BadRequest && (string?)JsonNode.Parse(text)?["__type"] == "AccessDeniedException"
            ? new AccessDenied((string)JsonNode.Parse(text)!["message"]!)
            : new InvalidOperationException($"{target} returned {(int)response.StatusCode}: {text}");
    }

    /// <summary>Adds a credential. The emulator reads the service from it and checks no signature.</summary>
    private void Sign(HttpRequestMessage request, string service, Credentials? credentials = null, string? otherRegion = null)
    {
        var key = (credentials ?? Credentials.Administrator).AccessKeyId;
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={key}/20260101/{otherRegion ?? region}/{service}/aws4_request, SignedHeaders=host, Signature=none"
        );
    }
}
