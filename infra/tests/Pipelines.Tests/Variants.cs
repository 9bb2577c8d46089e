using System.Text.Json.Nodes;

namespace Expenses.Tests;

/// <summary>The app with a change in Dev's settings. Each variant is synthesised once, on first use.</summary>
public sealed class Variants
{
    public const string Domain = "a domain",
        ThirdZone = "a third zone",
        NatInstance = "a NAT instance",
        SecondGateway = "a second NAT gateway",
        Internal = "an internal load balancer",
        Valkey = "Valkey",
        OneTask = "one task",
        OwnZones = "zones of its own",
        Sender = "a sender of messages",
        Cheapest = "all that is cheaper";

    private static readonly Dictionary<string, Action<JsonNode>> Changes = new()
    {
        [Domain] = settings =>
            settings["backend"]!["domain"] = new JsonObject
            {
                ["name"] = "api.example.com",
                ["hostedZone"] = "example.com",
                ["hostedZoneId"] = "Z0123456789",
            },
        [ThirdZone] = settings => settings["vpc"]!["availabilityZones"] = 3,
        [OwnZones] = settings => settings["vpc"]!["zones"] = new JsonArray("us-east-1e", "us-east-1b", "us-east-1c"),
        [Sender] = settings =>
        {
            settings["backend"]!["mailSender"] = "expenses@mail.example.com";
            settings["frontend"] = new JsonObject { ["domain"] = "expenses.example.com" };
        },
        [NatInstance] = settings => settings["vpc"]!["nat"] = "instance",
        [SecondGateway] = settings => settings["vpc"]!["natGateways"] = 2,
        [Internal] = settings => settings["backend"]!["loadBalancer"] = "internal",
        [Valkey] = settings => (settings["cache"]!["engine"], settings["cache"]!["engineVersion"]) = ("valkey", "8.1"),
        [OneTask] = settings => settings["backend"]!["maxTasks"] = settings["backend"]!["minTasks"]!.DeepClone(),
        [Cheapest] = settings =>
        {
            foreach (var change in (string[])[NatInstance, Internal, Valkey, OneTask])
                Changes![change](settings);
        },
    };

    private readonly Dictionary<string, Lazy<SynthesisedApp>> apps = Changes.ToDictionary(
        change => change.Key,
        change => new Lazy<SynthesisedApp>(() => SynthesisedApp.With(delivery => change.Value(delivery.Environment("Dev"))))
    );

    public static TheoryData<string> All => [.. Changes.Keys.Select(change => (TheoryDataRow<string>)change)];

    public SynthesisedApp this[string change] => apps[change].Value;
}
