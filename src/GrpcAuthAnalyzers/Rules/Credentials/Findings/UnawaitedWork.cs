using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Credentials.Findings;

/// <summary>
/// Work that per-call code starts and does not wait for, and that adds the credential: gRPC sends the call when the task of the callback is complete
/// (GrpcProtocolHelpers.ReadCredentialMetadata of grpc-dotnet), with or without the credential.
/// </summary>
internal readonly struct UnawaitedWork
{
    private UnawaitedWork(IInvocationOperation start, string? header)
    {
        Start = start;
        Header = header;
    }

    /// <summary>The call that starts the work and whose task is dropped.</summary>
    internal IInvocationOperation Start { get; }

    /// <summary>The header that the work adds; null if the code that receives the metadata is not seen.</summary>
    internal string? Header { get; }

    /// <summary>
    /// The work in a function, each start once; the consumer is what takes it as call credentials, or null. Empty when every
    /// addition is awaited or synchronous. Code that is not seen counts only where nothing but it gets the metadata of call
    /// credentials: then it is what should add the credential.
    /// </summary>
    internal static IReadOnlyList<UnawaitedWork> In(IOperation function, IOperation? consumer, CredentialQuery query)
    {
        var found = new List<UnawaitedWork>();
        foreach (var variable in MetadataIn(function, query))
        {
            var touches = ObjectUses.OfVariable(variable, function, query.Facts.Bodies, query.Budget);
            foreach (var touch in touches)
            {
                foreach (var credential in HeadersLayer.CredentialsIn(query, new[] { touch }))
                    Add(found, new AwaitChain(function, query.Facts.Bodies).NotAwaited(touch.Site), credential.Header);
            }

            if (found.Count == 0 && variable is IParameterSymbol && consumer is not null && !IsIntercept(consumer))
                AddUnseen(found, touches, function, query);
        }

        return found;
    }

    private static void AddUnseen(List<UnawaitedWork> found, IReadOnlyList<ObjectUse> touches, IOperation function, CredentialQuery query)
    {
        var starts = new List<IInvocationOperation>();
        foreach (var touch in touches)
        {
            if (touch.Kind != TouchKind.Argument || touch.Site.Operation.Parent is not IInvocationOperation call || !AwaitChain.IsAwaitable(call.Type)
                || new AwaitChain(function, query.Facts.Bodies, isLater: true).NotAwaited(touch.Site) is not { Count: > 0 } dropped)
                return;

            starts.AddRange(dropped);
        }

        Add(found, starts, header: null);
    }

    private static void Add(List<UnawaitedWork> found, IReadOnlyList<IInvocationOperation> starts, string? header)
    {
        foreach (var start in starts)
        {
            if (!found.Exists(f => f.Start == start))
                found.Add(new UnawaitedWork(start, header));
        }
    }

    private static bool IsIntercept(IOperation consumer) => consumer is IInvocationOperation { TargetMethod.Name: "Intercept" };

    /// <summary>
    /// The parameters and locals of a function that hold metadata. Not the locals of functions inside it: what is made in the work itself goes to a call of
    /// the work.
    /// </summary>
    private static IEnumerable<ISymbol> MetadataIn(IOperation function, CredentialQuery query)
    {
        foreach (var parameter in PerCallCode.ParametersOf(function))
        {
            if (GrpcSymbols.Is(parameter.Type, query.Symbols.Metadata))
                yield return parameter;
        }

        foreach (var operation in function.Descendants())
        {
            if (operation is IVariableDeclaratorOperation { Symbol: var local }
                && GrpcSymbols.Is(local.Type, query.Symbols.Metadata)
                && EnclosingFunction.Enclosing(operation) == function)
                yield return local;
        }
    }
}
