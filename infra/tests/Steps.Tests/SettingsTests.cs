namespace Steps.Tests;

public sealed class SettingsTests(StepScripts scripts)
{
    [Theory]
    [InlineData("audit-packages.sh app-backend", "is \"SEVERE\"; it must be")]
    [InlineData("bootstrap-targets.sh 111111111111 us-east-1", "\"holds\": \"pipeline Dev Prod\"")]
    [InlineData("preflight.sh 111111111111 us-east-1 Dev", "with GitHub's amplify token can't be read")]
    [InlineData("remove-environment.sh Prod", "Prod is protected")]
    [InlineData("store-token.sh release us-east-1", "This is not a GitHub token")]
    public async Task A_byte_order_mark_before_the_settings_is_ignored(string command, string message)
    {
        await using var checkout = new ScriptCheckout(delivery => delivery["refuseImagesFrom"] = "SEVERE", "\uFEFF");
        var (script, arguments) = (command.Split(' ')[0], command.Split(' ')[1..]);
        var (_, output) = await scripts.RunWithInputAsync("", checkout.Script(script), arguments);
        Assert.Contains(message, output, StringComparison.Ordinal);
    }
}
