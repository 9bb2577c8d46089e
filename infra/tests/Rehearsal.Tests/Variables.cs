namespace Rehearsal.Tests;

/// <summary>Environment variables of this process, restored at the end of a test.</summary>
internal sealed class Variables : IDisposable
{
    private readonly Dictionary<string, string?> former = [];

    public Variables(params (string Name, string? Value)[] variables)
    {
        foreach (var (name, value) in variables)
        {
            former[name] = Environment.GetEnvironmentVariable(name);
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    public void Dispose()
    {
        foreach (var (name, value) in former)
            Environment.SetEnvironmentVariable(name, value);
    }
}
