using System.Text.Json.Nodes;

namespace Expenses.Tests.Elsewhere;

/// <summary>The app, by where its pipeline and its environments are; each synthesised once, when it is first asked for.</summary>
public sealed class PlacedApps
{
    public const string Unset = "nothing is set",
        OneAccount = "all in one account",
        AnotherAccount = "Prod in another account",
        AnotherRegion = "Prod in another region",
        OfTheirOwn = "each in an account and region of its own";

    private readonly Dictionary<string, Lazy<SynthesisedApp>> apps = new[]
    {
        Unset,
        OneAccount,
        AnotherAccount,
        AnotherRegion,
        OfTheirOwn,
    }.ToDictionary(place => place, place => new Lazy<SynthesisedApp>(() => SynthesisedApp.With(delivery => Put(delivery, place))));

    public static TheoryData<string> All => [Unset, OneAccount, AnotherAccount, AnotherRegion, OfTheirOwn];

    public SynthesisedApp this[string place] => apps[place].Value;

    /// <summary>Writes into the settings what a place is about.</summary>
    public static void Put(JsonObject delivery, string place)
    {
        var (dev, prod) = (delivery.Environment("Dev"), delivery.Environment("Prod"));
        foreach (var settings in (JsonObject[])[delivery, dev, prod])
        {
            settings.Remove("account");
            settings.Remove("region");
        }
        if (place != Unset)
            (delivery["account"], delivery["region"]) = ("111111111111", "us-east-1");
        if (place is not (Unset or OneAccount))
            prod["bakeMinutes"] = 0;
        if (place is AnotherAccount or OfTheirOwn)
            prod["account"] = "333333333333";
        if (place is AnotherRegion or OfTheirOwn)
            prod["region"] = "eu-west-1";
        if (place == OfTheirOwn)
            (dev["account"], dev["region"], dev["bakeMinutes"]) = ("222222222222", "eu-central-1", 0);
    }
}
