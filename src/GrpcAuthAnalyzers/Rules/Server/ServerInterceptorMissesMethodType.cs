using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Rules.Server.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Rules.Server;

/// <summary>GRPCAUTH6007: a server interceptor that refuses calls of some method types without a credential, and lets others go on.</summary>
internal sealed class ServerInterceptorMissesMethodType : IInterceptorRule
{
    public void Check(INamedTypeSymbol interceptor, ClassDeclarationSyntax declaration, RuleContext context)
    {
        if (context.IsRelaxed
            || interceptor.IsAbstract
            || !GrpcServer.IsSetUpIn(context.Facts)
            || GuardedHandlers.Of(interceptor, context.Ask(until: null)) is not { Guarding.IsEmpty: false, Open.IsEmpty: false } guarded
            || (!InterceptorOverrides.HasOwn(interceptor, InterceptorMethods.OfServer) && interceptor.BaseType is { IsAbstract: false }))
            return;

        var open = WithoutOthers(guarded.Open, interceptor, context);
        if (open.Count == 0 || !OpenMethods.MayBeBehind(interceptor, open, context.Facts, context.Options, out var first))
            return;

        var overrides = new List<Location>();
        foreach (var method in guarded.Guarding)
            overrides.Add(method.Locations[0]);

        context.Report(
            RuleCatalog.ServerInterceptorMissesMethodType,
            at: declaration.Identifier.GetLocation(),
            also: overrides,
            ImmutableDictionary<string, string?>.Empty.Add(FixHints.CallKinds, string.Join(",", open)),
            new object[]
            {
                interceptor.Name, guarded.Guarding[0].Name, first?.Handler ?? open[0], first is { } seen ? $", so '{seen.Name}' is open" : "",
            },
            isInformation: first is null || guarded.AreSelective(context.Facts));
    }

    /// <summary>The handlers that no other interceptor of the program guards: one class may be for unary calls, another for streams.</summary>
    private static List<string> WithoutOthers(ImmutableArray<string> open, INamedTypeSymbol interceptor, RuleContext context)
    {
        var left = new List<string>(open);
        foreach (var added in ServerInterceptors.In(context.Facts))
        {
            if (SymbolEqualityComparer.Default.Equals(added.Type, interceptor))
                continue;

            if (added.Type is null || GuardedHandlers.Of(added.Type, context.Ask(until: null)) is not { } other)
                return new List<string>();

            foreach (var method in other.Guarding)
                left.Remove(method.Name);
        }

        return left;
    }
}
