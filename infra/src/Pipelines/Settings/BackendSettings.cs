namespace Expenses.Settings;

public sealed record BackendSettings
{
    /// <summary>CPU units of a task; 1024 are one vCPU.</summary>
    public required int Cpu { get; init; }

    /// <summary>Memory of a task in MiB; Fargate offers certain sizes for each CPU size.</summary>
    public required int Memory { get; init; }

    /// <summary>How many tasks serve the API.</summary>
    public required int Tasks { get; init; }

    /// <summary>Spot tasks cost up to 70 % less and may be stopped with two minutes' notice.</summary>
    public required bool Spot { get; init; }

    internal IEnumerable<string> Findings(string path)
    {
        int[] sizes = Cpu switch
        {
            256 => [512, 1024, 2048],
            512 => [1024, 2048, 3072, 4096],
            1024 => [2048, 3072, 4096, 5120, 6144, 7168, 8192],
            _ => [],
        };
        if (sizes.Length == 0)
            yield return $"{path}.cpu is {Cpu}: it has to be 256, 512 or 1024.";
        else if (!sizes.Contains(Memory))
            yield return $"{path}.memory is {Memory}: with cpu {Cpu} Fargate offers {string.Join(", ", sizes)} MiB.";
        if (Tasks < 1)
            yield return $"{path}.tasks is {Tasks}: at least one serves the API.";
    }
}
