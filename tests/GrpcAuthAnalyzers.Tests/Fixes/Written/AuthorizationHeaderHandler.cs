using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;

namespace GrpcAuthAnalyzers.Tests.Fixes.Written;

/// <summary>Sends the authorization header with every attempt of a call, over http, too.</summary>
internal sealed class AuthorizationHeaderHandler : DelegatingHandler
{
    private readonly Func<CancellationToken, Task<AuthenticationHeaderValue>> _readHeader;

    public AuthorizationHeaderHandler(Func<CancellationToken, Task<AuthenticationHeaderValue>> readHeader)
    {
        _readHeader = readHeader;
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = await _readHeader(cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }
}
