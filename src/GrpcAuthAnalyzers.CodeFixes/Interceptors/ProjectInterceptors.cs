using System.Collections.Generic;
using System.Threading;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Credentials.Interceptors;
using GrpcAuthAnalyzers.Grpc;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Interceptors;

/// <summary>The interceptor classes of a project that authenticate every kind of call, and the one that the plans of a session write.</summary>
internal sealed class ProjectInterceptors
{
    private readonly GrpcSymbols? _symbols;

    internal ProjectInterceptors(SourceFile file)
    {
        _symbols = file.Symbols;
        Classes = new CredentialClasses(CompleteIn(file), IsCredentials);
    }

    /// <summary>Null until a plan has needed a class that the project does not have.</summary>
    internal WrittenInterceptor? Written { get; set; }

    /// <summary>The interceptors; what gives the credential is the call credentials.</summary>
    internal CredentialClasses Classes { get; }

    private bool IsCredentials(IParameterSymbol parameter) => GrpcSymbols.Is(parameter.Type, _symbols?.CallCredentials);

    private static List<INamedTypeSymbol> CompleteIn(SourceFile file)
    {
        var found = new List<INamedTypeSymbol>();
        if (file.Facts is not { Symbols.Interceptor: not null } facts)
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
