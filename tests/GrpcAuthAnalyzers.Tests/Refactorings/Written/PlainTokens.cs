using System;
using System.Threading;
using System.Threading.Tasks;

namespace GrpcAuthAnalyzers.Tests.Refactorings.Written.Plain;

/// <summary>Tokens that do not say how long they are good. The class behind this one is what the refactoring writes; a test compares it.</summary>
internal sealed class TokenClient(Func<CancellationToken, Task<string>> answer)
{
    public Task<string> FetchTokenAsync(CancellationToken cancellationToken) => answer(cancellationToken);
}
