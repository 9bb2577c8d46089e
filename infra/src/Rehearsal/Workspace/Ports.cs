using System.Net;
using System.Net.Sockets;

namespace Rehearsal.Workspace;

public static class Ports
{
    public static int Free() => TryBind(0) ?? throw new UserError("This machine has no free port on 127.0.0.1: stop something that listens.");

    /// <summary>The wanted port, or another where that is taken.</summary>
    public static int FreeFrom(int wanted) => TryBind(wanted) ?? Free();

    private static int? TryBind(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
