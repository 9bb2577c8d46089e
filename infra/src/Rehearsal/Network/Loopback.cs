namespace Rehearsal.Network;

/// <summary>
/// Traffic within this machine. It never uses the user's proxy, which would see the rehearsal's secrets and can't reach local servers.
/// </summary>
internal static class Loopback
{
    private const string Everything = "*";

    private static readonly string[] Hosts = ["localhost", ".localhost", "127.0.0.1", "::1"];

    /// <summary>Creates an HTTP client for local servers.</summary>
    public static HttpClient Client() => new(Handler());

    public static SocketsHttpHandler Handler() => new() { UseProxy = false };

    /// <summary>Adds this machine to NO_PROXY.</summary>
    public static string WithoutProxy(string? hosts)
    {
        var given = hosts?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        return given.Contains(Everything) ? Everything : string.Join(',', given.Union(Hosts));
    }
}
