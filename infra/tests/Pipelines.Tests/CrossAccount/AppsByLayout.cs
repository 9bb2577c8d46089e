using System.Text.Json.Nodes;

namespace Expenses.Tests.CrossAccount;

/// <summary>The app in several layouts of accounts and regions. Each is synthesised once, on first use.</summary>
public sealed class AppsByLayout
{
    public const string Unset = "nothing set",
        OneAccount = "all in one account",
        AnotherAccount = "Prod in another account",
        AnotherRegion = "Prod in another region",
        SeparateAccounts = "each in its own account and region";

    private readonly Dictionary<string, Lazy<SynthesisedApp>> apps = new[]
    {
        Unset,
        OneAccount,
        AnotherAccount,
        AnotherRegion,
        SeparateAccounts,
    }.ToDictionary(layout => layout, layout => new Lazy<SynthesisedApp>(() => SynthesisedApp.With(delivery => Apply(delivery, layout))));

    public static TheoryData<string> All => [Unset, OneAccount, AnotherAccount, AnotherRegion, SeparateAccounts];

    public SynthesisedApp this[string layout] => apps[layout].Value;

    /// <summary>Writes the accounts and regions of a layout into the settings.</summary>
    public static void Apply(JsonObject delivery, string layout)
    {
        var (dev, prod) = (delivery.Environment("Dev"), delivery.Environment("Prod"));
        foreach (var settings in (JsonObject[])[delivery, dev, prod])
        {
            settings.Remove("account");
            settings.Remove("region");
        }
        if (layout != Unset)
            (delivery["account"], delivery["region"]) = ("111111111111", "us-east-1");
        if (layout is not (Unset or OneAccount))
            prod["bakeMinutes"] = 0;
        if (layout is AnotherAccount or SeparateAccounts)
            prod["account"] = "333333333333";
        if (layout is AnotherRegion or SeparateAccounts)
            prod["region"] = "eu-west-1";
        if (layout == SeparateAccounts)
            (dev["account"], dev["region"], dev["bakeMinutes"]) = ("222222222222", "eu-central-1", 0);
    }
}
