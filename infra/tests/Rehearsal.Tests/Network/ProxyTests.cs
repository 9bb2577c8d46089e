using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rehearsal.Aws.Moto;
using Rehearsal.Processes;

namespace Rehearsal.Tests.Network;

/// <summary>Behind a company's proxy, programs reach registries through the proxy, and this machine directly.</summary>
public sealed class ProxyTests : IAsyncLifetime
{
    private readonly TcpListener proxy = new(IPAddress.Loopback, 0);
    private readonly WebApplication here = LocalServer.Create();
    private readonly IWebProxy former = HttpClient.DefaultProxy;
    private Variables variables = null!;
    private int asked;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Port => new Uri(here.Address).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public async ValueTask InitializeAsync()
    {
        proxy.Start();
        _ = CountAsync();
        var address = $"http://{proxy.LocalEndpoint}";
        string[] names = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];
        string[] all = [.. names, .. names.Select(name => name.ToLowerInvariant())];
        variables = new([.. all.Select(name => (name, (string?)address)), ("NO_PROXY", null), ("no_proxy", null)]);
        HttpClient.DefaultProxy = new WebProxy(address);
        const string Alarms = "<A><MetricAlarms><member><StateValue>OK</StateValue></member></MetricAlarms></A>";
        here.Run(request => request.Response.WriteAsync(Alarms));
        await here.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        HttpClient.DefaultProxy = former;
        variables.Dispose();
        proxy.Dispose();
        await here.DisposeAsync();
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("bucket.localhost")]
    public async Task Programs_reach_this_machine_without_the_proxy(string host)
    {
        var address = $"http://{host}:{Port}/";
        Assert.Equal(0, await RunAsync("curl", "--silent", "--fail", address));
        Assert.Equal(0, await RunAsync("python3", "-c", $"import urllib.request as u; assert u.proxy_bypass('{host}'), u.getproxies()"));
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task Programs_reach_everything_else_through_the_proxy()
    {
        Assert.NotEqual(0, await RunAsync("curl", "--silent", "--fail", "http://registry.example/"));
        Assert.Equal(1, asked);
    }

    [Theory]
    [InlineData("intern.example, localhost", "intern.example,localhost,.localhost,127.0.0.1,::1")]
    [InlineData("*", "*")]
    public async Task The_users_proxy_exemptions_still_apply(string given, string seen)
    {
        using var exempt = new Variables(("NO_PROXY", given));
        Assert.Equal(0, await RunAsync("bash", "-c", $"[ \"$NO_PROXY $no_proxy\" = '{seen} {seen}' ]"));
    }

    [Fact]
    public async Task The_rehearsal_itself_reaches_this_machine_without_the_proxy()
    {
        using var emulator = new EmulatorClient(
            EmulatorConnection.To(new($"http://127.0.0.1:{Port}"), () => Task.FromResult<AccountLost?>(null)),
            Emulator.Region
        );
        Assert.Equal("OK", await emulator.AlarmStateAsync("alarm", Cancel));
        await using var repository = new TemporaryRepository();
        var log = Path.Combine(repository.Folder.Logs, "log");
        var waits = repository.Processes.Start(
            new()
            {
                Program = "sleep",
                Arguments = ["60"],
                WorkingDirectory = "/",
                Log = log,
            }
        );
        Assert.True(await waits.AnswersAsync(new($"http://127.0.0.1:{Port}"), TimeSpan.FromMinutes(1), Cancel));
        Assert.Equal(0, asked);
    }

    private async Task CountAsync()
    {
        while (await proxy.AcceptTcpClientAsync() is { } client)
        {
            using (client)
            {
                Interlocked.Increment(ref asked);
                await client.GetStream().WriteAsync("HTTP/1.1 502 Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
            }
        }
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        await using var repository = new TemporaryRepository();
        var log = Path.Combine(repository.Folder.Logs, "log");
        var spec = new ProcessSpec
        {
            Program = program,
            Arguments = arguments,
            WorkingDirectory = "/",
            Log = log,
        };
        return await repository.Processes.RunAsync(spec, Cancel);
    }
}
