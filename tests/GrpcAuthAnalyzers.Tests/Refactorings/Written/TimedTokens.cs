using System;
using System.Threading;
using System.Threading.Tasks;

namespace GrpcAuthAnalyzers.Tests.Refactorings.Written.Timed;

/// <summary>The answer of a token service.</summary>
internal sealed record TokenAnswer(string AccessToken, int ExpiresIn);

/// <summary>Tokens that say how long they are good. The class behind this one is what the refactoring writes; a test compares it.</summary>
internal sealed class TokenClient(Func<CancellationToken, Task<TokenAnswer>> answer)
{
    public Task<TokenAnswer> FetchTokenAsync(CancellationToken cancellationToken) => answer(cancellationToken);
}
