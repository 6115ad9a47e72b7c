using System.Collections.Generic;
using GrpcAuthAnalyzers.Grpc.Layers;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc;

/// <summary>
/// Work that per-call code starts and does not wait for, and that adds the credential: gRPC sends the call when the task of the callback is complete
/// (GrpcProtocolHelpers.ReadCredentialMetadata of grpc-dotnet), whether the credential is there or not.
/// </summary>
internal readonly struct UnawaitedWork
{
    private UnawaitedWork(IInvocationOperation start, string? header)
    {
        Start = start;
        Header = header;
    }

    /// <summary>The call that starts the work and whose task nobody gets.</summary>
    internal IInvocationOperation Start { get; }

    /// <summary>The header that the work adds; null when the code that gets the metadata is not seen.</summary>
    internal string? Header { get; }

    /// <summary>
    /// The work in a piece of per-call code, each start once. Empty when every addition is awaited or synchronous. Code that is not seen counts only
    /// where nothing but it gets the metadata of call credentials: then it is what should add the credential.
    /// </summary>
    internal static IReadOnlyList<UnawaitedWork> In(PerCallCode code, CredentialQuery query)
    {
        var found = new List<UnawaitedWork>();
        foreach (var variable in MetadataIn(code.Function, query))
        {
            var touches = ObjectTouches.OfVariable(variable, code.Function, query.Facts.Bodies, query.Budget);
            foreach (var touch in touches)
            {
                foreach (var credential in HeadersLayer.CredentialsIn(query, new[] { touch }))
                    Add(found, new AsyncPath(code.Function, query.Facts.Bodies).NotAwaited(touch.Site), credential.Header);
            }

            if (found.Count == 0 && touches.Count > 0 && variable is IParameterSymbol && code.Consumer is { } consumer && !IsIntercept(consumer))
                AddUnseen(found, touches, code, query);
        }

        return found;
    }

    private static void AddUnseen(List<UnawaitedWork> found, IReadOnlyList<Touch> touches, PerCallCode code, CredentialQuery query)
    {
        var starts = new List<IInvocationOperation>();
        foreach (var touch in touches)
        {
            if (touch.Kind != TouchKind.Argument || touch.Site.Operation.Parent is not IInvocationOperation call || !AsyncPath.IsAwaitable(call.Type)
                || new AsyncPath(code.Function, query.Facts.Bodies, isLater: true).NotAwaited(touch.Site) is not { } start)
                return;

            starts.Add(start);
        }

        foreach (var start in starts)
            Add(found, start, header: null);
    }

    private static void Add(List<UnawaitedWork> found, IInvocationOperation? start, string? header)
    {
        if (start is null || found.Exists(f => f.Start == start))
            return;

        found.Add(new UnawaitedWork(start, header));
    }

    private static bool IsIntercept(IOperation consumer) => consumer is IInvocationOperation { TargetMethod.Name: "Intercept" };

    /// <summary>The parameters and locals of a function that hold metadata.</summary>
    private static IEnumerable<ISymbol> MetadataIn(IOperation function, CredentialQuery query)
    {
        var parameters = function switch
        {
            IAnonymousFunctionOperation lambda => lambda.Symbol.Parameters,
            ILocalFunctionOperation local => local.Symbol.Parameters,
            _ => (function.SemanticModel?.GetDeclaredSymbol(function.Syntax) as IMethodSymbol)?.Parameters ?? default,
        };
        if (!parameters.IsDefault)
        {
            foreach (var parameter in parameters)
            {
                if (GrpcSymbols.Is(parameter.Type, query.Symbols.Metadata))
                    yield return parameter;
            }
        }

        foreach (var operation in function.Descendants())
        {
            if (operation is IVariableDeclaratorOperation { Symbol: var local } && GrpcSymbols.Is(local.Type, query.Symbols.Metadata))
                yield return local;
        }
    }
}
