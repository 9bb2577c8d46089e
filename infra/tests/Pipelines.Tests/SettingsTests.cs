using System.Text.Json.Nodes;
using Expenses.Settings;

namespace Expenses.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void The_settings_in_cdk_json_are_complete_and_valid() => Assert.NotNull(SettingsReader.Read(Repository.Delivery()));

    [Fact]
    public void Each_setting_is_read_from_its_key() =>
        Assert.Equal(2, SettingsReader.Read(TestSettings.Delivery()).Environments[0].Vpc.AvailabilityZones);

    [Fact]
    public void Missing_settings_are_reported_with_the_name_of_the_context() =>
        Assert.Contains(
            "context \"delivery\" is missing",
            Assert.Single(Assert.Throws<SettingsError>(() => SettingsReader.Read(null)).Findings),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_missing_key_is_reported_with_its_path() =>
        Refuses(
            delivery => delivery.Environment("Dev")["database"]!.AsObject().Remove("maxCapacity"),
            "delivery.environments[Dev].database.maxCapacity is missing"
        );

    [Fact]
    public void An_unknown_key_is_reported_with_the_known_ones() =>
        Refuses(
            delivery => delivery.Environment("Prod")["vpc"]!["natGatways"] = 2,
            "delivery.environments[Prod].vpc.natGatways is not a known setting. Did you mean",
            "natGateways"
        );

    [Fact]
    public void All_errors_are_reported_at_once()
    {
        var delivery = TestSettings.Delivery();
        delivery.Remove("branch");
        delivery["colour"] = "blue";
        Assert.Equal(2, Assert.Throws<SettingsError>(() => SettingsReader.Read(delivery)).Findings.Count);
    }

    [Fact]
    public void A_value_of_the_wrong_type_is_reported() =>
        Refuses(delivery => delivery.Environment("Dev")["backend"]!["minTasks"] = "two", "delivery.environments[0].backend.minTasks");

    [Fact]
    public void A_value_instead_of_an_object_is_reported() =>
        Refuses(delivery => delivery.Environment("Dev")["vpc"] = 3, "delivery.environments[Dev].vpc is 3; it must be an object");

    [Theory]
    [InlineData("repository", "\"expenses\"", "delivery.repository is \"expenses\"")]
    [InlineData(
        "repository",
        "\"example/a-name-that-is-too-long-a-name-that-is-too-long-a-name-that-is-too-long-a-name-that-is-too-long\"",
        "delivery.repository is \"example/a-name"
    )]
    [InlineData("branch", "\"\"", "delivery.branch is \"\"")]
    [InlineData("branch", "\"refs/heads/main\"", "delivery.branch is \"refs/heads/main\"")]
    [InlineData("branch", "\"release\"", "delivery.branch is \"release\"")]
    [InlineData("branch", "\"release/dev\"", "delivery.branch is \"release/dev\"")]
    [InlineData("branch", "\"release/prod\"", "delivery.branch is \"release/prod\"")]
    [InlineData("branch", "\"main/\"", "delivery.branch is \"main/\"")]
    [InlineData("branch", "\"a/.b\"", "delivery.branch is \"a/.b\"")]
    [InlineData("branch", "\"-main\"", "delivery.branch is \"-main\"")]
    [InlineData("branch", "\"a{b}\"", "delivery.branch is \"a{b}\"")]
    [InlineData("branch", "\"two words\"", "delivery.branch is \"two words\"")]
    [InlineData("branch", "\"main\\n\"", "delivery.branch is \"main\n\"")]
    [InlineData("branch", "\"/main\"", "delivery.branch is \"/main\"")]
    [InlineData("branch", "\"a//b\"", "delivery.branch is \"a//b\"")]
    [InlineData("branch", "\"a..b\"", "delivery.branch is \"a..b\"")]
    [InlineData("branch", "\"main.lock\"", "delivery.branch is \"main.lock\"")]
    [InlineData("branch", "\"feature-*\"", "delivery.branch is \"feature-*\"")]
    [InlineData("notify", """["a@example.com", "A@example.com"]""", "delivery.notify contains \"a@example.com\" more than once")]
    [InlineData("notify", """["a@example.com\n"]""", "delivery.notify contains \"a@example.com\n\"")]
    [InlineData("repository", "\"example/expenses\\n\"", "delivery.repository is \"example/expenses\n\"")]
    [InlineData("github.releaseToken", "\"expenses/token\\n\"", "delivery.github.releaseToken is \"expenses/token\n\"")]
    [InlineData("account", "\"111111111111\\n\"", "delivery.account is \"111111111111\n\"")]
    [InlineData("region", "\"us-east-1\\n\"", "delivery.region is \"us-east-1\n\"")]
    [InlineData("Dev.database.engineVersion", "\"17.6\\n\"", "delivery.environments[Dev].database.engineVersion is \"17.6\n\"")]
    [InlineData("connectionArn", "\"arn:aws:s3:::bucket\"", "delivery.connectionArn is \"arn:aws:s3:::bucket\"")]
    [InlineData(
        "github.releaseToken",
        "\"arn:aws:secretsmanager:us-east-1:111111111111:secret:expenses/github-AbCdEf\"",
        "delivery.github.releaseToken is \"arn:aws:secretsmanager"
    )]
    [InlineData("github.amplifyToken", "\"expenses/github-AbCdEf\"", "delivery.github.amplifyToken is \"expenses/github-AbCdEf\"")]
    [InlineData("refuseImagesFrom", "\"HARMLESS\"", "delivery.refuseImagesFrom is \"HARMLESS\"")]
    [InlineData("access", """{ "provider": "new" }""", "delivery.access.provider is \"new\"")]
    [InlineData("access", """{ "subject": "repo:example/expenses" }""", "delivery.access.subject is \"repo:example/expenses\"")]
    [InlineData("access", """{ "subject": "repo:example@1/other@2" }""", "delivery.access.subject is \"repo:example@1/other@2\"")]
    [InlineData(
        "pullRequests",
        """{ "tokenSecretArn": "expenses/github-read-token" }""",
        "delivery.pullRequests.tokenSecretArn is \"expenses/github-read-token\""
    )]
    [InlineData(
        "pullRequests",
        """{ "tokenSecretArn": "arn:aws:secretsmanager:us-east-1:111111111111:secret:expenses/github-release-token-AbCdEf" }""",
        "delivery.pullRequests.tokenSecretArn is \"arn:aws"
    )]
    [InlineData("Prod.bakeMinutes", "90", "delivery.environments[Prod].bakeMinutes is 90")]
    [InlineData("Dev.vpc.availabilityZones", "1", "delivery.environments[Dev].vpc.availabilityZones is 1")]
    [InlineData("Dev.vpc.zones", """["a"]""", "delivery.environments[Dev].vpc.zones is [a]")]
    [InlineData("Dev.vpc.zones", """["a", "us-east-1b"]""", "delivery.environments[Dev].vpc.zones is [a, us-east-1b]")]
    [InlineData("Dev.vpc.natGateways", "3", "delivery.environments[Dev].vpc.natGateways is 3")]
    [InlineData("Dev.database.minCapacity", "0.3", "delivery.environments[Dev].database.minCapacity is 0.3")]
    [InlineData("Prod.database.maxCapacity", "0.5", "delivery.environments[Prod].database.maxCapacity is 0.5")]
    [InlineData("Prod.database.readers", "16", "delivery.environments[Prod].database.readers is 16")]
    [InlineData("Prod.database.backupDays", "0", "delivery.environments[Prod].database.backupDays is 0")]
    [InlineData("Prod.cache.nodeType", "\"t4g.micro\"", "delivery.environments[Prod].cache.nodeType is \"t4g.micro\"")]
    [InlineData("Prod.cache.nodes", "0", "delivery.environments[Prod].cache.nodes is 0")]
    [InlineData("Dev.backend.cpu", "300", "delivery.environments[Dev].backend.cpu is 300")]
    [InlineData("Dev.backend.memory", "4096", "delivery.environments[Dev].backend.memory is 4096")]
    [InlineData("Dev.backend.minTasks", "0", "delivery.environments[Dev].backend.minTasks is 0")]
    [InlineData("Dev.backend.maxTasks", "0", "delivery.environments[Dev].backend.maxTasks is 0")]
    [InlineData("Dev.backend.logDays", "3", "delivery.environments[Dev].backend.logDays is 3")]
    [InlineData(
        "Prod.backend.domain",
        """{ "name": "api.example.org", "hostedZone": "example.com", "hostedZoneId": "Z1" }""",
        "delivery.environments[Prod].backend.domain.name is \"api.example.org\""
    )]
    [InlineData(
        "Prod.backend.domain",
        """{ "name": "api.example.com", "hostedZone": "example.com", "hostedZoneId": "42" }""",
        "delivery.environments[Prod].backend.domain.hostedZoneId is \"42\""
    )]
    [InlineData(
        "Prod.frontend",
        """{ "domain": "https://example.com" }""",
        "delivery.environments[Prod].frontend.domain is \"https://example.com\""
    )]
    [InlineData("Dev.vpc.nat", "\"none\"", "delivery.environments[Dev].vpc.nat is \"none\"")]
    [InlineData("Dev.vpc.zones", """["us-east-1b"]""", "delivery.environments[Dev].vpc.zones is [us-east-1b]")]
    [InlineData("Dev.vpc.zones", """["us-east-1b", "us-east-1b"]""", "delivery.environments[Dev].vpc.zones is [us-east-1b, us-east-1b]")]
    [InlineData("Dev.vpc.zones", """["us-east-1b", "use1-az3"]""", "delivery.environments[Dev].vpc.zones is [us-east-1b, use1-az3]")]
    [InlineData("Dev.vpc.flowLogDays", "5", "delivery.environments[Dev].vpc.flowLogDays is 5")]
    [InlineData("Dev.account", "\"42\"", "delivery.environments[Dev].account is \"42\"")]
    [InlineData("Dev.region", "\"Frankfurt\"", "delivery.environments[Dev].region is \"Frankfurt\"")]
    [InlineData("Dev.database.engineVersion", "\"15.4\"", "delivery.environments[Dev].database.engineVersion is \"15.4\"")]
    [InlineData("Dev.database.engineVersion", "\"19.1\"", "delivery.environments[Dev].database.engineVersion is \"19.1\"")]
    [InlineData("Dev.database.engineVersion", "\"18\"", "delivery.environments[Dev].database.engineVersion is \"18\"")]
    [InlineData("Prod.database.rotationDays", "0", "delivery.environments[Prod].database.rotationDays is 0")]
    [InlineData("Prod.database.logDays", "8", "delivery.environments[Prod].database.logDays is 8")]
    [InlineData("Prod.cache.engineVersion", "\"8.0\"", "delivery.environments[Prod].cache.engineVersion is \"8.0\"; with redis")]
    [InlineData(
        "Prod.cache",
        """{ "engine": "valkey", "engineVersion": "7.1", "nodeType": "cache.t4g.micro", "nodes": 1, "snapshotDays": 0 }""",
        "delivery.environments[Prod].cache.engineVersion is \"7.1\"; with valkey"
    )]
    [InlineData("Prod.cache.engine", "\"memcached\"", "delivery.environments[Prod].cache.engine is \"memcached\"")]
    [InlineData("Dev.backend.loadBalancer", "\"private\"", "delivery.environments[Dev].backend.loadBalancer is \"private\"")]
    [InlineData("Prod.cache.snapshotDays", "36", "delivery.environments[Prod].cache.snapshotDays is 36")]
    public void An_invalid_value_is_reported_with_what_it_must_be(string path, string value, string finding) =>
        Refuses(
            delivery =>
            {
                var keys = path.Split('.');
                var parent = keys[..^1]
                    .Aggregate((JsonNode)delivery, (node, key) => key is "Dev" or "Prod" ? delivery.Environment(key) : node[key]!);
                parent[keys[^1]] = JsonNode.Parse(value);
            },
            finding,
            "it must (be|contain)|Remove the duplicate"
        );

    [Fact]
    public void A_domain_needs_a_public_load_balancer() =>
        Refuses(
            delivery =>
            {
                delivery.Environment("Prod")["backend"]!["loadBalancer"] = "internal";
                delivery.Environment("Prod")["backend"]!["domain"] = new JsonObject
                {
                    ["name"] = "api.example.com",
                    ["hostedZone"] = "example.com",
                    ["hostedZoneId"] = "Z1",
                };
            },
            "delivery.environments[Prod].backend.loadBalancer is \"internal\"",
            "Remove one of the two"
        );

    [Theory]
    [InlineData("example.com")]
    [InlineData("Ada@example.com")]
    [InlineData("ada@localhost")]
    [InlineData("a..da@example.com")]
    [InlineData("ada@example.com\n")]
    public void A_sender_must_be_an_address_in_lower_case(string sender) =>
        Refuses(
            delivery =>
            {
                delivery.Environment("Dev")["backend"]!["mailSender"] = sender;
                delivery.Environment("Dev")["frontend"] = new JsonObject { ["domain"] = "expenses.example.com" };
            },
            $"delivery.environments[Dev].backend.mailSender is \"{sender}\"",
            "it must be an e-mail address in lower case, such as expenses@example.com. Verify it, or its domain"
        );

    [Fact]
    public void A_sender_needs_the_domain_of_the_site_that_its_messages_link_to() =>
        Refuses(
            delivery => delivery.Environment("Prod")["backend"]!["mailSender"] = "expenses@example.com",
            "delivery.environments[Prod].backend.mailSender is \"expenses@example.com\"",
            @"delivery\.environments\[Prod\]\.frontend\.domain\. Set the domain, or remove the sender"
        );

    [Theory]
    [InlineData("main")]
    [InlineData("trunk/main")]
    [InlineData("releases")]
    [InlineData("release/v1.0")]
    [InlineData("feature/ümläut’s")]
    [InlineData("release-train")]
    [InlineData("v1.2+next_3")]
    public void A_branch_that_git_and_codepipeline_accept_is_valid(string branch)
    {
        var delivery = TestSettings.Delivery();
        delivery["branch"] = branch;
        Assert.Equal(branch, SettingsReader.Read(delivery).Branch);
    }

    [Theory]
    [InlineData("Dev", "Prod")]
    [InlineData("Prod", "Dev")]
    public void A_domain_cant_be_used_twice(string api, string site) =>
        Refuses(
            delivery =>
            {
                delivery.Environment(api)["backend"]!["domain"] = new JsonObject
                {
                    ["name"] = "expenses.example.com",
                    ["hostedZone"] = "example.com",
                    ["hostedZoneId"] = "Z1",
                };
                delivery.Environment(site)["frontend"] = new JsonObject { ["domain"] = "expenses.example.com" };
            },
            "delivery uses the domain \"expenses.example.com\" more than once",
            "must be unique across all environments"
        );

    [Fact]
    public void A_region_with_two_zones_cant_have_a_third() =>
        Refuses(
            delivery =>
            {
                delivery["region"] = "us-west-1";
                delivery.Environment("Prod")["vpc"]!["availabilityZones"] = 3;
            },
            "delivery.environments[Prod].vpc.availabilityZones is 3",
            "it must be 2 in us-west-1"
        );

    [Fact]
    public void A_zone_must_be_in_the_region_of_its_environment() =>
        Refuses(
            delivery =>
            {
                delivery["region"] = "eu-west-1";
                delivery.Environment("Dev")["vpc"]!["zones"] = new JsonArray("eu-west-1a", "us-east-1b");
            },
            "delivery.environments[Dev].vpc.zones contains us-east-1b",
            "it must be a zone of eu-west-1"
        );

    [Theory]
    [InlineData("[]", "delivery.environments is empty", "at least one environment")]
    [InlineData("{}", "delivery.environments is {}", "it must be a list")]
    [InlineData("[null]", "delivery.environments[0] is null", "it must be an object")]
    [InlineData("""["Dev"]""", "delivery.environments[0] is \"Dev\"", "it must be an object")]
    public void An_invalid_list_of_environments_is_rejected(string environments, string finding, string remedy) =>
        Refuses(delivery => delivery["environments"] = JsonNode.Parse(environments), finding, remedy);

    [Theory]
    [InlineData("staging")]
    [InlineData("S")]
    [InlineData("Staging-EU")]
    [InlineData("Staging\n")]
    [InlineData("Prüfung")]
    [InlineData("Preproduction")]
    [InlineData("Pipeline")]
    [InlineData("Verify")]
    [InlineData("PROD")]
    public void An_environment_needs_a_valid_unique_name(string name) =>
        Refuses(
            delivery => delivery.Environment("Dev")["name"] = name,
            $"delivery.environments contains the name \"{name}\"",
            "it must be"
        );

    [Fact]
    public void An_environment_without_a_name_is_reported_by_its_index() =>
        Refuses(delivery => delivery.Environment("Prod").Remove("name"), "delivery.environments[1].name is missing");

    private static void Refuses(Action<JsonObject> change, string finding, string remedy = "")
    {
        var delivery = TestSettings.Delivery();
        change(delivery);
        var only = Assert.Single(Assert.Throws<SettingsError>(() => SettingsReader.Read(delivery)).Findings);
        Assert.Contains(finding, only, StringComparison.Ordinal);
        Assert.Matches(remedy, only);
    }
}
