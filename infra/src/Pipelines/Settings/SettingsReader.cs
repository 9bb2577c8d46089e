using System.Text.Json;
using System.Text.Json.Nodes;

namespace Expenses.Settings;

/// <summary>Reads the settings from the context "delivery" in cdk.json. Rejects unknown and missing keys.</summary>
public static class SettingsReader
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <param name="context">The value of "delivery": null or nested dictionaries.</param>
    /// <exception cref="SettingsError">Keys are missing or unknown, or values are out of range.</exception>
    public static DeliverySettings Read(object? context)
    {
        if (JsonSerializer.SerializeToNode(context) is not JsonObject delivery)
        {
            throw new SettingsError([
                "The context \"delivery\" is missing; it must contain all settings. To restore it, run: git checkout HEAD -- cdk.json",
            ]);
        }

        ThrowIfAny(SettingsKeys.Findings(delivery, Options.GetTypeInfo(typeof(DeliverySettings)), "delivery"));
        var settings = Deserialize(delivery);
        ThrowIfAny(settings.Findings("delivery"));
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
                $"{error.Path?.Replace("$", "delivery", StringComparison.Ordinal)} has a value of the wrong type: {error.Message}",
            ]);
        }
    }

    private static void ThrowIfAny(IEnumerable<string> findings)
    {
        string[] all = [.. findings];
        if (all.Length > 0)
            throw new SettingsError(all);
    }
}
