using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Handlers;

/// <summary>
/// What is set on the HTTP handlers of the channels, clients and registrations of a compilation. It is collected once, and only if a tree mentions a
/// property or type that matters.
/// </summary>
internal static class HandlerSettings
{
    /// <summary>The names that a tree must mention for its settings to be asked for.</summary>
    private static readonly ImmutableArray<string> Hints = ImmutableArray.Create(
        "ServerCertificateCustomValidationCallback", "ServerCertificateValidationCallback", "RemoteCertificateValidationCallback", "CertificateChainPolicy",
        "UseDefaultCredentials", "DefaultCredentials", "DefaultNetworkCredentials", "CredentialCache", "NetworkCredential");

    private static readonly Memo<ILookup<SyntaxTree, HandlerSetting>> Seen = new(static facts =>
        Collect(facts).ToLookup(static setting => setting.Assignment.Syntax.SyntaxTree));

    /// <summary>The settings whose assignments stand in a tree; empty when none reaches gRPC as far as the code is seen.</summary>
    internal static IEnumerable<HandlerSetting> In(SyntaxTree tree, CompilationFacts facts)
    {
        var index = TreeIndex.Of(tree);
        foreach (var hint in Hints)
        {
            if (index.MentionsOf(hint).Count > 0)
                return facts.Get(Seen)[tree];
        }

        return Enumerable.Empty<HandlerSetting>();
    }

    private static List<HandlerSetting> Collect(CompilationFacts facts)
    {
        var found = new List<HandlerSetting>();
        var named = new Dictionary<string, IOperation>(StringComparer.Ordinal);
        foreach (var tree in facts.Compilation.SyntaxTrees.OrderBy(static tree => tree.FilePath, StringComparer.Ordinal))
        {
            foreach (var name in new[] { "HttpHandler", "HttpClient" })
            {
                foreach (var mention in TreeIndex.Of(tree).MentionsOf(name))
                {
                    if (WrittenAssignment.Of(mention) is { } node
                        && facts.Bodies.OperationOf(node) is IAssignmentOperation { Target: IPropertyReferenceOperation target } assignment
                        && HttpPipeline.OptionOf(target.Property, facts.Symbols) is not null)
                    {
                        new HandlerWalk(facts, assignment, isForWeb: false, found).Follow(assignment.Value);
                        if (NameOf(assignment.Value, facts) is { } client)
                            named[client] = assignment;
                    }
                }
            }
        }

        foreach (var node in facts.CallsNamed("ConfigurePrimaryHttpMessageHandler", "UseSocketsHttpHandler"))
        {
            if (facts.Bodies.OperationOf(node) is IInvocationOperation call && HttpPipeline.CallOf(call.TargetMethod, facts) is not null)
                OfBuilderCall(call, facts, named, found);
        }

        return found;
    }

    /// <summary>The name of the registered client that is given to a channel; null for others.</summary>
    private static string? NameOf(IOperation client, CompilationFacts facts)
    {
        var origins = new OriginTracer(facts.Bodies, new Budget());
        return origins.Trace(new TracedValue(client)) is { Length: 1 } made
            ? ConfiguredHttpClient.NameOfCreated(made[0].Operation, new TextTracer(origins, facts.Bodies))
            : null;
    }

    private static void OfBuilderCall(IInvocationOperation call, CompilationFacts facts, Dictionary<string, IOperation> named, List<HandlerSetting> found)
    {
        var budget = new Budget();
        var origins = new OriginTracer(facts.Bodies, budget) { FollowsSomeCallers = true };
        var texts = new TextTracer(origins, facts.Bodies);
        HandlerWalk walk;
        if (ConfiguredHttpClient.OfBuilder(call, facts, origins, texts) is { } client)
            walk = new HandlerWalk(facts, call, !client.IsDefault && HttpPipeline.IsForWeb(client.Registration, facts, budget), found);
        else if (ConfiguredHttpClient.NameOn(call, origins, texts) is { } name && named.TryGetValue(name, out var option))
            walk = new HandlerWalk(facts, option, isForWeb: true, found); // other calls on the builder may add gRPC-Web
        else
            return;

        if (call.TargetMethod.TypeArguments is { Length: 1 } types && types[0] is INamedTypeSymbol handler)
        {
            walk.FollowType(handler);
            return;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Type is not INamedTypeSymbol { TypeKind: TypeKind.Delegate, DelegateInvokeMethod: { } invoke }
                || facts.Bodies.FunctionGivenBy(argument.Value) is not { } function)
                continue;

            if (invoke.ReturnsVoid)
            {
                if (PerCallCode.ParametersOf(function) is { Length: > 0 } parameters)
                    walk.FollowVariable(parameters[0], function);

                continue;
            }

            foreach (var returned in facts.Bodies.ReturnsOf(function))
                walk.Follow(TracedValue.Returned(returned, function));
        }
    }
}
