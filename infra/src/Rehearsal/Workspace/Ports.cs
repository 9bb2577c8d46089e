using System.Net;
using System.Net.Sockets;

namespace Rehearsal.Workspace;

public static class Ports
{
    public static int Free() => TryBind(IPAddress.Loopback, 0) ?? throw new UserError("This machine has no free port on 127.0.0.1: stop something that listens.");

    /// <summary>The wanted port, or another where that is taken: also on [::1], which a browser may ask first for a name under localhost.</summary>
    public static int FreeFrom(int wanted) => TryBind(IPAddress.Loopback, wanted) is { } port && TryBind(IPAddress.IPv6Loopback, wanted) is not null ? port : Free();

    private static int? TryBind(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            // The machine has no such address: nobody listens there.
            return port;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
