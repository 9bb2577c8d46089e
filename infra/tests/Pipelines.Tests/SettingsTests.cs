using System.Text.Json.Nodes;
using Expenses.Settings;

namespace Expenses.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void The_settings_in_cdk_json_are_complete_and_valid() => Assert.NotNull(SettingsReader.Read(Repository.Delivery()));

    [Fact]
    public void Each_setting_is_read_from_its_key() =>
        Assert.Equal(2, SettingsReader.Read(TestSettings.Delivery()).Dev.Vpc.AvailabilityZones);

    [Fact]
    public void No_settings_at_all_are_refused_with_the_name_of_the_context() =>
        Assert.Contains(
            "context \"delivery\" is missing",
            Assert.Single(Assert.Throws<SettingsError>(() => SettingsReader.Read(null)).Findings),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_missing_key_is_named_with_its_whole_path() =>
        Refuses(delivery => delivery["dev"]!["database"]!.AsObject().Remove("maxCapacity"), "delivery.dev.database.maxCapacity is missing");

    [Fact]
    public void An_unknown_key_is_named_with_those_that_there_are() =>
        Refuses(delivery => delivery["prod"]!["vpc"]!["natGatways"] = 2, "delivery.prod.vpc.natGatways is no setting", "natGateways");

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var delivery = TestSettings.Delivery();
        delivery.Remove("branch");
        delivery["colour"] = "blue";
        Assert.Equal(2, Assert.Throws<SettingsError>(() => SettingsReader.Read(delivery)).Findings.Count);
    }

    [Fact]
    public void A_value_of_the_wrong_kind_is_named() =>
        Refuses(delivery => delivery["dev"]!["backend"]!["minTasks"] = "two", "delivery.dev.backend.minTasks");

    [Fact]
    public void A_value_where_a_group_of_settings_belongs_is_named() =>
        Refuses(delivery => delivery["dev"]!["vpc"] = 3, "delivery.dev.vpc is 3: it has to be an object");

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
    [InlineData("notify", """["a@example.com", "A@example.com"]""", "delivery.notify holds \"a@example.com\" more than once")]
    [InlineData("notify", """["a@example.com\n"]""", "delivery.notify holds \"a@example.com\n\"")]
    [InlineData("repository", "\"example/expenses\\n\"", "delivery.repository is \"example/expenses\n\"")]
    [InlineData("github.releaseToken", "\"expenses/token\\n\"", "delivery.github.releaseToken is \"expenses/token\n\"")]
    [InlineData("account", "\"111111111111\\n\"", "delivery.account is \"111111111111\n\"")]
    [InlineData("region", "\"us-east-1\\n\"", "delivery.region is \"us-east-1\n\"")]
    [InlineData("dev.database.engineVersion", "\"17.6\\n\"", "delivery.dev.database.engineVersion is \"17.6\n\"")]
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
    [InlineData("prod.bakeMinutes", "90", "delivery.prod.bakeMinutes is 90")]
    [InlineData("dev.vpc.availabilityZones", "1", "delivery.dev.vpc.availabilityZones is 1")]
    [InlineData("dev.vpc.zones", """["a"]""", "delivery.dev.vpc.zones is [a]")]
    [InlineData("dev.vpc.zones", """["a", "us-east-1b"]""", "delivery.dev.vpc.zones is [a, us-east-1b]")]
    [InlineData("dev.vpc.natGateways", "3", "delivery.dev.vpc.natGateways is 3")]
    [InlineData("dev.database.minCapacity", "0.3", "delivery.dev.database.minCapacity is 0.3")]
    [InlineData("prod.database.maxCapacity", "0.5", "delivery.prod.database.maxCapacity is 0.5")]
    [InlineData("prod.database.readers", "16", "delivery.prod.database.readers is 16")]
    [InlineData("prod.database.backupDays", "0", "delivery.prod.database.backupDays is 0")]
    [InlineData("prod.cache.nodeType", "\"t4g.micro\"", "delivery.prod.cache.nodeType is \"t4g.micro\"")]
    [InlineData("prod.cache.nodes", "0", "delivery.prod.cache.nodes is 0")]
    [InlineData("dev.backend.cpu", "300", "delivery.dev.backend.cpu is 300")]
    [InlineData("dev.backend.memory", "4096", "delivery.dev.backend.memory is 4096")]
    [InlineData("dev.backend.minTasks", "0", "delivery.dev.backend.minTasks is 0")]
    [InlineData("dev.backend.maxTasks", "0", "delivery.dev.backend.maxTasks is 0")]
    [InlineData("dev.backend.logDays", "3", "delivery.dev.backend.logDays is 3")]
    [InlineData(
        "prod.backend.domain",
        """{ "name": "api.example.org", "hostedZone": "example.com", "hostedZoneId": "Z1" }""",
        "delivery.prod.backend.domain.name is \"api.example.org\""
    )]
    [InlineData(
        "prod.backend.domain",
        """{ "name": "api.example.com", "hostedZone": "example.com", "hostedZoneId": "42" }""",
        "delivery.prod.backend.domain.hostedZoneId is \"42\""
    )]
    [InlineData("prod.frontend", """{ "domain": "https://example.com" }""", "delivery.prod.frontend.domain is \"https://example.com\"")]
    [InlineData("dev.vpc.nat", "\"none\"", "delivery.dev.vpc.nat is \"none\"")]
    [InlineData("dev.vpc.zones", """["us-east-1b"]""", "delivery.dev.vpc.zones is [us-east-1b]")]
    [InlineData("dev.vpc.zones", """["us-east-1b", "us-east-1b"]""", "delivery.dev.vpc.zones is [us-east-1b, us-east-1b]")]
    [InlineData("dev.vpc.zones", """["us-east-1b", "use1-az3"]""", "delivery.dev.vpc.zones is [us-east-1b, use1-az3]")]
    [InlineData("dev.vpc.flowLogDays", "5", "delivery.dev.vpc.flowLogDays is 5")]
    [InlineData("dev.account", "\"42\"", "delivery.dev.account is \"42\"")]
    [InlineData("dev.region", "\"Frankfurt\"", "delivery.dev.region is \"Frankfurt\"")]
    [InlineData("dev.database.engineVersion", "\"15.4\"", "delivery.dev.database.engineVersion is \"15.4\"")]
    [InlineData("dev.database.engineVersion", "\"19.1\"", "delivery.dev.database.engineVersion is \"19.1\"")]
    [InlineData("dev.database.engineVersion", "\"18\"", "delivery.dev.database.engineVersion is \"18\"")]
    [InlineData("prod.database.rotationDays", "0", "delivery.prod.database.rotationDays is 0")]
    [InlineData("prod.database.logDays", "8", "delivery.prod.database.logDays is 8")]
    [InlineData("prod.cache.engineVersion", "\"8.0\"", "delivery.prod.cache.engineVersion is \"8.0\": with redis")]
    [InlineData(
        "prod.cache",
        """{ "engine": "valkey", "engineVersion": "7.1", "nodeType": "cache.t4g.micro", "nodes": 1, "snapshotDays": 0 }""",
        "delivery.prod.cache.engineVersion is \"7.1\": with valkey"
    )]
    [InlineData("prod.cache.engine", "\"memcached\"", "delivery.prod.cache.engine is \"memcached\"")]
    [InlineData("dev.backend.loadBalancer", "\"private\"", "delivery.dev.backend.loadBalancer is \"private\"")]
    [InlineData("prod.cache.snapshotDays", "36", "delivery.prod.cache.snapshotDays is 36")]
    public void A_value_out_of_range_is_named_with_the_range(string path, string value, string finding) =>
        Refuses(
            delivery =>
            {
                var keys = path.Split('.');
                var parent = keys[..^1].Aggregate((JsonNode)delivery, (node, key) => node[key]!);
                parent[keys[^1]] = JsonNode.Parse(value);
            },
            finding,
            "it has to be|between|at least|offers|it can't be below"
        );

    [Fact]
    public void A_domain_wants_a_load_balancer_that_callers_reach() =>
        Refuses(
            delivery =>
            {
                delivery["prod"]!["backend"]!["loadBalancer"] = "internal";
                delivery["prod"]!["backend"]!["domain"] = new JsonObject
                {
                    ["name"] = "api.example.com",
                    ["hostedZone"] = "example.com",
                    ["hostedZoneId"] = "Z1",
                };
            },
            "delivery.prod.backend.loadBalancer is \"internal\"",
            "Remove one of the two"
        );

    [Theory]
    [InlineData("main")]
    [InlineData("trunk/main")]
    [InlineData("releases")]
    [InlineData("release/v1.0")]
    [InlineData("feature/ümläut’s")]
    [InlineData("release-train")]
    [InlineData("v1.2+next_3")]
    public void A_branch_that_git_and_codepipeline_take_is_taken(string branch)
    {
        var delivery = TestSettings.Delivery();
        delivery["branch"] = branch;
        Assert.Equal(branch, SettingsReader.Read(delivery).Branch);
    }

    [Theory]
    [InlineData("dev", "prod")]
    [InlineData("prod", "dev")]
    public void A_domain_leads_to_one_place(string api, string site) =>
        Refuses(
            delivery =>
            {
                delivery[api]!["backend"]!["domain"] = new JsonObject
                {
                    ["name"] = "expenses.example.com",
                    ["hostedZone"] = "example.com",
                    ["hostedZoneId"] = "Z1",
                };
                delivery[site]!["frontend"] = new JsonObject { ["domain"] = "expenses.example.com" };
            },
            "delivery uses the domain \"expenses.example.com\" in more than one place",
            "it has to be used once"
        );

    [Fact]
    public void A_region_of_two_zones_has_no_third() =>
        Refuses(
            delivery =>
            {
                delivery["region"] = "us-west-1";
                delivery["prod"]!["vpc"]!["availabilityZones"] = 3;
            },
            "delivery.prod.vpc.availabilityZones is 3",
            "it has to be 2 in us-west-1"
        );

    [Fact]
    public void A_zone_is_of_the_region_that_its_environment_is_in() =>
        Refuses(
            delivery =>
            {
                delivery["region"] = "eu-west-1";
                delivery["dev"]!["vpc"]!["zones"] = new JsonArray("eu-west-1a", "us-east-1b");
            },
            "delivery.dev.vpc.zones holds us-east-1b",
            "it has to be a zone of eu-west-1"
        );

    private static void Refuses(Action<JsonObject> change, string finding, string remedy = "")
    {
        var delivery = TestSettings.Delivery();
        change(delivery);
        var only = Assert.Single(Assert.Throws<SettingsError>(() => SettingsReader.Read(delivery)).Findings);
        Assert.Contains(finding, only, StringComparison.Ordinal);
        Assert.Matches(remedy, only);
    }
}
