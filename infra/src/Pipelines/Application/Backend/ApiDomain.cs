using Amazon.CDK.AWS.CertificateManager;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Amazon.CDK.AWS.Route53;
using Amazon.CDK.AWS.Route53.Targets;
using Constructs;
using Expenses.Settings;

namespace Expenses.Application;

/// <summary>A domain name for the API: the load balancer terminates TLS and redirects HTTP to HTTPS.</summary>
internal sealed class ApiDomain : Construct
{
    private const int HttpsPort = 443;

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
                Port = HttpsPort,
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
                    Port = $"{HttpsPort}",
                    Protocol = "HTTPS",
                    Permanent = true,
                }
            )
        );
        balancer.Balancer.Connections.AllowFromAnyIpv4(Port.Tcp(HttpsPort), "The API is for everyone");
        balancer.Balancer.Connections.AllowFromAnyIpv4(Port.Tcp(80), "Sent on to HTTPS");
        balancer
            .Balancer.Connections.SecurityGroups[0]
            .Acknowledge("AwsSolutions-EC23", "The API is public: Amplify's servers call it, and their addresses are unknown.");

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
