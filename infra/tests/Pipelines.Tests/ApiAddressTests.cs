using System.Text.Json.Nodes;

namespace Expenses.Tests;

/// <summary>How clients reach the API: with a domain over TLS end to end, without one through CloudFront.</summary>
public sealed class ApiAddressTests(SynthesisedApp app, Variants variants, ApiAddressTests.AppWithDomain named)
    : IClassFixture<ApiAddressTests.AppWithDomain>
{
    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Without_a_domain_only_cloudfront_can_reach_the_load_balancer(string stage)
    {
        var ingress = Assert.Single(BalancerIngress(Template.FromStack(app.Stage(stage).BackendApp)));
        Assert.Equal(80, (int)ingress["FromPort"]!);
        Assert.NotNull(ingress["SourcePrefixListId"]!["Fn::FindInMap"]);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_load_balancer_requires_a_secret_header_that_only_this_distribution_sends(string stage)
    {
        var template = Template.FromStack(app.Stage(stage).BackendApp);
        Assert.Equal(
            "403",
            (string?)template.Only("AWS::ElasticLoadBalancingV2::Listener")["DefaultActions"]![0]!["FixedResponseConfig"]!["StatusCode"]
        );
        var required = template.Only("AWS::ElasticLoadBalancingV2::ListenerRule")["Conditions"]![0]!["HttpHeaderConfig"]!;
        var sent = Assert.Single(Distribution(template)["Origins"]![0]!["OriginCustomHeaders"]!.AsArray())!;
        Assert.Equal((string?)required["HttpHeaderName"], (string?)sent["HeaderName"]);
        Assert.Equal(required["Values"]![0]!.ToJsonString(), sent["HeaderValue"]!.ToJsonString());
        Assert.Contains("{{resolve:secretsmanager:", sent["HeaderValue"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Cloudfront_requires_https_forwards_everything_and_caches_nothing(string stage)
    {
        var template = Template.FromStack(app.Stage(stage).BackendApp);
        var behaviour = Distribution(template)["DefaultCacheBehavior"]!;
        Assert.Equal("https-only", (string?)behaviour["ViewerProtocolPolicy"]);
        // AWS's own policies: CachingDisabled and AllViewer.
        Assert.Equal(
            ("4135ea2d-6df8-44a3-9df3-4b5a84be39ad", "216adef6-5c7f-47e4-b989-5492eafa07d3"),
            ((string?)behaviour["CachePolicyId"], (string?)behaviour["OriginRequestPolicyId"])
        );
        Assert.Equal(7, behaviour["AllowedMethods"]!.AsArray().Count);
        Assert.NotNull(Distribution(template)["Logging"]!["Bucket"]);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Each_deployment_of_the_site_reads_the_https_url_from_a_parameter(string stage)
    {
        var written = Template.FromStack(app.Stage(stage).BackendApp).Only("AWS::SSM::Parameter");
        Assert.StartsWith("{\"Fn::Join\":[\"\",[\"https://\"", written["Value"]!.ToJsonString(), StringComparison.Ordinal);

        var site = Template.FromStack(app.Stage(stage).FrontendApp);
        var variables = site.Only("AWS::Amplify::App")["EnvironmentVariables"]!.AsArray();
        var read = site.Json()["Parameters"]![
            (string)variables.Single(variable => (string?)variable!["Name"] == "API_URL")!["Value"]!["Ref"]!
        ]!;
        Assert.Equal(("AWS::SSM::Parameter::Value<String>", (string?)written["Name"]), ((string?)read["Type"], (string?)read["Default"]));
        Assert.Contains(app.Stage(stage).BackendApp, app.Stage(stage).FrontendApp.Dependencies);
    }

    [Fact]
    public void Only_cloudfront_can_reach_an_internal_load_balancer_which_needs_no_secret_header()
    {
        var template = Template.FromStack(variants[Variants.Internal].Stage("Dev").BackendApp);
        var balancer = template.Only("AWS::ElasticLoadBalancingV2::LoadBalancer");
        Assert.Equal("internal", (string?)balancer["Scheme"]);
        Assert.All(
            balancer["Subnets"]!.AsArray(),
            subnet => Assert.Contains("PrivateSubnet", subnet!.ToJsonString(), StringComparison.Ordinal)
        );
        Assert.Equal("forward", (string?)template.Only("AWS::ElasticLoadBalancingV2::Listener")["DefaultActions"]![0]!["Type"]);
        Assert.NotNull(Assert.Single(BalancerIngress(template))["SourcePrefixListId"]);
        Assert.Equal("http-only", (string?)template.Only("AWS::CloudFront::VpcOrigin")["VpcOriginEndpointConfig"]!["OriginProtocolPolicy"]);
        var origin = Distribution(template)["Origins"]![0]!;
        Assert.Equal(60, (int)origin["VpcOriginConfig"]!["OriginReadTimeout"]!);
        Assert.Null(origin["OriginCustomHeaders"]);
        Assert.DoesNotContain(
            template.Resources("AWS::SecretsManager::Secret").Keys,
            secret => secret.Contains("Origin", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void With_a_domain_the_load_balancer_terminates_current_tls_and_redirects_http()
    {
        var listeners = named.Backend.All("AWS::ElasticLoadBalancingV2::Listener").ToDictionary(listener => (int)listener["Port"]!);
        Assert.Equal(
            ("HTTPS", "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"),
            ((string?)listeners[443]["Protocol"], (string?)listeners[443]["SslPolicy"])
        );
        Assert.Equal("HTTPS", (string?)listeners[80]["DefaultActions"]![0]!["RedirectConfig"]!["Protocol"]);
        Assert.Equal([80, 443], BalancerIngress(named.Backend).Select(rule => (int)rule["FromPort"]!).Order());
    }

    [Fact]
    public void With_a_domain_dns_validates_the_certificate_and_resolves_to_the_load_balancer()
    {
        named.Backend.Has("AWS::CertificateManager::Certificate", """{ "DomainName": "api.example.com", "ValidationMethod": "DNS" }""");
        named.Backend.Has("AWS::Route53::RecordSet", """{ "Name": "api.example.com.", "Type": "A", "HostedZoneId": "Z0123456789" }""");
        named.Backend.ResourceCountIs("AWS::CloudFront::Distribution", 0);
        Assert.Equal("https://api.example.com", named.App.Stage("Prod").BackendApp.Url);
    }

    [Fact]
    public void The_api_trusts_exactly_its_own_proxies_for_the_callers_address()
    {
        Assert.Equal("2", TrustedProxies(Template.FromStack(app.Stage("Prod").BackendApp)));
        Assert.Equal("1", TrustedProxies(named.Backend));

        static string? TrustedProxies(Template template) =>
            (string?)
                template.Only("AWS::ECS::TaskDefinition")["ContainerDefinitions"]!
                    .AsArray()
                    .Single(container => (string?)container!["Name"] == "api")!["Environment"]!
                    .AsArray()
                    .Single(variable => (string?)variable!["Name"] == "TRUSTED_PROXIES")!["Value"];
    }

    [Fact]
    public void The_sites_domain_is_attached_to_the_release_branch_and_passed_to_the_build()
    {
        var domain = named.Frontend.Only("AWS::Amplify::Domain");
        Assert.Equal("expenses.example.com", (string?)domain["DomainName"]);
        Assert.Equal("", (string?)Assert.Single(domain["SubDomainSettings"]!.AsArray())!["Prefix"]);
        var variables = named.Frontend.Only("AWS::Amplify::App")["EnvironmentVariables"]!.AsArray();
        Assert.Equal("expenses.example.com", (string?)variables.Single(variable => (string?)variable!["Name"] == "SITE_DOMAIN")!["Value"]);
    }

    private static JsonNode Distribution(Template template) => template.Only("AWS::CloudFront::Distribution")["DistributionConfig"]!;

    /// <summary>Gets the load balancer's ingress rules, inline and separate.</summary>
    private static IEnumerable<JsonNode> BalancerIngress(Template template)
    {
        var (id, group) = template
            .Resources("AWS::EC2::SecurityGroup")
            .Single(group => group.Key.Contains("LoadBalancer", StringComparison.Ordinal));
        var rules = template.All("AWS::EC2::SecurityGroupIngress").Where(rule => (string?)rule["GroupId"]!["Fn::GetAtt"]?[0] == id);
        return (group["Properties"]!["SecurityGroupIngress"]?.AsArray() ?? []).Concat(rules)!;
    }

    public sealed class AppWithDomain
    {
        public SynthesisedApp App { get; } =
            SynthesisedApp.With(delivery =>
            {
                delivery.Environment("Prod")["backend"]!["domain"] = new JsonObject
                {
                    ["name"] = "api.example.com",
                    ["hostedZone"] = "example.com",
                    ["hostedZoneId"] = "Z0123456789",
                };
                delivery.Environment("Prod")["frontend"] = new JsonObject { ["domain"] = "expenses.example.com" };
            });

        public Template Backend => Template.FromStack(App.Stage("Prod").BackendApp);

        public Template Frontend => Template.FromStack(App.Stage("Prod").FrontendApp);
    }
}
