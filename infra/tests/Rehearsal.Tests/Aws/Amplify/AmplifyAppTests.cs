using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rehearsal.Aws.Amplify;
using Rehearsal.Network;
using Rehearsal.Tls;
using Rehearsal.Workspace;

namespace Rehearsal.Tests.Aws.Amplify;

/// <summary>A site that the Amplify stand-in builds from a small repository and deploys.</summary>
public sealed class AmplifyAppTests : IAsyncLifetime
{
    private const string Id = "d0example";

    private readonly TemporaryRepository workspace = new();
    private readonly AmplifyRepository repository = new();
    private readonly HttpClient http;
    private readonly CertificateAuthority authority;
    private readonly AmplifyApp app;
    private int job;

    public AmplifyAppTests()
    {
        authority = new(workspace.Folder);
        IReadOnlyDictionary<string, string> account = new Dictionary<string, string> { ["AWS_ENDPOINT_URL"] = "http://account" };
        app = new(workspace.Folder, workspace.Processes, authority, (_, _) => Task.FromResult(account), Id) { Framework = "Web" };
        app.AnswerAt("dev.localhost", Ports.ReserveFrom(0));
        app.Configure(
            new(
                "AWS::Amplify::App",
                "create",
                "Stack",
                "App",
                "site",
                new()
                {
                    ["Repository"] = repository.Address,
                    ["BuildSpec"] = SmallBundle.BuildSpec,
                    ["EnvironmentVariables"] = new JsonArray(new JsonObject { ["Name"] = "API_URL", ["Value"] = "https://api" }),
                }
            )
        );
        http = new() { BaseAddress = new($"http://127.0.0.1:{app.Address!.Port}") };
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
        await workspace.DisposeAsync();
        authority.Dispose();
        repository.Dispose();
    }

    [Fact]
    public async Task The_example_in_the_deployment_specification_runs()
    {
        repository.Commit(
            (
                "bundle/deploy-manifest.json",
                """
                {
                  "version": 1,
                  "framework": { "name": "express", "version": "4.18.2" },
                  "imageSettings": {
                    "sizes": [100, 200, 1920],
                    "domains": [],
                    "remotePatterns": [],
                    "formats": [],
                    "minimumCacheTTL": 60,
                    "dangerouslyAllowSVG": false
                  },
                  "routes": [
                    {
                      "path": "/_amplify/image",
                      "target": { "kind": "ImageOptimization", "cacheControl": "public, max-age=3600, immutable" }
                    },
                    {
                      "path": "/*.*",
                      "target": { "kind": "Static", "cacheControl": "public, max-age=2" },
                      "fallback": { "kind": "Compute", "src": "default" }
                    },
                    { "path": "/*", "target": { "kind": "Compute", "src": "default" } }
                  ],
                  "computeResources": [{ "name": "default", "runtime": "nodejs22.x", "entrypoint": "index.js" }]
                }
                """
            ),
            ("bundle/static/hello-world.txt", "Hello world!"),
            (
                "bundle/compute/default/index.js",
                """
                const http = require("node:http");
                const port = 3000;
                http.createServer((request, response) => {
                  if (request.url === "/") return response.end("Hello World!");
                  if (request.url === "/get?to=all") return response.writeHead(200, { "x-get-header": "get-header-value" }).end();
                  if (request.method === "POST" && request.url === "/post") return request.pipe(response);
                  response.writeHead(404).end(`Cannot ${request.method} ${request.url}`);
                }).listen(port, () => console.log(`server is listening on ${port}`));
                """
            )
        );
        await ReleaseAsync();

        Assert.Equal((HttpStatusCode.OK, "Hello World!"), await AskAsync("/"));
        using var get = await http.GetAsync("/get?to=all", Cancel);
        Assert.Equal(["get-header-value"], get.Headers.GetValues("x-get-header"));
        using var post = await http.PostAsync("/post", new StringContent("a body"), Cancel);
        Assert.Equal("a body", await post.Content.ReadAsStringAsync(Cancel));
        using var file = await http.GetAsync("/hello-world.txt", Cancel);
        Assert.Equal("Hello world!", await file.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(("text/plain", "public, max-age=2"), ($"{file.Content.Headers.ContentType}", $"{file.Headers.CacheControl}"));
        Assert.Equal((HttpStatusCode.NotFound, "Cannot GET /no/file.txt"), await AskAsync("/no/file.txt"));
        var (status, text) = await AskAsync("/_amplify/image?url=a.png");
        Assert.Equal(HttpStatusCode.NotImplemented, status);
        Assert.Equal("The rehearsal does not optimize images: on AWS, Amplify answers this request.", text);
    }

    [Fact]
    public async Task Routes_apply_in_order_and_a_fallback_answers_when_a_file_is_missing()
    {
        const string Server = """
            require("node:http").createServer((request, answer) => {
              answer.statusCode = request.url.endsWith("nothing") ? 404 : 200;
              answer.end(`compute ${request.url}`);
            }).listen({ port: "3000", host: "::" });
            """;
        const string Manifest = """
            {
              "version": 1,
              "framework": { "name": "small", "version": "1.0.0-rc.1+build" },
              "routes": [
                { "path": "/files/*", "target": { "kind": "Static" } },
                { "path": "/files/never", "target": { "kind": "Compute", "src": "default" } },
                { "path": "/late/*", "target": { "kind": "Compute", "src": "default" }, "fallback": { "kind": "Static" } },
                { "path": "/*", "target": { "kind": "Compute", "src": "default" } }
              ],
              "computeResources": [{ "name": "default", "runtime": "nodejs24.x", "entrypoint": "server.js" }]
            }
            """;
        repository.Commit([
            .. SmallBundle.Files(Server),
            ("bundle/deploy-manifest.json", Manifest),
            ("bundle/static/late/nothing", "a file"),
            ("bundle/static/secret", "no route leads here"),
        ]);
        await ReleaseAsync();
        Assert.Equal((HttpStatusCode.OK, "file one"), await AskAsync("/files/one.txt?v=1"));
        Assert.Equal((HttpStatusCode.NotFound, ""), await AskAsync("/files/never"));
        Assert.Equal((HttpStatusCode.NotFound, ""), await AskAsync("/files/%2e%2e%2fsecret"));
        Assert.Equal((HttpStatusCode.OK, "compute /late/something"), await AskAsync("/late/something"));
        Assert.Equal((HttpStatusCode.OK, "a file"), await AskAsync("/late/nothing"));
        Assert.Equal((HttpStatusCode.NotFound, "compute /nothing"), await AskAsync("/nothing"));
        Assert.Equal((HttpStatusCode.OK, "compute /secret"), await AskAsync("/secret"));
    }

    [Fact]
    public async Task A_static_site_needs_no_server()
    {
        repository.Commit(
            ("bundle/static/one.txt", "file one"),
            (
                "bundle/deploy-manifest.json",
                """
                {
                  "version": 1,
                  "framework": { "name": "small", "version": "1.0.0" },
                  "routes": [{ "path": "/*", "target": { "kind": "Static" } }]
                }
                """
            )
        );
        await ReleaseAsync();
        Assert.Equal((HttpStatusCode.OK, "file one"), await AskAsync("/one.txt"));
    }

    [Fact]
    public async Task The_default_domain_answers_over_tls_and_passes_the_request_to_the_server()
    {
        const string Server = """
            require("node:http").createServer(({ headers }, answer) => {
              answer.end(`${headers.host} ${headers["x-forwarded-proto"]} ${headers["x-forwarded-host"]}`);
            }).listen(3000);
            """;
        repository.Commit(SmallBundle.Files(Server));
        await ReleaseAsync();
        var domain = new Uri($"https://127.0.0.1:{app.DefaultDomain.Split(':')[1]}");
        using var client = CertificateAuthority.Client(authority.BundleFile, domain);
        var site = http.BaseAddress!.Authority;
        Assert.Equal($"{site} https {domain.Authority}", await client.GetStringAsync("/", Cancel));
        Assert.Equal((HttpStatusCode.OK, $"{site} undefined undefined"), await AskAsync("/"));
    }

    [Fact]
    public async Task The_build_runs_in_the_checkout_with_the_variables_of_the_app_and_the_account()
    {
        repository.Commit([
            .. SmallBundle.Files(),
            (
                "make.sh",
                """
                test -d .git
                echo "$API_URL $AWS_APP_ID $AWS_BRANCH $AWS_COMMIT_ID $AWS_JOB_ID $AWS_ENDPOINT_URL" > bundle/static/files/seen.txt
                grep -q CERTIFICATE "$NODE_EXTRA_CA_CERTS"
                """
            ),
        ]);
        await ReleaseAsync();
        Assert.Equal($"https://api {Id} {AmplifyRepository.Branch} HEAD 1 http://account\n", (await AskAsync("/files/seen.txt")).Text);
    }

    [Fact]
    public async Task The_server_runs_in_its_folder_without_the_variables_of_the_build()
    {
        const string Server = """
            const sees = { folder: process.cwd(), variables: Object.keys(process.env) };
            require("node:http").createServer((_, answer) => answer.end(JSON.stringify(sees))).listen(3000);
            """;
        repository.Commit([.. SmallBundle.Files(Server), ("make.sh", "echo A=1 > bundle/compute/default/.env")]);
        await ReleaseAsync();
        var bundle = Assert.Single(Directory.GetDirectories(Path.Combine(workspace.Folder.Root, "sites", Id)));
        var sees = JsonNode.Parse((await AskAsync("/")).Text)!;
        Assert.Equal(Path.Combine(bundle, "compute", "default"), $"{sees["folder"]}");
        Assert.True(File.Exists(Path.Combine($"{sees["folder"]}", ".env")));
        // The shell that starts the server adds those that begin with P, S and _.
        string[] own = ["AMPLIFY_STAND_IN_PORT", "NODE_EXTRA_CA_CERTS", "OLDPWD", "PATH", "PWD", "SHLVL", "TMPDIR", "_"];
        Assert.Empty(sees["variables"].Deserialize<string[]>()!.Except(own));
    }

    [Theory]
    [InlineData("listen(8080)", "The server listens on port 8080; Amplify sends requests to port 3000 only.")]
    [InlineData("listen({ port: process.env.PORT ?? '80' })", "The server listens on port 80; Amplify sends requests to port 3000 only.")]
    [InlineData("listen()", "The server listens on a random port; Amplify sends requests to port 3000 only.")]
    public async Task A_server_on_the_wrong_port_fails_the_job_and_the_live_site_stays(string listen, string sentence)
    {
        repository.Commit(SmallBundle.Files());
        await ReleaseAsync();
        repository.Commit(SmallBundle.Files(SmallBundle.Server.Replace("listen(3000)", listen, StringComparison.Ordinal)));
        Assert.Contains(sentence, (await Assert.ThrowsAsync<ResourceError>(ReleaseAsync)).Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("/")).Status);
        Assert.Single(Directory.GetDirectories(Path.Combine(workspace.Folder.Root, "sites", Id)));
    }

    [Theory]
    [InlineData("exit 3", "The build of the site ended with 3.")]
    [InlineData("rm -r bundle", "The build left no folder bundle, which is artifacts.baseDirectory of the build spec.")]
    [InlineData("rm bundle/deploy-manifest.json", "There is no deploy-manifest.json in artifacts.baseDirectory of the build spec")]
    [InlineData("ln -s ../../../make.sh bundle/compute/default/", "compute/default/make.sh is a symbolic link to ../../../make.sh")]
    public async Task A_build_without_a_valid_bundle_fails_the_job(string command, string sentence)
    {
        repository.Commit([.. SmallBundle.Files(), ("make.sh", command)]);
        Assert.Contains(sentence, (await Assert.ThrowsAsync<ResourceError>(ReleaseAsync)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(Path.Combine(workspace.Folder.Root, "sites", Id)));
    }

    [Theory]
    [InlineData(null, "The Framework of the branch release/dev is missing; it must be another, such as Web. With \"Next.js - SSR\", ")]
    [InlineData("Next.js - SSR", "The Framework of the branch release/dev is Next.js - SSR; it must be another, such as Web. ")]
    public async Task A_branch_that_amplify_would_build_as_next_js_is_refused(string? framework, string sentence)
    {
        repository.Commit(SmallBundle.Files());
        app.Framework = framework;
        Assert.Contains(sentence, (await Assert.ThrowsAsync<ResourceError>(ReleaseAsync)).Message, StringComparison.Ordinal);
    }

    private Task ReleaseAsync()
    {
        var id = $"{++job}";
        return app.ReleaseAsync(AmplifyRepository.Branch, id, Path.Combine(workspace.Folder.Logs, $"amplify-job-{id}.log"), Cancel);
    }

    private async Task<(HttpStatusCode Status, string Text)> AskAsync(string path)
    {
        using var answer = await http.GetAsync(path, Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }
}
