using Amazon.CDK;
using Expenses.Access;
using Expenses.Application;
using Expenses.Delivery;
using Expenses.Settings;

try
{
    var app = new App();
    var settings = SettingsReader.Read(app.Node.TryGetContext("delivery"));
    var image = BackendImage.Of("app-backend");
    var bundle = FrontendBundle.Of(".");

    _ = new BootstrapAccessStack(app, "ExpensesBootstrapAccess", new BootstrapAccessStackProps { Settings = settings });
    _ = new PipelineStack(app, "ExpensesPipeline", new PipelineStackProps { Settings = settings, Image = image });

    var assembly = app.Synth();
    image.WriteTag(assembly.Directory);
    bundle.WriteTag(assembly.Directory);
    return 0;
}
catch (SettingsError error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
// What the CDK refuses comes as an exception of no kind of its own.
catch (Exception error) when (System.Environment.GetEnvironmentVariable("CDK_DEBUG") != "true")
{
    Console.Error.WriteLine(
        $"The stacks can't be synthesised: {error.Message.Split('\n')[0]}\nLook for the value that it names in cdk.json. cdk synth --debug shows where it happens."
    );
    return 1;
}
