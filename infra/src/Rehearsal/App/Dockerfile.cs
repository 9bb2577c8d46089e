using System.Text.Json;
using Rehearsal.Workspace;

namespace Rehearsal.App;

/// <summary>The run settings in the last stage of a Dockerfile.</summary>
internal sealed record Dockerfile(
    IReadOnlyList<string> EntryPoint,
    IReadOnlyList<string> Command,
    IReadOnlyDictionary<string, string> Environment
)
{
    public static Dockerfile Read(string file)
    {
        List<string> entryPoint = [],
            command = [];
        Dictionary<string, string> environment = [];
        foreach (var line in File.ReadLines(file).Select(line => line.Trim()))
        {
            if (line.Split(' ', 2) is not [var instruction, var argument])
                continue;
            switch (instruction)
            {
                case "FROM":
                    (entryPoint, command, environment) = ([], [], []);
                    break;
                case "ENTRYPOINT":
                    entryPoint = ExecForm(file, argument);
                    break;
                case "CMD":
                    command = ExecForm(file, argument);
                    break;
                case "ENV" when argument.Split('=', 2) is [var name, var value]:
                    environment[name] = value;
                    break;
            }
        }
        return new(entryPoint, command, environment);
    }

    private static List<string> ExecForm(string file, string argument)
    {
        try
        {
            return JsonSerializer.Deserialize<List<string>>(argument)!;
        }
        catch (JsonException)
        {
            throw new UserError($"{file}: \"{argument}\" is in shell form, which hides signals from the program: write it as a JSON list.");
        }
    }
}
