using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Credentials.Interceptors;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Rules.Subjects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Rules.Credentials;

/// <summary>GRPCAUTH1005: a client interceptor that adds a credential to some call types and passes another on without one.</summary>
internal sealed class InterceptorMissesCallKind : IInterceptorRule
{
    public void Check(INamedTypeSymbol interceptor, ClassDeclarationSyntax declaration, RuleContext context)
    {
        if (interceptor.IsAbstract || FindingOf(interceptor, context) is not { } kinds || IsReportedAtBase(interceptor, context))
            return;

        var overrides = new List<Location>();
        var names = new List<string>();
        foreach (var method in kinds.Authenticating)
        {
            overrides.Add(method.Locations[0]);
            names.Add(method.Name);
        }

        context.Report(
            RuleCatalog.InterceptorMissesCallKind,
            at: declaration.Identifier.GetLocation(),
            also: overrides,
            ImmutableDictionary<string, string?>.Empty.Add(FixHints.CallKinds, string.Join(",", kinds.LeftOut)),
            new object[] { interceptor.Name, Listed(names), Listed(kinds.LeftOut) },
            isInformation: !IsEvident(interceptor, kinds, context));
    }

    private static InterceptedCallKinds? FindingOf(INamedTypeSymbol interceptor, RuleContext context) =>
        InterceptedCallKinds.Of(interceptor, context.Ask(until: null)) is { Authenticating.IsEmpty: false, LeftOut.IsEmpty: false } kinds ? kinds : null;

    /// <summary>A subclass that overrides no call type has the defect of its base class, which is reported there.</summary>
    private static bool IsReportedAtBase(INamedTypeSymbol interceptor, RuleContext context) =>
        !InterceptorOverrides.HasOwn(interceptor, InterceptorMethods.All) && interceptor.BaseType is { } baseType
        && (baseType.IsAbstract ? IsReportedAtBase(baseType, context) : FindingOf(baseType, context) is not null);

    /// <summary>
    /// Every generated client has a blocking form of each unary rpc, so a missing one counts if it is called; the other call types count if a client that
    /// is seen has them (one behind this interceptor, where those are known), or none is seen.
    /// </summary>
    private static bool IsEvident(INamedTypeSymbol interceptor, InterceptedCallKinds kinds, RuleContext context)
    {
        if (kinds.AreSelective(context.Facts))
            return false;

        var clients = ClientsBehindInterceptor.Of(interceptor, context.Facts);
        var results = clients is null ? null : ClientsBehindInterceptor.ResultsOf(clients, context.Facts);
        foreach (var kind in kinds.LeftOut)
        {
            if (kind == "BlockingUnaryCall"
                ? ClientFacts.Under(context.Facts, context.Options).MakesBlockingCalls(clients)
                : results?.Contains(kind) != false && RpcNames.Of(context.Facts).MayHave(kind))
                return true;
        }

        return false;
    }

    private static string Listed(IReadOnlyList<string> names)
    {
        var text = names[0];
        for (var i = 1; i < names.Count; i++)
            text += (i == names.Count - 1 ? " and " : ", ") + names[i];

        return text;
    }
}
