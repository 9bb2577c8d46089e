using System.Net;
using System.Net.Sockets;

namespace Rehearsal.Network;

/// <summary>
/// A port that no other program gets until this is disposed: minutes can pass between the choice of a port and the start of what listens there.
/// It is also held on [::1], which a browser may ask first for a name under localhost.
/// </summary>
public sealed class PortReservation : IDisposable
{
    private readonly List<TcpListener> listeners = [];

    private PortReservation() { }

    public int Number { get; private set; }

    public void Dispose() => listeners.ForEach(listener => listener.Dispose());

    /// <param name="port">0 takes one that is free.</param>
    /// <returns>Null where the port is taken.</returns>
    internal static PortReservation? Take(int port)
    {
        var reservation = new PortReservation { Number = port };
        if (reservation.Holds(IPAddress.Loopback) && (port == 0 || reservation.Holds(IPAddress.IPv6Loopback)))
            return reservation;
        reservation.Dispose();
        return null;
    }

    private bool Holds(IPAddress address)
    {
        var listener = new TcpListener(address, Number);
        try
        {
            listener.Start();
            listeners.Add(listener);
            Number = ((IPEndPoint)listener.LocalEndpoint).Port;
            return true;
        }
        catch (SocketException error)
        {
            listener.Dispose();
            // On an address that the machine lacks nothing else listens.
            return error.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported;
        }
    }
}
