namespace Rehearsal.Workspace;

internal static class FullDisk
{
    private const int NoSpaceLeft = 28;

    /// <summary>Linux's number.</summary>
    private const int QuotaExceeded = 122;

    extension(IOException error)
    {
        /// <summary>Whether a write failed because the disk is full or the user's share of it is used up.</summary>
        public bool IsFullDisk => error.HResult is NoSpaceLeft or QuotaExceeded;
    }
}
