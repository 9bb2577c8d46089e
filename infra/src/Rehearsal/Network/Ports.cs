using Rehearsal.Workspace;

namespace Rehearsal.Network;

public static class Ports
{
    public static int Free()
    {
        using var port = PortReservation.Take(0) ?? throw NoneIsFree();
        return port.Number;
    }

    /// <summary>Reserves the wanted port, or a free one if it is taken.</summary>
    public static PortReservation ReserveFrom(int wanted) => PortReservation.Take(wanted) ?? PortReservation.Take(0) ?? throw NoneIsFree();

    private static UserError NoneIsFree() => new("This machine has no free port on 127.0.0.1: stop a program that listens on one.");
}
