using Rehearsal.Cli;
using Rehearsal.Workspace;

// The error number of Linux and macOS.
const int NoSpaceLeft = 28;

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
catch (IOException error) when (error.HResult == NoSpaceLeft)
{
    Console.Error.WriteLine($"{error.Message}. Free some space and start again: `infra/rehearsal down` removes what the rehearsal made.");
    return ExitCode.Failed;
}
catch (Exception error)
{
    var details = Path.GetTempFileName();
    File.WriteAllText(details, error.ToString());
    Console.Error.WriteLine($"The rehearsal failed unexpectedly: {error.Message} The stack trace is in {details}; please report it.");
    return ExitCode.Failed;
}
