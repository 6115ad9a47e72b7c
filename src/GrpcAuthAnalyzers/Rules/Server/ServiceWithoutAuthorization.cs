using System;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Rules.Server.Findings;
using GrpcAuthAnalyzers.Rules.Subjects.Servers;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Server;

/// <summary>GRPCAUTH6001: a server that registers authentication maps a service that asks no caller for a credential.</summary>
internal sealed class ServiceWithoutAuthorization : IServedServiceRule
{
    private const string Nothing = "nothing asks for authorization";

    public void Check(ServedService service, RuleContext context)
    {
        var facts = context.Facts;
        if (context.IsRelaxed
            || service.Demand != ServiceDemand.Nothing
            || AnonymousCalls.ContainAll(RpcName.AllOf(service.Type, facts), context.Options)
            || !service.Host.IsWhole
            || AuthenticationSchemes.Of(service.Host, facts) is not { HasOneForClients: true } schemes
            || (schemes.AreForCertificates && CertificateRequests.AreRequired(facts))
            || OwnCheck.MayBeIn(service.Type, facts)
            || OwnCheck.MayBeOnTheWay(service.Host, facts)
            || !context.IsFirst(RuleCatalog.ServiceWithoutAuthorization, service.Mapping.Syntax))
            return;

        var filter = service.Attributes.MvcFilter;
        var isSure = filter is not null || OnlyServicesAreMapped(service.Host);
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (isSure && service.Host.RegistersAuthorization && service.Mapping.TargetMethod.TypeArguments.Length == 1)
            properties = properties.Add(FixHints.RequireAuthorization, "");

        context.Report(
            RuleCatalog.ServiceWithoutAuthorization, service.Mapping.Syntax, Array.Empty<Location>(), properties,
            new object[] { service.Type.Name, filter is null ? Nothing : $"'{filter}' is a filter of MVC, which gRPC does not run" },
            isInformation: !isSure);
    }

    /// <summary>Whether gRPC services alone can be what the authentication is for.</summary>
    private static bool OnlyServicesAreMapped(ServerHost host) => !host.HasCall(
        "MapControllers", "MapControllerRoute", "MapDefaultControllerRoute", "MapRazorPages", "MapBlazorHub", "MapRazorComponents", "MapGet", "MapPost",
        "MapPut", "MapDelete", "MapPatch", "MapMethods", "MapHub", "MapGraphQL", "MapReverseProxy", "MapIdentityApi", "UseMvc", "MapFallbackToPage");
}
