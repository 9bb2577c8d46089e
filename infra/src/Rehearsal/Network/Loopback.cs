namespace Rehearsal.Network;

/// <summary>
/// Traffic within this machine. It never takes the user's proxy, which would read the rehearsal's secrets and can't reach what runs here.
/// </summary>
internal static class Loopback
{
    private const string Everything = "*";

    private static readonly string[] Hosts = ["localhost", ".localhost", "127.0.0.1", "::1"];

    /// <summary>A client of what runs on this machine.</summary>
    public static HttpClient Client() => new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>Completes NO_PROXY: what no proxy is asked for.</summary>
    public static string WithoutProxy(string? hosts)
    {
        var given = hosts?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        return given.Contains(Everything) ? Everything : string.Join(',', given.Union(Hosts));
    }
}
