namespace Testing;

/// <summary>A site's bundle as Amplify deploys it, in the folder "bundle" of a repository.</summary>
internal static class SmallBundle
{
    /// <summary>Runs make.sh if the test has one. The bundle is part of the repository.</summary>
    public const string BuildSpec = """
        version: 1
        frontend:
          phases:
            build:
              commands: [ '[ ! -f make.sh ] || . ./make.sh' ]
          artifacts:
            baseDirectory: bundle
            files: [ '**/*' ]
        """;

    /// <summary>A server whose responses contain the path of the request.</summary>
    public const string Server =
        "require('node:http').createServer((request, answer) => answer.end(`compute ${request.url}`)).listen(3000)";

    private const string Manifest = """
        {
          "version": 1,
          "framework": { "name": "small", "version": "1.0.0" },
          "routes": [
            { "path": "/files/*", "target": { "kind": "Static", "cacheControl": "public, max-age=60" } },
            { "path": "/*", "target": { "kind": "Compute", "src": "default" } }
          ],
          "computeResources": [{ "name": "default", "runtime": "nodejs24.x", "entrypoint": "server.js" }]
        }
        """;

    /// <param name="server">The JavaScript that the compute resource runs.</param>
    public static (string File, string Text)[] Files(string server = Server) =>
        [
            ("bundle/deploy-manifest.json", Manifest),
            ("bundle/compute/default/server.js", server),
            ("bundle/static/files/one.txt", "file one"),
        ];
}
