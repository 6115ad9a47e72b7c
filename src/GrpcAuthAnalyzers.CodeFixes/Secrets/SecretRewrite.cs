using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Grpc;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Secrets;

/// <summary>
/// Replaces a hard-coded credential in its place: with a setting that is read there, or with a throw if the credential is only the
/// fallback for a missing setting.
/// </summary>
internal static class SecretRewrite
{
    /// <summary>The plan; null when the place needs a constant, reads it once for many calls, or when a setting cannot take the place of the text.</summary>
    internal static async Task<FixPlan?> PlanAsync(FixSession session, ReportedSecret secret)
    {
        if (SecretShape.Of(secret) is not { } form)
            return null;

        var plan = new FixPlanBuilder();
        var file = secret.File;
        if (IsFallback(form.Replaced))
            return Throw(plan, file, form.Replaced);

        if (!await ConstantHolder.TryMakePropertyAsync(session, plan, file, secret.Facts, form.Replaced).ConfigureAwait(false)
            && !ConstantHolder.TryMakeVariable(plan, file, form.Replaced)
            && !IsReadInTime(file, form.Replaced))
            return null;

        // In a browser a setting is no place for a secret: every visitor can download it.
        if (SecretSetting.Of(secret) is not { } request || BrowserProject.Is(file.Compilation, file.GrpcAuthOptions))
            return null;

        var (text, title) = form.Shape is SecretShape.Kind.BasicPair or SecretShape.Kind.Pair
            ? PairText(session, plan, file, form, request)
            : TokenText(session, plan, file, form, request);
        plan.Replace(file, form.Replaced.Span, NeedsParentheses(form.Replaced) ? "(" + text + ")" : text);
        return plan.Build(IsSetOnce(secret) ? title + ", read once" : title);
    }

    private static (string Text, string Title) TokenText(FixSession session, FixPlanBuilder plan, SourceFile file, SecretShape form, TokenRequest request)
    {
        var source = SourceAt(session, plan, file, form, request);
        var read = source.Read(cancellation: null);
        var names = new TypeNames(file, form.Replaced.SpanStart, plan);
        if (form.Prefix.Length > 0)
            read = Quote(form.Prefix) + " + (" + read + ")";

        var text = form.Shape switch
        {
            SecretShape.Kind.Utf8 => names.Of("System.Text.Encoding") + ".UTF8.GetBytes(" + read + ")",
            SecretShape.Kind.Bytes => names.Of("System.Convert") + ".FromBase64String(" + read + ")",
            _ => read,
        };
        var what = form.Shape switch
        {
            SecretShape.Kind.Bytes => "hard-coded bytes with the base64 text of ",
            SecretShape.Kind.Encoded => "encoded token with the encoded text of ",
            _ => "hard-coded token with ",
        };
        return (text, "Replace the " + what + source.Description);
    }

    /// <summary><c>Basic</c> takes two settings: they change at different times, and neither is a secret format of its own.</summary>
    private static (string Text, string Title) PairText(
        FixSession session, FixPlanBuilder plan, SourceFile file, SecretShape form, TokenRequest request)
    {
        var user = SourceAt(session, plan, file, form, Named(request, "user"));
        var password = SourceAt(session, plan, file, form, Named(request, "password"));
        var title = "Replace the user and password with " + user.DescriptionWith(password);
        var pair = "(" + user.Read(cancellation: null) + ") + \":\" + (" + password.Read(cancellation: null) + ")";
        if (form.Shape == SecretShape.Kind.Pair)
            return (pair, title);

        var names = new TypeNames(file, form.Replaced.SpanStart, plan);
        var encoded = names.Of("System.Convert") + ".ToBase64String(" + names.Of("System.Text.Encoding") + ".UTF8.GetBytes(" + pair + "))";
        return (form.Prefix.Length > 0 ? Quote(form.Prefix) + " + " + encoded : encoded, title);
    }

    private static TokenRequest Named(TokenRequest request, string kind) => new(kind)
    {
        HolderName = request.HolderName,
        Qualifier = request.Qualifier,
        Client = request.Client,
        IsSentByGrpc = request.IsSentByGrpc,
        Conventions = request.Conventions,
        OnlySettings = true,
    };

    private static TokenSource SourceAt(FixSession session, FixPlanBuilder plan, SourceFile file, SecretShape form, TokenRequest request)
    {
        var source = new TokenSources(file, PlaceOf(form.Replaced), session.Cancellation).For(request).First();
        source.ImportInto(plan, file);
        return source;
    }

    /// <summary>What the new expression may name: a field that becomes a property sees its object.</summary>
    private static SyntaxNode PlaceOf(ExpressionSyntax replaced) => replaced.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } }
            when !field.Modifiers.Any(SyntaxKind.ConstKeyword) => field,
        _ => replaced,
    };

    private static bool IsReadInTime(SourceFile file, ExpressionSyntax replaced)
    {
        if (!RunTimePosition.IsAt(file, replaced))
            return false;

        foreach (var ancestor in replaced.Ancestors())
        {
            switch (ancestor)
            {
                case VariableDeclaratorSyntax declarator when file.Model.GetDeclaredSymbol(declarator) is ILocalSymbol local:
                    return !RunTimePosition.IsCaptured(file, local, declarator);
                case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression }:
                    return false;
                case AssignmentExpressionSyntax { Left: var target } when file.Model.GetSymbolInfo(target).Symbol is ILocalSymbol local:
                    return !RunTimePosition.IsCaptured(file, local, ancestor);
                case AssignmentExpressionSyntax { Left: var target, Parent: not InitializerExpressionSyntax }
                    when file.Model.GetSymbolInfo(target).Symbol is IFieldSymbol or IPropertySymbol { IsIndexer: false }:
                    return ancestor.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not ConstructorDeclarationSyntax;
                case StatementSyntax or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax:
                    return true;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether the value is read once: default headers of a client, a factory that keeps its token, and constructor arguments that the
    /// object keeps.
    /// </summary>
    private static bool IsSetOnce(ReportedSecret secret) => secret.Sink?.Node is { } sink
        && (secret.Sent!.Part.Source.Aliases.Any(
            static a => a.Symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } })
            || sink.AncestorsAndSelf().TakeWhile(static n => n is not (StatementSyntax or AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax))
                .Any(static n => n is InvocationExpressionSyntax or AssignmentExpressionSyntax
                    && n.DescendantNodes().Any(static d => d is IdentifierNameSyntax { Identifier.ValueText: "DefaultRequestHeaders" }))
            || (WrittenHeader.OperationOf(secret.Facts, sink) is { } write
                && HeaderWrite.From(write, secret.Facts) is { Target: HeaderTarget.CallCredentials }));

    /// <summary><c>configuration["Token"] ?? "..."</c>: without the literal there is still the setting.</summary>
    private static bool IsFallback(ExpressionSyntax replaced) =>
        replaced.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce && coalesce.Right == replaced;

    private static FixPlan? Throw(FixPlanBuilder plan, SourceFile file, ExpressionSyntax replaced)
    {
        if (!RunTimePosition.IsAt(file, replaced))
            return null;

        var names = new TypeNames(file, replaced.SpanStart, plan);
        plan.Replace(file, replaced.Span, "throw new " + names.Of("System.InvalidOperationException") + "(\"The token is not set.\")");
        return plan.Build("Throw if no token is set instead of using the hard-coded one");
    }

    private static string Quote(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static bool NeedsParentheses(ExpressionSyntax replaced) => replaced.Parent switch
    {
        BinaryExpressionSyntax or CastExpressionSyntax or ConditionalExpressionSyntax or PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax
            or AwaitExpressionSyntax or InterpolationSyntax or IsPatternExpressionSyntax => true,
        MemberAccessExpressionSyntax access => access.Expression == replaced,
        ConditionalAccessExpressionSyntax access => access.Expression == replaced,
        ElementAccessExpressionSyntax access => access.Expression == replaced,
        SwitchExpressionSyntax governed => governed.GoverningExpression == replaced,
        _ => false,
    };
}
