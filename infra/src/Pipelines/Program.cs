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
// The CDK throws plain exceptions. Its CLI sets CDK_DEBUG for `cdk synth --debug`.
catch (Exception error) when (System.Environment.GetEnvironmentVariable("CDK_DEBUG") != "true")
{
    Console.Error.WriteLine(
        $"Synthesis failed: {error.Message.Split('\n')[0]}\n"
            + "Check the value it names in cdk.json. For a stack trace, run: cdk synth --debug"
    );
    return 1;
}
