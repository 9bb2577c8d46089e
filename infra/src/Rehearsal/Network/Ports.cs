using System.Collections.Concurrent;
using System.Security.Cryptography;
using Rehearsal.Workspace;

namespace Rehearsal.Network;

public static class Ports
{
    /// <summary>
    /// The ports of servers: below those that Linux (from 32768) and macOS (from 49152) give to outgoing connections, which could take a
    /// port between its choice and the start of its server.
    /// </summary>
    private const int First = 20_000,
        End = 32_768;

    private static readonly ConcurrentDictionary<int, bool> Chosen = new();

    /// <summary>Finds a port that nothing listens on. It returns none twice.</summary>
    public static int Free()
    {
        for (var tries = 0; tries < End - First; tries++)
        {
            var number = RandomNumberGenerator.GetInt32(First, End);
            if (!Chosen.TryAdd(number, true))
                continue;
            using var port = PortReservation.Take(number);
            if (port is not null)
                return number;
        }
        throw NoneIsFree();
    }

    /// <summary>Reserves the wanted port, or a free one if it is taken.</summary>
    public static PortReservation ReserveFrom(int wanted) => PortReservation.Take(wanted) ?? PortReservation.Take(0) ?? throw NoneIsFree();

    private static UserError NoneIsFree() => new("This machine has no free port on 127.0.0.1: stop a program that listens on one.");
}
