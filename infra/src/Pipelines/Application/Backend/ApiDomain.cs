using Amazon.CDK.AWS.CertificateManager;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Amazon.CDK.AWS.Route53;
using Amazon.CDK.AWS.Route53.Targets;
using Constructs;
using Expenses.Settings;

namespace Expenses.Application;

/// <summary>The API under a name of its own: TLS ends at the load balancer, and what comes without is sent there.</summary>
internal sealed class ApiDomain : Construct
{
    private const int Https = 443;

    public ApiDomain(Construct scope, string id, ApiDomainSettings settings, ApiLoadBalancer balancer)
        : base(scope, id)
    {
        var zone = HostedZone.FromHostedZoneAttributes(
            this,
            "Zone",
            new HostedZoneAttributes { HostedZoneId = settings.HostedZoneId, ZoneName = settings.HostedZone }
        );
        var certificate = new Certificate(
            this,
            "Certificate",
            new CertificateProps { DomainName = settings.Name, Validation = CertificateValidation.FromDns(zone) }
        );

        balancer.Balancer.AddListener(
            "Https",
            new BaseApplicationListenerProps
            {
                Port = Https,
                Protocol = ApplicationProtocol.HTTPS,
                Certificates = [ListenerCertificate.FromCertificateManager(certificate)],
                SslPolicy = SslPolicy.TLS13_RES,
                DefaultTargetGroups = [balancer.Targets],
                Open = false,
            }
        );
        balancer.ListenForHttp(
            ListenerAction.Redirect(
                new RedirectOptions
                {
                    Port = $"{Https}",
                    Protocol = "HTTPS",
                    Permanent = true,
                }
            )
        );
        balancer.Balancer.Connections.AllowFromAnyIpv4(Port.Tcp(Https), "The API is for everyone");
        balancer.Balancer.Connections.AllowFromAnyIpv4(Port.Tcp(80), "Sent on to HTTPS");
        balancer
            .Balancer.Connections.SecurityGroups[0]
            .Acknowledge("AwsSolutions-EC23", "The API is public: Amplify's servers ask it from addresses that nobody can list.");

        _ = new ARecord(
            this,
            "Record",
            new ARecordProps
            {
                Zone = zone,
                RecordName = $"{settings.Name}.",
                Target = RecordTarget.FromAlias(new LoadBalancerTarget(balancer.Balancer)),
            }
        );
        Url = $"https://{settings.Name}";
    }

    public string Url { get; }
}
