namespace Testing;

internal static class Eventually
{
    /// <summary>Waits until something is so. Only the end of the test ends the waiting otherwise.</summary>
    public static async Task IsSoAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo())
            await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    public static Task IsSoAsync(Func<bool> isSo) => IsSoAsync(() => Task.FromResult(isSo()));
}
