using Rehearsal.Network;

namespace Rehearsal.Aws.Moto;

/// <summary>A connection to the emulator that says so once the emulator has ended.</summary>
/// <param name="lost">Finds the error to throw; null while the emulator runs.</param>
internal sealed class EmulatorConnection(Func<Task<AccountLost?>> lost) : DelegatingHandler(Loopback.Handler())
{
    /// <summary>The emulator answers the creation of a stack only when all of its resources run.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromMinutes(15);

    public static HttpClient To(Uri emulator, Func<Task<AccountLost?>> lost) =>
        new(new EmulatorConnection(lost)) { BaseAddress = emulator, Timeout = LongestAnswer };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            return response;
        }
        catch (HttpRequestException)
        {
            if (await lost() is { } ended)
                throw ended;
            throw;
        }
    }
}
