using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Headers;

/// <summary>
/// A credential that reaches gRPC beside metadata: in HTTP headers (<c>AuthenticationHeaderValue</c>, <c>HttpHeaders.Add</c>), or as the
/// fixed token of <c>GoogleGrpcCredentials.FromAccessToken</c>.
/// </summary>
internal sealed class HttpHeaderWrite
{
    private HttpHeaderWrite(IOperation sink, IOperation? name, IOperation value, IOperation? scheme)
    {
        Sink = sink;
        Name = name;
        Value = value;
        Scheme = scheme;
    }

    /// <summary>The call or creation that gets the credential.</summary>
    internal IOperation Sink { get; }

    /// <summary>The expression of the header name; null when it is <c>authorization</c>.</summary>
    internal IOperation? Name { get; }

    /// <summary>The expression of the value.</summary>
    internal IOperation Value { get; }

    /// <summary>The expression of the scheme where it is given beside the value; null elsewhere.</summary>
    internal IOperation? Scheme { get; }

    /// <summary>The credential that an operation sends; null when it sends none.</summary>
    internal static HttpHeaderWrite? From(IOperation operation, CompilationFacts facts)
    {
        switch (operation)
        {
            case IObjectCreationOperation { Arguments: { Length: 2 } arguments } creation
                when GrpcSymbols.Is(creation.Type, facts.Symbols.AuthenticationHeaderValue):
                return From(creation, name: null, arguments.At(1), arguments.At(0));
            case IInvocationOperation { TargetMethod.Name: "Parse", Arguments: { Length: 1 } arguments } parse
                when GrpcSymbols.Is(parse.TargetMethod.ContainingType, facts.Symbols.AuthenticationHeaderValue):
                return From(parse, name: null, arguments.At(0));
            case IInvocationOperation { TargetMethod.Name: "Add" or "TryAddWithoutValidation", Arguments: { Length: 2 } arguments } add
                when GrpcSymbols.IsA(add.TargetMethod.ContainingType, facts.Symbols.HttpHeaders):
                return From(add, arguments.At(0), arguments.At(1));
            case IInvocationOperation
            {
                TargetMethod:
                {
                    Name: "FromAccessToken",
                    ContainingType:
                    {
                        Name: "GoogleGrpcCredentials" or "GoogleAuthInterceptors",
                        ContainingNamespace: { Name: "Auth", ContainingNamespace.Name: "Grpc" }
                    }
                },
                Arguments: { Length: 1 } arguments
            } call:
                return From(call, name: null, arguments.At(0));
            default:
                return null;
        }
    }

    private static HttpHeaderWrite From(IOperation sink, IOperation? name, IOperation value, IOperation? scheme = null) => new(sink, name, value, scheme);
}
