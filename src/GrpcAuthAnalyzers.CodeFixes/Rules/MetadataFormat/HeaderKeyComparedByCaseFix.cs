using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.MetadataFormat;

/// <summary>
/// GRPCAUTH4007: <c>FirstOrDefault(entry =&gt; entry.Key == "Authorization")?.Value</c> becomes <c>GetValue("Authorization")</c>, which ignores case; elsewhere
/// the text is written in lower case.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HeaderKeyComparedByCaseFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH4007");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { File: var file, Node: var node }
            || OutermostExpressionAt(node) is not { } text
            || !file.Model.GetConstantValue(text).HasValue
            || !diagnostic.Properties.TryGetValue(FixHints.Header, out var header) || header is null)
        {
            return ImmutableArray<FixPlan>.Empty;
        }

        var plan = new FixPlanBuilder();
        if (SearchOf(file, text) is { } search)
        {
            plan.Replace(file, search, $"GetValue({text})");
            return Plans(plan.Build("Read the header with 'GetValue', which ignores case"));
        }

        plan.Replace(file, text.Span, $"\"{header}\"");
        return Plans(plan.Build($"Compare with '{header}'"));
    }

    /// <summary>A constant pattern and an argument have the span of their expression.</summary>
    private static ExpressionSyntax? OutermostExpressionAt(SyntaxNode node) => node switch
    {
        ExpressionSyntax expression => expression,
        ArgumentSyntax argument => argument.Expression,
        ConstantPatternSyntax constant => constant.Expression,
        _ => null,
    };

    /// <summary>From <c>FirstOrDefault</c> to <c>Value</c>, where nothing else is done with the entry that is found in the metadata; null elsewhere.</summary>
    private static TextSpan? SearchOf(SourceFile file, ExpressionSyntax text)
    {
        if (text.Parent is not BinaryExpressionSyntax
            {
                RawKind: (int)SyntaxKind.EqualsExpression,
                Parent: SimpleLambdaExpressionSyntax
                {
                    Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: InvocationExpressionSyntax search } }
                }
            }
            || search.Expression is not MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: "FirstOrDefault" } name } access
            || search.Parent is not ConditionalAccessExpressionSyntax found || found.Expression != search
            || file.Model.GetTypeInfo(access.Expression).Type is not { } metadata
            || !metadata.Is("Grpc.Core.Metadata")
            || metadata.GetMembers("GetValue").IsEmpty)
        {
            return null;
        }

        // A comment would be lost.
        if (search.ArgumentList.DescendantTrivia().Any(static trivia => !string.IsNullOrWhiteSpace(trivia.ToString())))
            return null;

        var read = (found.WhenNotNull as ConditionalAccessExpressionSyntax)?.Expression ?? found.WhenNotNull;
        return read is MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Value" } ? TextSpan.FromBounds(name.SpanStart, read.Span.End) : null;
    }
}
