namespace Expenses.Settings;

public sealed record BackendSettings
{
    /// <summary>CPU units of a task; 1024 are one vCPU.</summary>
    public required int Cpu { get; init; }

    /// <summary>Memory of a task in MiB; Fargate offers certain sizes for each CPU size.</summary>
    public required int Memory { get; init; }

    /// <summary>How many tasks serve the API when little is asked of it.</summary>
    public required int MinTasks { get; init; }

    /// <summary>How many serve it when much is: beyond half of their CPU or a number of requests, more are started.</summary>
    public required int MaxTasks { get; init; }

    /// <summary>Spot tasks cost up to 70 % less and may be stopped with two minutes' notice.</summary>
    public required bool Spot { get; init; }

    /// <summary>Days that the API's and its load balancer's logs are kept.</summary>
    public required int LogDays { get; init; }

    /// <summary>
    /// Where the load balancer is: "public", in the public subnets, or "internal", in the private ones, without an address in the internet: CloudFront reaches it as a VPC origin.
    /// </summary>
    public string LoadBalancer { get; init; } = "public";

    internal bool IsInternal => LoadBalancer == "internal";

    /// <summary>The API's own name. Without one CloudFront stands before the load balancer, under a name of its own.</summary>
    public ApiDomainSettings? Domain { get; init; }

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
        if (MinTasks < 1)
            yield return $"{path}.minTasks is {MinTasks}: at least one serves the API.";
        if (MaxTasks < MinTasks)
            yield return $"{path}.maxTasks is {MaxTasks}: it can't be below minTasks ({MinTasks}).";
        if (LoadBalancer is not ("public" or "internal"))
            yield return $"{path}.loadBalancer is \"{LoadBalancer}\": it has to be public or internal.";
        else if (IsInternal && Domain is not null)
            yield return $"{path}.loadBalancer is \"internal\": it has to be public with a domain ({path}.domain), which leads callers to the load balancer itself. Remove one of the two.";
        foreach (var finding in Settings.LogDays.Findings($"{path}.logDays", LogDays).Concat(Domain?.Findings($"{path}.domain") ?? []))
            yield return finding;
    }
}
