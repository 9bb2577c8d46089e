using System.Text.Json.Nodes;
using Amazon.CDK;
using Expenses.Access;
using Expenses.Application;
using Expenses.Delivery;
using Expenses.Settings;

namespace Expenses.Tests;

/// <summary>The app, synthesised once per set of settings, because a synthesis takes seconds.</summary>
public sealed class SynthesisedApp
{
    private static readonly Dictionary<string, SynthesisedApp> BySettings = [];

    /// <summary>Creates the app with the tests' settings.</summary>
    public SynthesisedApp()
        : this(TestSettings.Delivery()) { }

    private SynthesisedApp(JsonObject delivery)
    {
        BySettings.Add(delivery.ToJsonString(), this);
        var app = new App(new AppProps { Context = Repository.Flags() });
        var settings = SettingsReader.Read(delivery);
        Access = new BootstrapAccessStack(app, "ExpensesBootstrapAccess", new BootstrapAccessStackProps { Settings = settings });
        Pipeline = new PipelineStack(
            app,
            "ExpensesPipeline",
            new PipelineStackProps { Settings = settings, Image = BackendImage.Of(Path.Combine(Repository.Root, "app-backend")) }
        );
        PipelineTemplate = Template.FromStack(Pipeline);
    }

    /// <summary>Gets the app with changed settings.</summary>
    public static SynthesisedApp With(Action<JsonObject> change)
    {
        var delivery = TestSettings.Delivery();
        change(delivery);
        return BySettings.GetValueOrDefault(delivery.ToJsonString()) ?? new(delivery);
    }

    public BootstrapAccessStack Access { get; }

    public PipelineStack Pipeline { get; }

    public Template PipelineTemplate { get; }

    /// <summary>The folder with the output of the synthesis.</summary>
    public string Assembly => ((App)Pipeline.Node.Root).Outdir;

    /// <param name="stage">"Dev" or "Prod".</param>
    public ExpensesStage Stage(string stage) => (ExpensesStage)Pipeline.Node.FindChild(stage);
}
