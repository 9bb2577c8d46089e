namespace OtherPipelines;

/// <summary>Made-up accounts: each environment has its own.</summary>
internal static class Accounts
{
    public static Amazon.CDK.Environment Toolchain { get; } = In("111122223333", "us-west-2");

    public static Amazon.CDK.Environment Beta(string region) => In("222233334444", region);

    public static Amazon.CDK.Environment Gamma(string region) => In("333344445555", region);

    public static Amazon.CDK.Environment Prod(string region) => In("444455556666", region);

    private static Amazon.CDK.Environment In(string account, string region) => new() { Account = account, Region = region };
}
