using System.Text.Json.Nodes;
using Amazon.CDK;
using Expenses.Access;
using Expenses.Settings;

namespace Expenses.Tests;

public sealed class BootstrapAccessTests(SynthesisedApp app)
{
    private readonly Template template = Template.FromStack(app.Access);

    [Fact]
    public void Only_runs_on_the_branch_of_this_repository_can_assume_the_role()
    {
        var statement = Assert.Single(Trust(template)["Statement"]!.AsArray())!;
        Assert.Equal("sts:AssumeRoleWithWebIdentity", (string?)statement["Action"]);
        Assert.Equal(
            Assert.Single(template.Resources("AWS::IAM::OIDCProvider")).Key,
            (string?)statement["Principal"]!["Federated"]!["Ref"]
        );
        var condition = Assert.Single(statement["Condition"]!.AsObject());
        Assert.Equal("StringEquals", condition.Key);
        Assert.Equal("sts.amazonaws.com", (string?)condition.Value!["token.actions.githubusercontent.com:aud"]);
        Assert.Equal("repo:example/expenses:ref:refs/heads/main", (string?)condition.Value["token.actions.githubusercontent.com:sub"]);
    }

    [Fact]
    public void The_workflow_uses_the_name_of_the_role()
    {
        Assert.Equal(BootstrapAccessStack.RoleName, (string?)template.Only("AWS::IAM::Role")["RoleName"]);
        Assert.Contains(
            $":role/{BootstrapAccessStack.RoleName}\"",
            File.ReadAllText(Path.Combine(Repository.Root, "infra", "steps", "bootstrap-targets.sh")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_subject_may_contain_the_ids_of_the_repository() =>
        Assert.Contains(
            "\"repo:example@12/expenses@34:ref:refs/heads/main\"",
            Trust(With(delivery => delivery["access"] = new JsonObject { ["subject"] = "repo:example@12/expenses@34" })).ToJsonString(),
            StringComparison.Ordinal
        );

    [Fact]
    public void An_existing_identity_provider_is_not_created_again()
    {
        var existing = With(delivery => delivery["access"] = new JsonObject { ["provider"] = "existing" });
        Assert.Empty(existing.Resources("AWS::IAM::OIDCProvider"));
        Assert.EndsWith(
            ":oidc-provider/token.actions.githubusercontent.com",
            TemplateText.Of(Trust(existing)["Statement"]![0]!["Principal"]!["Federated"]!),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void It_is_deployed_with_your_own_credentials_before_any_bootstrap()
    {
        var artifact = ((App)app.Access.Node.Root).Synth().GetStackArtifact(app.Access.ArtifactId);
        Assert.Equal(
            (null, null, null),
            (artifact.AssumeRoleArn, artifact.CloudFormationExecutionRoleArn, artifact.RequiresBootstrapStackVersion)
        );
        Assert.Null(template.Json()["Parameters"]);
    }

    [Fact]
    public void It_allows_on_all_resources_only_reads_without_resource_level_permissions() =>
        Assert.Equal(
            [
                "ec2:DescribeAddresses",
                "ec2:DescribeAvailabilityZones",
                "ec2:DescribeSubnets",
                "ec2:DescribeVpcs",
                "freetier:GetAccountPlanState",
                "servicequotas:GetServiceQuota",
            ],
            Permissions(template)
                .Where(permission => permission.Resource == "*")
                .Select(permission => permission.Action)
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void It_may_assume_only_the_bootstrap_roles_for_deployments() =>
        Assert.Equal(
            ["deploy", "file-publishing"],
            Permissions(template)
                .Where(permission => permission.Action == "sts:AssumeRole")
                .Select(permission => Task(permission.Resource))
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void It_may_attach_only_the_policies_of_the_bootstrap_to_roles()
    {
        var attaching = Assert.Single(
            Statements(template),
            statement => statement["Action"]!.ToJsonString().Contains("iam:AttachRolePolicy", StringComparison.Ordinal)
        );
        Assert.Equal(
            ["AWSCloudFormationReadOnlyAccess", "AdministratorAccess", "ReadOnlyAccess"],
            attaching["Condition"]!["ArnEquals"]!["iam:PolicyARN"]!
                .AsArray()
                .Select(arn => TemplateText.Of(arn!).Split('/')[^1])
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void It_may_create_only_the_service_linked_roles_of_five_services()
    {
        var creating = Assert.Single(
            Statements(template),
            statement => statement["Action"]!.ToJsonString().Contains("iam:CreateServiceLinkedRole", StringComparison.Ordinal)
        );
        Assert.Equal(
            [
                "ecs.amazonaws.com/AWSServiceRoleForECS",
                "ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService",
                "elasticache.amazonaws.com/AWSServiceRoleForElastiCache",
                "elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing",
                "rds.amazonaws.com/AWSServiceRoleForRDS",
            ],
            All(creating["Resource"]!)
                .Select(resource => TemplateText.Of(resource).Split("/aws-service-role/")[1])
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            Bootstrapped(),
            All(creating["Condition"]!["StringEquals"]!["iam:AWSServiceName"]!)
                .Select(service => (string)service!)
                .Order(StringComparer.Ordinal)
        );

        static IEnumerable<string> Bootstrapped() =>
            File.ReadAllLines(Path.Combine(Repository.Root, "infra", "steps", "bootstrap.sh"))
                .SkipWhile(line => !line.StartsWith("services=(", StringComparison.Ordinal))
                .Skip(1)
                .TakeWhile(line => line != ")")
                .Select(line => line.Trim())
                .Order(StringComparer.Ordinal);
    }

    [Fact]
    public void It_may_look_up_only_the_senders_of_messages_and_none_by_default()
    {
        Assert.DoesNotContain(Permissions(template), permission => permission.Action.StartsWith("ses:", StringComparison.Ordinal));
        var withSender = With(delivery =>
        {
            delivery["environments"]![0]!["backend"]!["mailSender"] = "expenses@example.com";
            delivery["environments"]![0]!["frontend"] = new JsonObject { ["domain"] = "expenses.example.com" };
        });
        Assert.Equal(
            ["ses:GetEmailIdentity example.com", "ses:GetEmailIdentity expenses@example.com"],
            Permissions(withSender)
                .Where(permission => permission.Action.StartsWith("ses:", StringComparison.Ordinal))
                .Select(permission => $"{permission.Action} {permission.Resource.Split(":identity/")[1]}")
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void It_may_read_only_the_two_secrets_with_github_tokens() =>
        Assert.Equal(
            ["expenses/github-amplify-token-??????", "expenses/github-release-token-??????"],
            Permissions(template)
                .Where(permission => permission.Action == "secretsmanager:GetSecretValue")
                .Select(permission => permission.Resource.Split(":secret:")[1])
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void It_may_bootstrap_only_the_regions_in_the_settings()
    {
        var otherRegion = With(delivery =>
        {
            delivery["account"] = "111111111111";
            delivery["region"] = "us-east-1";
            (delivery.Environment("Dev")["region"], delivery.Environment("Dev")["bakeMinutes"]) = ("eu-central-1", 0);
        });
        Assert.Equal(
            ["eu-central-1", "us-east-1"],
            Permissions(otherRegion)
                .Where(permission => permission.Action == "ssm:PutParameter")
                .Select(permission => permission.Resource.Replace("${AWS::Partition}", "aws", StringComparison.Ordinal).Split(':')[3])
                .Order(StringComparer.Ordinal)
        );
    }

    /// <summary>Creates only this stack, with changed settings and without the pipeline.</summary>
    private static Template With(Action<JsonObject> change)
    {
        var delivery = TestSettings.Delivery();
        change(delivery);
        var app = new App(new AppProps { Context = Repository.Flags() });
        return Template.FromStack(
            new BootstrapAccessStack(
                app,
                "ExpensesBootstrapAccess",
                new BootstrapAccessStackProps { Settings = SettingsReader.Read(delivery) }
            )
        );
    }

    private static JsonNode Trust(Template template) => template.Only("AWS::IAM::Role")["AssumeRolePolicyDocument"]!;

    private static IEnumerable<JsonNode> Statements(Template template) =>
        template.Only("AWS::IAM::Policy")["PolicyDocument"]!["Statement"]!.AsArray().Select(statement => statement!);

    private static IEnumerable<(string Action, string Resource)> Permissions(Template template) =>
        from statement in Statements(template)
        from action in All(statement["Action"]!)
        from resource in All(statement["Resource"]!)
        select ((string)action!, TemplateText.Of(resource));

    private static IEnumerable<JsonNode> All(JsonNode node) => node is JsonArray many ? many.Select(item => item!) : [node];

    /// <summary>Gets the task of a bootstrap role from its ARN.</summary>
    private static string Task(string arn)
    {
        const string Prefix = "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/cdk-hnb659fds-",
            Suffix = "-role-${AWS::AccountId}-${AWS::Region}";
        Assert.StartsWith(Prefix, arn, StringComparison.Ordinal);
        Assert.EndsWith(Suffix, arn, StringComparison.Ordinal);
        return arn[Prefix.Length..^Suffix.Length];
    }
}
