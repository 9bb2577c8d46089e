namespace Rehearsal.Aws.Amplify;

/// <param name="Arn">The app's service role; null if the app has none.</param>
/// <param name="App">The app's ID.</param>
internal sealed record AmplifyRole(string? Arn, string App, string Branch);
