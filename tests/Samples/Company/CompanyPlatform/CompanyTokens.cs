using System.Net.Http.Json;
using Acme.Common;
using Grpc.Core;

namespace Acme.Company.Platform;

/// <summary>Hands out the token of this application: logs in, and keeps what it gets until shortly before it expires.</summary>
public sealed class CompanyTokens(ClientSettings settings) : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(PinnedCertificate.CreateHandler(settings.CertificatePath)) { BaseAddress = settings.Address };
    private readonly SemaphoreSlim _gate = new(1, 1);
    private string _token = "";
    private DateTimeOffset _renewAt = DateTimeOffset.MinValue;

    public async Task<string> GetTokenAsync(CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (DateTimeOffset.UtcNow >= _renewAt)
            {
                var sentAt = DateTimeOffset.UtcNow;
                using var response = await _http.PostAsJsonAsync("/token", new { settings.User, settings.Password }, cancellationToken);
                var issued = (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Issued>(cancellationToken))!;
                _token = issued.AccessToken;
                _renewAt = sentAt + TimeSpan.FromSeconds(issued.ExpiresIn) - Margin;
            }

            return _token;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The headers of one call.</summary>
    public async Task<Metadata> CreateHeadersAsync(CancellationToken cancellationToken = default) =>
        new() { { "authorization", $"Bearer {await GetTokenAsync(cancellationToken)}" } };

    public void Dispose()
    {
        _http.Dispose();
        _gate.Dispose();
    }

    private sealed record Issued(string AccessToken, int ExpiresIn);
}
