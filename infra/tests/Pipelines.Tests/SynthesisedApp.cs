using System.Text.Json.Nodes;
using Amazon.CDK;
using Expenses.Access;
using Expenses.Application;
using Expenses.Delivery;
using Expenses.Settings;

namespace Expenses.Tests;

/// <summary>The app with the tests' own settings, synthesised once for all tests: a synthesis costs seconds.</summary>
public sealed class SynthesisedApp
{
    public SynthesisedApp() : this(TestSettings.Delivery())
    {
    }

    private SynthesisedApp(JsonObject delivery)
    {
        var app = new App(new AppProps { Context = Repository.Flags() });
        var settings = SettingsReader.Read(delivery);
        Access = new BootstrapAccessStack(app, "ExpensesBootstrapAccess", new BootstrapAccessStackProps { Settings = settings });
        Pipeline = new PipelineStack(app, "ExpensesPipeline", new PipelineStackProps
        {
            Settings = settings,
            Image = BackendImage.Of(Path.Combine(Repository.Root, "app-backend")),
        });
        PipelineTemplate = Template.FromStack(Pipeline);
    }

    /// <summary>The app with changed settings.</summary>
    public static SynthesisedApp With(Action<JsonObject> change)
    {
        var delivery = TestSettings.Delivery();
        change(delivery);
        return new(delivery);
    }

    public BootstrapAccessStack Access { get; }

    public PipelineStack Pipeline { get; }

    public Template PipelineTemplate { get; }

    /// <param name="stage">"Dev" or "Prod".</param>
    public ExpensesStage Stage(string stage) => (ExpensesStage)Pipeline.Node.FindChild(stage);
}
