using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.Credentials.Interceptors;
using GrpcAuthAnalyzers.Grpc;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Interceptors;

/// <summary>The interceptor classes of a project that authenticate every kind of call, and the one that the plans of a session write.</summary>
internal sealed class ProjectInterceptors
{
    private readonly GrpcSymbols? _symbols;
    private readonly List<INamedTypeSymbol> _complete;

    internal ProjectInterceptors(SourceFile file)
    {
        _symbols = file.Symbols;
        _complete = CompleteIn(file);
    }

    /// <summary>Null until a plan has needed a class that the project does not have.</summary>
    internal WrittenInterceptor? Written { get; set; }

    /// <summary>A class whose constructor takes call credentials and nothing else; null when there is none that the place may name.</summary>
    internal INamedTypeSymbol? TakingCredentials(SourceFile file, int position) => _complete.FirstOrDefault(type =>
        file.Model.IsAccessible(position, type)
        && type.InstanceConstructors.Any(c => c.Parameters.Length == 1 && IsCredentials(c.Parameters[0]) && file.Model.IsAccessible(position, c)));

    /// <summary>
    /// The one class that finds its token by itself, with what its constructor gets by <paramref name="argumentOf"/>; null when there is none, when there are
    /// several, and when a parameter gets nothing.
    /// </summary>
    internal (INamedTypeSymbol Type, IReadOnlyList<string> Arguments)? OwnAt(SourceFile file, int position, Func<IParameterSymbol, string?> argumentOf)
    {
        var own = _complete
            .Where(type => file.Model.IsAccessible(position, type) && !type.InstanceConstructors.Any(c => c.Parameters.Any(IsCredentials)))
            .ToList();
        if (own.Count != 1 || own[0].InstanceConstructors.Length != 1 || !file.Model.IsAccessible(position, own[0].InstanceConstructors[0]))
            return null;

        var arguments = own[0].InstanceConstructors[0].Parameters.Select(argumentOf).ToList();
        return arguments.Contains(null) ? null : (own[0], arguments!);
    }

    private bool IsCredentials(IParameterSymbol parameter) => GrpcSymbols.Is(parameter.Type, _symbols?.CallCredentials);

    private static List<INamedTypeSymbol> CompleteIn(SourceFile file)
    {
        var found = new List<INamedTypeSymbol>();
        if (CompilationFacts.For(file.Compilation) is not { Symbols.Interceptor: not null } facts)
            return found;

        foreach (var type in WrittenTypes.WithBases(file.Compilation, CancellationToken.None))
        {
            if (type is { TypeKind: TypeKind.Class, IsAbstract: false, IsGenericType: false }
                && GrpcSymbols.IsA(type, facts.Symbols.Interceptor)
                && InterceptedCallKinds.Of(type, ChannelOf.QueryOf(file, facts)) is { } kinds
                && kinds.Authenticating.Length == InterceptorMethods.All.Length
                && !kinds.AreSelective(facts))
                found.Add(type);
        }

        return found;
    }
}
