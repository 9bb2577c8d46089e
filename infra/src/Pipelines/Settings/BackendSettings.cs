using System.Text.RegularExpressions;

namespace Expenses.Settings;

public sealed partial record BackendSettings
{
    /// <summary>CPU units of a task; 1024 units are one vCPU.</summary>
    public required int Cpu { get; init; }

    /// <summary>Memory of a task in MiB. Fargate supports certain sizes for each CPU size.</summary>
    public required int Memory { get; init; }

    /// <summary>The minimum number of tasks.</summary>
    public required int MinTasks { get; init; }

    /// <summary>The maximum number of tasks. Auto scaling adds tasks by CPU and by requests.</summary>
    public required int MaxTasks { get; init; }

    /// <summary>Whether to use Fargate Spot: up to 70 % cheaper, but AWS may stop a task at two minutes' notice.</summary>
    public required bool Spot { get; init; }

    /// <summary>Days to keep the logs of the API and its load balancer.</summary>
    public required int LogDays { get; init; }

    /// <summary>
    /// "public": the load balancer is in the public subnets. "internal": it is in the private subnets and has no public address;
    /// CloudFront reaches it as a VPC origin.
    /// </summary>
    public string LoadBalancer { get; init; } = "public";

    internal bool IsInternal => LoadBalancer == "internal";

    /// <summary>The API's domain name. Without one, CloudFront serves the API under its own domain name.</summary>
    public ApiDomainSettings? Domain { get; init; }

    /// <summary>
    /// The address that messages come from, such as "expenses@example.com". It or its domain is a verified identity of Amazon SES in the
    /// region. Unset: the API sends no messages, so a forgotten password can't be replaced.
    /// </summary>
    public string? MailSender { get; init; }

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
            yield return $"{path}.cpu is {Cpu}; it must be 256, 512 or 1024.";
        else if (!sizes.Contains(Memory))
            yield return $"{path}.memory is {Memory}; with cpu {Cpu} it must be one of {string.Join(", ", sizes)}.";
        if (MinTasks < 1)
            yield return $"{path}.minTasks is {MinTasks}; it must be at least 1.";
        if (MaxTasks < MinTasks)
            yield return $"{path}.maxTasks is {MaxTasks}; it must be at least minTasks ({MinTasks}).";
        if (LoadBalancer is not ("public" or "internal"))
        {
            yield return $"{path}.loadBalancer is \"{LoadBalancer}\"; it must be public or internal.";
        }
        else if (IsInternal && Domain is not null)
        {
            yield return $"{path}.loadBalancer is \"internal\"; it must be public because {path}.domain is set and resolves to the "
                + "load balancer. Remove one of the two.";
        }
        if (MailSender is not null && !SenderPattern().IsMatch(MailSender))
        {
            yield return $"{path}.mailSender is \"{MailSender}\"; it must be an e-mail address in lower case, such as "
                + "expenses@example.com. Verify it, or its domain, as an identity of Amazon SES.";
        }
        foreach (var finding in Settings.LogDays.Findings($"{path}.logDays", LogDays).Concat(Domain?.Findings($"{path}.domain") ?? []))
            yield return finding;
    }

    /// <summary>In lower case, because the permission compares the address literally.</summary>
    [GeneratedRegex(@"^[a-z0-9_+-]+(\.[a-z0-9_+-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}\z")]
    private static partial Regex SenderPattern();
}
