using Acme.Common;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Acme.Company.Platform;

/// <summary>What every application of the company has.</summary>
public static class CompanyPlatform
{
    /// <summary>Where the server is, and the log. Clients stay as they are.</summary>
    public static IHostApplicationBuilder AddCompanyDefaults(this IHostApplicationBuilder builder)
    {
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(ClientSettings.FromEnvironment());
        return builder;
    }

    /// <summary>A channel to the server of the company, for calls that pass their headers themselves or need none.</summary>
    public static GrpcChannel OpenChannel(ClientSettings settings) =>
        GrpcChannel.ForAddress(settings.Address, new GrpcChannelOptions { HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath) });

    /// <summary>Every call of this client brings the token of the application.</summary>
    public static IHttpClientBuilder AddCompanyToken(this IHttpClientBuilder client) =>
        client.AddCallCredentials(async (context, metadata, services) =>
        {
            var token = await services.GetRequiredService<CompanyTokens>().GetTokenAsync(context.CancellationToken);
            metadata.Add("authorization", $"Bearer {token}");
        });
}
