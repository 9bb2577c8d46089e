using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rehearsal.Aws.CloudFormation;
using Rehearsal.Aws.CloudFront;
using Rehearsal.Aws.LoadBalancing;
using Rehearsal.Tls;
using Rehearsal.Workspace;

namespace Rehearsal.Tests.Aws.LoadBalancing;

/// <summary>A load balancer that accepts requests from one distribution only, both as described by a stack.</summary>
public sealed class LoadBalancersTests : IAsyncLifetime
{
    private readonly TemporaryRepository repository = new();
    private readonly CertificateAuthority authority;
    private readonly LoadBalancers loadBalancers = new(new(TimeProvider.System));
    private readonly LoadBalancerHandler loadBalancerHandler;
    private readonly ListenerHandler listenerHandler;
    private readonly ListenerRuleHandler ruleHandler;
    private readonly DistributionHandler distributionHandler;
    private readonly WebApplication task = LocalServer.Create();
    private HttpClient balancer = null!;
    private HttpClient distribution = null!;

    public LoadBalancersTests()
    {
        authority = new(repository.Folder);
        (loadBalancerHandler, listenerHandler, ruleHandler) = (new(loadBalancers), new(loadBalancers), new(loadBalancers));
        distributionHandler = new(authority);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        task.Map(
            "/{**path}",
            (HttpRequest request) =>
                $"{request.Method} {request.Path}{request.QueryString} at {request.Host} for {request.Headers["X-Forwarded-For"]}"
        );
        await task.StartAsync(Cancel);

        var name = (await loadBalancerHandler.CreateAsync(Event("{}"), Cancel)).Attributes["DNSName"];
        (await loadBalancers.StartAsync("Stack", Cancel)).Target([new Uri(task.Address).Port]);
        balancer = new() { BaseAddress = new($"http://{name}") };
        await listenerHandler.CreateAsync(
            Event(
                """
                {
                  "DefaultActions": [{
                    "Type": "fixed-response",
                    "FixedResponseConfig": { "StatusCode": "403", "ContentType": "text/plain", "MessageBody": "Not here." }
                  }]
                }
                """
            ),
            Cancel
        );
        Assert.Single(loadBalancers.Addresses);
        await AgreeOnAsync("word");
        distribution = CertificateAuthority.Client(authority.BundleFile, distributionHandler.AddressOf("Stack")!);
    }

    public async ValueTask DisposeAsync()
    {
        balancer.Dispose();
        distribution.Dispose();
        await distributionHandler.DisposeAsync();
        await loadBalancers.DisposeAsync();
        await task.DisposeAsync();
        authority.Dispose();
        await repository.DisposeAsync();
    }

    [Fact]
    public async Task A_request_that_bypasses_the_distribution_is_rejected()
    {
        Assert.Equal((HttpStatusCode.Forbidden, "Not here."), await AskAsync(balancer));
        balancer.DefaultRequestHeaders.Add("X-Origin-Verify", "wor");
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(balancer)).Status);
    }

    [Fact]
    public async Task A_request_through_the_distribution_reaches_a_task_with_the_caller_and_the_host_name()
    {
        distribution.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.1");
        distribution.DefaultRequestHeaders.Add("X-Origin-Verify", "a guess");
        Assert.Equal(
            (HttpStatusCode.OK, $"GET /v1/expenses?limit=1 at {distribution.BaseAddress!.Authority} for 192.0.2.1, 127.0.0.1, 127.0.0.1"),
            await AskAsync(distribution, "/v1/expenses?limit=1")
        );
    }

    [Fact]
    public async Task A_header_value_that_changes_on_both_sides_applies_at_once()
    {
        await AgreeOnAsync("another");
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(distribution)).Status);
        balancer.DefaultRequestHeaders.Add("X-Origin-Verify", "word");
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(balancer)).Status);
    }

    [Fact]
    public async Task Without_the_rule_every_request_is_rejected()
    {
        await ruleHandler.DeleteAsync(Event("{}"), Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(distribution)).Status);
    }

    [Fact]
    public async Task A_method_that_the_distribution_does_not_allow_is_refused()
    {
        Assert.Equal(HttpStatusCode.OK, (await distribution.PutAsync("/", null, Cancel)).StatusCode);
        await distributionHandler.UpdateAsync(Event(Distribution("word").Replace(""", "PUT" """, "", StringComparison.Ordinal)), Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, (await distribution.PutAsync("/", null, Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_load_balancer_behind_a_vpc_origin_needs_no_header_value()
    {
        await ruleHandler.DeleteAsync(Event("{}"), Cancel);
        await listenerHandler.UpdateAsync(Event("""{ "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "targets" }] }"""), Cancel);
        await distributionHandler.UpdateAsync(
            Event(
                Distribution("word")
                    .Replace(
                        "\"CustomOriginConfig\": { \"OriginProtocolPolicy\": \"http-only\" }",
                        "\"VpcOriginConfig\": { \"VpcOriginId\": \"vo_1\" }",
                        StringComparison.Ordinal
                    )
            ),
            Cancel
        );
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(distribution)).Status);
    }

    [Theory]
    [InlineData("4135ea2d", "658327ea", "caches responses (CachePolicyId)")]
    [InlineData("216adef6", "88a5eaf4", "does not forward all headers, cookies and query strings")]
    [InlineData("http-only", "https-only", "uses HTTPS to its origin")]
    public async Task An_unsupported_setting_of_a_distribution_is_refused_with_a_reason(string part, string other, string sentence)
    {
        var config = Distribution("word").Replace(part, other, StringComparison.Ordinal);
        Assert.Contains(
            sentence,
            (await Assert.ThrowsAsync<ResourceError>(() => distributionHandler.UpdateAsync(Event(config), Cancel))).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("http-header", "path-pattern", "supports only http-header")]
    [InlineData("forward", "redirect", "only forward and fixed-response")]
    public async Task An_unsupported_setting_of_a_rule_is_refused_with_a_reason(string part, string other, string sentence)
    {
        var rule = Event(Rule("word").Replace(part, other, StringComparison.Ordinal));
        var refusal = await Assert.ThrowsAsync<ResourceError>(() => ruleHandler.CreateAsync(rule, Cancel));
        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
    }

    private async Task AgreeOnAsync(string word)
    {
        await ruleHandler.UpdateAsync(Event(Rule(word)), Cancel);
        await distributionHandler.UpdateAsync(Event(Distribution(word)), Cancel);
    }

    private static string Rule(string word) =>
        $$"""
            {
              "Priority": 1,
              "Conditions": [
                { "Field": "http-header", "HttpHeaderConfig": { "HttpHeaderName": "X-Origin-Verify", "Values": ["{{word}}"] } }
              ],
              "Actions": [{ "Type": "forward", "TargetGroupArn": "targets" }]
            }
            """;

    private string Distribution(string word) =>
        $$"""
            {
              "DistributionConfig": {
                "Origins": [
                  {
                    "Id": "api",
                    "DomainName": "{{balancer.BaseAddress!.Authority}}",
                    "CustomOriginConfig": { "OriginProtocolPolicy": "http-only" },
                    "OriginCustomHeaders": [{ "HeaderName": "X-Origin-Verify", "HeaderValue": "{{word}}" }]
                  }
                ],
                "DefaultCacheBehavior": {
                  "TargetOriginId": "api", "AllowedMethods": ["GET", "PUT" ],
                  "CachePolicyId": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", "OriginRequestPolicyId": "216adef6-5c7f-47e4-b989-5492eafa07d3"
                }
              }
            }
            """;

    private static ResourceEvent Event(string properties) =>
        new("", "create", "Stack", "Resource", "resource", JsonNode.Parse(properties)!.AsObject());

    private static async Task<(HttpStatusCode Status, string Text)> AskAsync(HttpClient http, string path = "/")
    {
        using var answer = await http.GetAsync(path, Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }
}
