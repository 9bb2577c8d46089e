namespace Testing;

internal static class Eventually
{
    /// <summary>Waits until a condition is true, or until the test is cancelled.</summary>
    public static async Task IsTrueAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
            await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    public static Task IsTrueAsync(Func<bool> condition) => IsTrueAsync(() => Task.FromResult(condition()));
}
