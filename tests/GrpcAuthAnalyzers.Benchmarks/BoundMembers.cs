using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GrpcAuthAnalyzers.Benchmarks;

/// <summary>
/// The floor: binds the members that hold a candidate once more, and does nothing with them. The compiler does not share its own binding with analyzers, so
/// no rule about these members can cost less. A candidate is a gRPC call by its name, a creation of a client or of metadata, a channel, a registration.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class BoundMembers(CSharpCompilation corpus) : DiagnosticAnalyzer
{
    private static readonly ConcurrentDictionary<string, HashSet<string>> CandidatesOf = new();

    private readonly HashSet<string> _candidates = CandidatesOf.GetOrAdd(corpus.AssemblyName ?? "", static (_, corpus) => Candidates(corpus), corpus);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [NothingAnalyzer.Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSemanticModelAction(tree =>
        {
            foreach (var node in tree.SemanticModel.SyntaxTree.GetRoot(tree.CancellationToken).DescendantNodes())
            {
                if (NameOf(node) is { } name && _candidates.Contains(name))
                    tree.SemanticModel.GetOperation(node, tree.CancellationToken);
            }
        });
    }

    // Asked once for a corpus, and not while it is measured.
    private static HashSet<string> Candidates(CSharpCompilation corpus)
    {
        var names = new HashSet<string> { "ForAddress", "AddGrpcClient", "AddCodeFirstGrpcClient", "FromInterceptor", "Metadata", "GrpcChannelOptions" };
        if (corpus.GetTypeByMetadataName("Grpc.Core.ClientBase") is not { } clientBase)
            return [];

        foreach (var type in Types(corpus.GlobalNamespace).Where(type => Bases(type).Contains(clientBase, SymbolEqualityComparer.Default) && type.Name != "ClientBase"))
        {
            names.Add(type.Name);
            names.UnionWith(type.GetMembers().OfType<IMethodSymbol>()
                .Where(method => method.MethodKind == MethodKind.Ordinary && method.DeclaredAccessibility == Accessibility.Public).Select(method => method.Name));
        }

        return names;
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));

    private static IEnumerable<ITypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var up = type.BaseType; up is not null; up = up.BaseType)
            yield return up;
    }

    private static string? NameOf(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } } => name.Identifier.ValueText,
        InvocationExpressionSyntax { Expression: SimpleNameSyntax name } => name.Identifier.ValueText,
        ObjectCreationExpressionSyntax { Type: var type } => type.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Last().Identifier.ValueText,
        _ => null,
    };
}
