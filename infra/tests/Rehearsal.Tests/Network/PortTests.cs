using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Rehearsal.Network;

namespace Rehearsal.Tests.Network;

public sealed class PortTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void A_taken_port_is_replaced_by_a_free_one(string address)
    {
        Assert.SkipUnless(
            NetworkInterface
                .GetAllNetworkInterfaces()
                .SelectMany(network => network.GetIPProperties().UnicastAddresses)
                .Any(own => own.Address.ToString() == address),
            $"This machine has no {address}."
        );
        using var taken = new TcpListener(IPAddress.Parse(address), 0);
        taken.Start();
        var wanted = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var port = Ports.ReserveFrom(wanted);
        Assert.NotEqual(wanted, port.Number);
    }

    [Fact]
    public void A_servers_port_is_given_out_once_and_never_to_an_outgoing_connection()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells the range of outgoing connections in a file.");
        var range = File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range").Split((char[]?)null, 3);
        var ports = Enumerable.Range(0, 500).Select(_ => Ports.Free()).ToList();
        Assert.All(ports, port => Assert.True(port < int.Parse(range[0], CultureInfo.InvariantCulture), $"{port} is in the range."));
        Assert.Distinct(ports);
    }

    [Fact]
    public void A_port_is_reserved_until_its_server_starts()
    {
        var port = Ports.ReserveFrom(0);
        using (var other = Ports.ReserveFrom(port.Number))
            Assert.NotEqual(port.Number, other.Number);
        port.Dispose();
        using var listener = new TcpListener(IPAddress.Loopback, port.Number);
        listener.Start();
    }
}
