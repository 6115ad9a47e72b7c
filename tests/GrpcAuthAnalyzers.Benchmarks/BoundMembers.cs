using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GrpcAuthAnalyzers.Benchmarks;

/// <summary>
/// The floor: binds the members that hold a candidate once more, and does nothing with them. The compiler does not share its own binding with analyzers, so
/// no rule about these members can cost less. A candidate is an invocation or a creation with a name of the corpus that a rule has to look at.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class BoundMembers : DiagnosticAnalyzer
{
    private static readonly HashSet<string> Candidates =
        ["GetOrderAsync", "GetOrder", "ListOrders", "UploadOrders", "ForAddress", "AddGrpcClient", "Create", "FromInterceptor", "Add", "Metadata", "OrdersClient"];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [NothingAnalyzer.Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSemanticModelAction(static tree =>
        {
            if (!tree.SemanticModel.SyntaxTree.ToString().Contains("Grpc.Core", System.StringComparison.Ordinal))
                return;

            foreach (var node in tree.SemanticModel.SyntaxTree.GetRoot(tree.CancellationToken).DescendantNodes())
            {
                if (NameOf(node) is { } name && Candidates.Contains(name))
                    tree.SemanticModel.GetOperation(node, tree.CancellationToken);
            }
        });
    }

    private static string? NameOf(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } } => name.Identifier.ValueText,
        InvocationExpressionSyntax { Expression: SimpleNameSyntax name } => name.Identifier.ValueText,
        ObjectCreationExpressionSyntax { Type: var type } => type.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Last().Identifier.ValueText,
        _ => null,
    };
}
