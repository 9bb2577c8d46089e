using System.Text.Json;
using System.Text.Json.Nodes;

namespace Expenses.Settings;

/// <summary>Reads the context "delivery" of cdk.json: once, and strictly.</summary>
public static class SettingsReader
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <param name="context">What the CDK app finds under "delivery": nothing, or nested dictionaries.</param>
    /// <exception cref="SettingsError">Keys are missing or unknown, or values are out of range.</exception>
    public static DeliverySettings Read(object? context)
    {
        if (JsonSerializer.SerializeToNode(context) is not JsonObject delivery)
        {
            throw new SettingsError([
                "the context \"delivery\" is missing: it holds every setting. Restore it from the repository's history: git checkout HEAD -- cdk.json",
            ]);
        }

        Refuse(SettingsKeys.Findings(delivery, Options.GetTypeInfo(typeof(DeliverySettings)), "delivery"));
        var settings = Deserialize(delivery);
        Refuse(settings.Findings("delivery"));
        return settings;
    }

    private static DeliverySettings Deserialize(JsonObject delivery)
    {
        try
        {
            return delivery.Deserialize<DeliverySettings>(Options)!;
        }
        catch (JsonException error)
        {
            throw new SettingsError([
                $"{error.Path?.Replace("$", "delivery", StringComparison.Ordinal)} holds a value of the wrong kind: {error.Message}",
            ]);
        }
    }

    private static void Refuse(IEnumerable<string> findings)
    {
        string[] all = [.. findings];
        if (all.Length > 0)
            throw new SettingsError(all);
    }
}
