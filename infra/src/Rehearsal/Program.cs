using Rehearsal.Cli;
using Rehearsal.Workspace;

var parsed = Commands.Root().Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
        Console.Error.WriteLine(error.Message);
    Console.Error.WriteLine("For all commands and options: dotnet run --project infra/src/Rehearsal -- --help");
    return ExitCode.WrongUsage;
}

try
{
    // Stopping everything in order takes a while.
    return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(60) });
}
catch (UserError error)
{
    Console.Error.WriteLine(error.Message);
    return ExitCode.WrongUsage;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped before the end.");
    return ExitCode.Failed;
}
catch (IOException error) when (error.IsFullDisk)
{
    Console.Error.WriteLine($"{error.Message}. Free some space and start again: `infra/rehearsal down` removes what the rehearsal made.");
    return ExitCode.Failed;
}
catch (Exception error)
{
    Console.Error.WriteLine($"The rehearsal failed unexpectedly: {error.Message} {WhereDetailsAre(error)}");
    return ExitCode.Failed;
}

static string WhereDetailsAre(Exception error)
{
    try
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, error.ToString());
        return $"The stack trace is in {file}; please report it.";
    }
    catch (IOException reason)
    {
        return $"There is no stack trace, because the temporary folder can't be written: {reason.Message}";
    }
}
