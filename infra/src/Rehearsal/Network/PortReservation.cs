using System.Net;
using System.Net.Sockets;

namespace Rehearsal.Network;

/// <summary>
/// A port that no other program can take until this object is disposed: minutes can pass between the choice of a port and the start of its
/// server. It is also held on [::1], which a browser may try first for a name under localhost.
/// </summary>
public sealed class PortReservation : IDisposable
{
    private readonly List<TcpListener> listeners = [];

    private PortReservation() { }

    public int Number { get; private set; }

    public void Dispose() => listeners.ForEach(listener => listener.Dispose());

    /// <param name="port">The port; 0 takes a free one.</param>
    /// <returns>Null if the port is taken.</returns>
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
            // If the machine lacks the address, no other program can listen on it.
            return error.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported;
        }
    }
}
