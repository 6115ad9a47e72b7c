using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Expiry;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Freshness;

/// <summary>
/// GRPCAUTH3007: writes the lifetime of the answer, less the margin that is there, else one minute. Not where the answer is not in scope, may have no
/// lifetime, or holds it in a unit that is not known.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class TokenLifetimeInventedFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH3007");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(FixHints.Lifetime, out var name) || name is null
            || diagnostic.AdditionalLocations.Count == 0
            || await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { } at
            || await session.NodeAtAsync(document.Project, diagnostic.AdditionalLocations[0]).ConfigureAwait(false) is not { } read
            || at.Node.FirstAncestorOrSelf<ExpressionSyntax>(e => e.Span == diagnostic.Location.SourceSpan) is not { } stored
            || read.Node.FirstAncestorOrSelf<MemberAccessExpressionSyntax>() is not { } token
            || !IsInScope(at.File, token.Expression, stored)
            || LifetimeOf(at.File, token, name) is not { } lifetime)
            return ImmutableArray<FixPlan>.Empty;

        var (constant, hasMargin) = ConstantIn(stored is AssignmentExpressionSyntax { Right: var assigned } ? assigned : stored);
        if (WrittenFor(at.File, constant, token.Expression + "." + name, lifetime) is not { } written)
            return ImmutableArray<FixPlan>.Empty;

        var (plan, text) = (new FixPlanBuilder(), hasMargin ? written.Text : written.Text + written.Margin);
        if (at.File.HasComment(constant.Span) || await UnusedDeclarations.LeavesUnreadParameterAsync(session, at.File, constant, text).ConfigureAwait(false))
            return ImmutableArray<FixPlan>.Empty;

        plan.Replace(at.File, constant.Span, text);
        await UnusedDeclarations.CleanUpAsync(session, plan, at.File, constant).ConfigureAwait(false);
        return Plans(plan.Build("Use the lifetime in '" + token.Expression + "." + name + "'" + (hasMargin ? "" : ", less one minute")));
    }

    /// <summary>Whether the variable that holds the answer has its value at the assignment: it is declared before it, in a block around it.</summary>
    private static bool IsInScope(SourceFile file, ExpressionSyntax answer, ExpressionSyntax stored)
    {
        answer = NullSuppression.Inside(answer);
        return answer is IdentifierNameSyntax
            && file.Model.GetSymbolInfo(answer).Symbol is (ILocalSymbol or IParameterSymbol) and { DeclaringSyntaxReferences: { Length: 1 } declared } variable
            && declared[0].GetSyntax() is var declaration
            && (variable is IParameterSymbol || declaration is VariableDeclaratorSyntax { Initializer: not null })
            && declaration.Span.End <= stored.SpanStart
            && file.Model.LookupSymbols(stored.SpanStart, name: variable.Name).Any(s => SymbolEqualityComparer.Default.Equals(s, variable));
    }

    /// <summary>The type of the lifetime; null where the answer may have none.</summary>
    private static ITypeSymbol? LifetimeOf(SourceFile file, MemberAccessExpressionSyntax token, string name)
    {
        for (ITypeSymbol? type = file.Model.GetTypeInfo(token.Expression).Type; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers(name))
                return VisibleSymbols.TypeOf(member) is { NullableAnnotation: not NullableAnnotation.Annotated } known ? known : null;
        }

        return null;
    }

    /// <summary>The value without what is taken from it at its end, and whether something is.</summary>
    private static (ExpressionSyntax Constant, bool HasMargin) ConstantIn(ExpressionSyntax value)
    {
        var inner = value;
        var hasMargin = false;
        while (true)
        {
            switch (inner)
            {
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.SubtractExpression } difference:
                    inner = difference.Left;
                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access, ArgumentList.Arguments: { Count: 1 } arguments }
                    when access.Name.Identifier.ValueText == "Subtract"
                        || arguments[0].Expression is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression }:
                    inner = access.Expression;
                    break;
                case InvocationExpressionSyntax
                {
                    ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax converted }
                }
                    when converted.ArgumentList.Arguments.Count > 0:
                    inner = converted;
                    continue;
                case MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } moment }:
                    inner = moment;
                    continue;
                default:
                    return (inner, hasMargin);
            }

            hasMargin = true;
        }
    }

    /// <summary>The new value in the kind of time of the old one, and the text that takes one minute from it; null where none is certain to be right.</summary>
    private static (string Text, string Margin)? WrittenFor(
        SourceFile file, ExpressionSyntax constant, string lifetime, ITypeSymbol type)
    {
        var target = file.Model.GetTypeInfo(constant).Type;
        var clock = ClockIn(constant);
        if (target is null || clock is null || clock == constant.ToString())
            return null; // a variable that holds the constant time is no clock

        const string Minute = ".AddMinutes(-1)";
        if (target.Is("System.DateTime") || target.Is("System.DateTimeOffset"))
        {
            if (ClockValueReader.IsNumber(type) && type.SpecialType != SpecialType.None && NamesSeconds(lifetime))
                return (clock + ".AddSeconds(" + lifetime + ")", Minute);

            if (type.Is("System.TimeSpan"))
                return (clock + ".Add(" + lifetime + ")", Minute);

            if (type.Is("Google.Protobuf.WellKnownTypes.Duration"))
                return (clock + ".Add(" + lifetime + ".ToTimeSpan())", Minute);

            if (type.Is("System.DateTimeOffset"))
                return target.Is("System.DateTimeOffset") ? (lifetime, Minute)
                    : IsUtc(clock) ? (lifetime + ".UtcDateTime", Minute) : null;

            if (type.Is("Google.Protobuf.WellKnownTypes.Timestamp"))
                return target.Is("System.DateTimeOffset") ? (lifetime + ".ToDateTimeOffset()", Minute)
                    : IsUtc(clock) ? (lifetime + ".ToDateTime()", Minute) : null;

            return null;
        }

        return target.SpecialType == SpecialType.System_Int64 && type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64
            && NamesSeconds(lifetime) && clock.EndsWith(".ToUnixTimeSeconds()", System.StringComparison.Ordinal)
            ? (clock + " + " + lifetime, " - 60")
            : null;
    }

    private static bool NamesSeconds(string lifetime) =>
        ExpiryWords.NamesLifetime(lifetime.Substring(lifetime.LastIndexOf('.') + 1));

    private static bool IsUtc(string clock) => clock.IndexOf("Utc", System.StringComparison.Ordinal) >= 0;

    /// <summary>What a constant time is added to.</summary>
    private static string? ClockIn(ExpressionSyntax value)
    {
        while (true)
        {
            switch (value)
            {
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression or (int)SyntaxKind.SubtractExpression } sum:
                    value = sum.Left;
                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access, ArgumentList.Arguments.Count: 1 }:
                    value = access.Expression;
                    break;
                case ParenthesizedExpressionSyntax parenthesized:
                    value = parenthesized.Expression;
                    break;
                case IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 }:
                    return value.ToString();
                default:
                    return null;
            }
        }
    }
}
