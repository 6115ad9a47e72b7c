using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Interceptors;

/// <summary>An <c>.Intercept(metadata => ...)</c> whose lambda only adds a credential.</summary>
internal sealed class InterceptLambda
{
    private readonly SourceFile _file;
    private readonly InvocationExpressionSyntax _intercept;

    private InterceptLambda(SourceFile file, InvocationExpressionSyntax intercept, ExpressionSyntax value)
    {
        _file = file;
        _intercept = intercept;
        Value = value;
    }

    /// <summary>The value of the entry.</summary>
    internal ExpressionSyntax Value { get; }

    /// <summary>Null when the interceptor does anything else.</summary>
    internal static InterceptLambda? From(SourceFile file, InvocationExpressionSyntax intercept)
    {
        if (intercept is not { Expression: MemberAccessExpressionSyntax, ArgumentList.Arguments: { Count: 1 } arguments }
            || arguments[0].Expression is not SimpleLambdaExpressionSyntax { Block.Statements: { Count: 2 } statements } lambda
            || statements[0] is not ExpressionStatementSyntax { Expression: InvocationExpressionSyntax added }
            || added.Expression is not MemberAccessExpressionSyntax member
            || WrittenHeader.At(file, added) is not { Name: { } name } header
            || statements[1] is not ReturnStatementSyntax { Expression: IdentifierNameSyntax returned }
            || member.Expression.ToString() != lambda.Parameter.Identifier.ValueText || returned.Identifier.ValueText != lambda.Parameter.Identifier.ValueText
            || file.Model.GetConstantValue(name).Value is not string key || !CredentialHeaderName.MayAuthenticate(key, file.GrpcAuthOptions))
        {
            return null;
        }

        return new InterceptLambda(file, intercept, header.Value);
    }

    /// <summary>Takes the interceptor away: what was intercepted is used as it is.</summary>
    internal async Task RemoveAsync(FixSession session, FixPlanBuilder plan)
    {
        var receiver = ((MemberAccessExpressionSyntax)_intercept.Expression).Expression;
        var isChannel = GrpcSymbols.IsA(_file.Model.GetTypeInfo(receiver).Type, _file.Symbols?.ChannelBase);
        plan.Replace(_file, TextSpan.FromBounds(receiver.Span.End, _intercept.Span.End), isChannel ? ".CreateCallInvoker()" : "");
        await UnusedDeclarations.CleanUpAsync(session, plan, _file, Value).ConfigureAwait(false);
        RemoveUsing(plan);
    }

    // The namespace of Intercept, where nothing else of this file needs it.
    private void RemoveUsing(FixPlanBuilder plan)
    {
        const string Namespace = "Grpc.Core.Interceptors";
        var isNeeded = _file.Root
            .DescendantNodes()
            .OfType<SimpleNameSyntax>()
            .Any(n => !_intercept.Span.Contains(n.Span) && n.FirstAncestorOrSelf<UsingDirectiveSyntax>() is null
            && _file.Model.GetSymbolInfo(n).Symbol is { } symbol
            && (symbol as INamedTypeSymbol ?? symbol.ContainingType)?.ContainingNamespace?.ToDisplayString() == Namespace);
        var directive = _file.Root.Usings.FirstOrDefault(u => u.Name?.ToString() == Namespace && u.Alias is null && u.GlobalKeyword.IsKind(SyntaxKind.None));
        if (!isNeeded && directive is not null)
            plan.Replace(_file, TextSpan.FromBounds(directive.SpanStart, directive.FullSpan.End), "");
    }
}
