using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Headers;
using GrpcAuthAnalyzers.CodeFixes.Interceptors;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Interceptors;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Rules.Credentials.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;

/// <summary>GRPCAUTH1006: assigns the result to the variable it was made from, or makes the clients from the returned invoker.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ResultDiscardedFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH1006");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await session.NodeAtAsync(
            document.Project, diagnostic.Location).ConfigureAwait(false) is not { Node: InvocationExpressionSyntax dropped, File: var file }
            || ReceiverOf(file, dropped) is not { } receiver)
            return ImmutableArray<FixPlan>.Empty;

        var plan = new FixPlanBuilder();
        var title = Reassign(plan, file, dropped, receiver) ?? PassInContext(plan, file, dropped, receiver);
        if (title is null)
            return Plans(InterceptedClients.Plan(file, dropped, receiver));

        return Plans(TryKeepThoseOfCaller(plan, file, dropped) ? plan.Build(title) : null);
    }

    /// <summary>What the first call of the chain is called on; for <c>Create</c> and <c>Compose</c> the credentials that others are added to.</summary>
    private static ExpressionSyntax? ReceiverOf(SourceFile file, InvocationExpressionSyntax call)
    {
        if (file.Model.GetSymbolInfo(call).Symbol is IMethodSymbol { IsStatic: true, ReducedFrom: null })
            return call is { Expression: MemberAccessExpressionSyntax, ArgumentList.Arguments: { Count: > 1 } arguments }
                && arguments[0] is { NameColon: null, Expression: IdentifierNameSyntax first } ? first : null;

        ExpressionSyntax dropped = call;
        while (dropped is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access })
        {
            dropped = access.Expression;
            if (dropped is not InvocationExpressionSyntax)
                return dropped;
        }

        return null;
    }

    /// <summary>
    /// Copies the headers and composes the call credentials of the caller where the result would replace them (1008). False, and the plan is not to be used,
    /// where that has another form.
    /// </summary>
    private static bool TryKeepThoseOfCaller(FixPlanBuilder plan, SourceFile file, InvocationExpressionSyntax dropped)
    {
        if (file.Facts is not { } facts || dropped.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || file.Model.GetDeclaredSymbol(method)?.ContainingType is not { } type || !GrpcSymbols.IsA(type, facts.Symbols.Interceptor))
            return true;

        var written = new InterceptorMethod(file, method, plan);
        var query = new CredentialQuery(facts, file.GrpcAuthOptions, until: null);
        var overrides = InterceptorCode.AllOf(type, facts).Where(static code => !code.HandsOn).ToList();
        for (var call = dropped; call is not null; call = (call.Expression as MemberAccessExpressionSyntax)?.Expression as InvocationExpressionSyntax)
        {
            if (!overrides.Exists(code => code.Derivations.Exists(d => d.Syntax.Span == call.Span && d.Syntax.SyntaxTree == call.SyntaxTree
                && LostHeaders.Replaces(d, code, query))))
                continue;

            if (!(GrpcMethods.IsOnCallOptions(file, call, "WithHeaders")
                ? PreservedCallOptions.TryCopyHeaders(written, call)
                : PreservedCallOptions.TryCompose(written, call)))
                return false;
        }

        return true;
    }

    /// <summary><c>options = options.WithHeaders(headers);</c> The title; null where that is not possible.</summary>
    private static string? Reassign(FixPlanBuilder plan, SourceFile file, InvocationExpressionSyntax dropped, ExpressionSyntax receiver)
    {
        if (StatementOf(dropped) is not { } statement
            || file.Model.GetSymbolInfo(receiver).Symbol is not { } variable
            || !IsAssignable(file, receiver, variable)
            || !IsReadLater(file, statement, variable))
            return null;

        if (!SymbolEqualityComparer.Default.Equals(file.Model.GetTypeInfo(dropped).Type, file.Model.GetTypeInfo(receiver).Type)
            && !TryWiden(plan, file, variable, file.Model.GetTypeInfo(dropped).Type))
            return null;

        Assign(plan, file, dropped, receiver, receiver + " = ", "");
        return "Assign the result of '" + NameOf(dropped) + "' to '" + receiver + "'";
    }

    /// <summary>
    /// <c>context = new ClientInterceptorContext&lt;TRequest, TResponse>(context.Method, context.Host,
    /// context.Options.WithHeaders(headers));</c>
    /// </summary>
    private static string? PassInContext(FixPlanBuilder plan, SourceFile file, InvocationExpressionSyntax dropped, ExpressionSyntax receiver)
    {
        if (StatementOf(dropped) is not { } statement
            || receiver is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Options", Expression: IdentifierNameSyntax name }
            || file.Model.GetTypeInfo(name).Type is not INamedTypeSymbol type || !GrpcSymbols.Is(type, file.Symbols?.ClientInterceptorContext)
            || file.Model.GetSymbolInfo(name).Symbol is not { } context || !IsAssignable(file, name, context) || !IsReadLater(file, statement, context))
            return null;

        var creation = "new " + type.ToMinimalDisplayString(file.Model, statement.SpanStart) + "(" + name + ".Method, " + name + ".Host, ";
        Assign(plan, file, dropped, receiver, name + " = " + creation, ")");
        return "Pass the options that '" + NameOf(dropped) + "' returns to the call";
    }

    /// <summary>Declares a local with the type of the result, a base of the one that it has: <c>ChannelCredentials</c> for <c>SslCredentials</c>.</summary>
    private static bool TryWiden(FixPlanBuilder plan, SourceFile file, ISymbol variable, ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol { SpecialType: SpecialType.None } wide || !GrpcSymbols.IsA((variable as ILocalSymbol)?.Type, wide)
            || variable.DeclaringSyntaxReferences[0].GetSyntax() is not VariableDeclaratorSyntax
            {
                Parent: VariableDeclarationSyntax { Variables.Count: 1, Type: { } declared, Parent: LocalDeclarationStatementSyntax }
            })
            return false;

        plan.Replace(file, declared.Span, wide.ToMinimalDisplayString(file.Model, declared.SpanStart));
        return true;
    }

    /// <summary>Writes <paramref name="before"/> in place of a discard or with the receiver: there a statement can still be inserted before it.</summary>
    private static void Assign(
        FixPlanBuilder plan, SourceFile file, InvocationExpressionSyntax dropped, ExpressionSyntax receiver, string before, string after)
    {
        if (dropped.Parent is AssignmentExpressionSyntax discard)
            plan.Replace(file, TextSpan.FromBounds(discard.SpanStart, discard.OperatorToken.Span.End), before.TrimEnd());
        else if (receiver.SpanStart == dropped.SpanStart)
            plan.Replace(file, receiver.Span, before + receiver);
        else
            plan.Insert(file, dropped.SpanStart, before);
        if (after.Length > 0)
            plan.Insert(file, dropped.Span.End, after);
    }

    /// <summary>The statement that consists of the call alone; null for the body of a lambda or member.</summary>
    private static ExpressionStatementSyntax? StatementOf(InvocationExpressionSyntax dropped) =>
        (dropped.Parent is AssignmentExpressionSyntax ? dropped.Parent.Parent : dropped.Parent) as ExpressionStatementSyntax;

    private static string NameOf(InvocationExpressionSyntax dropped) => ((MemberAccessExpressionSyntax)dropped.Expression).Name.Identifier.ValueText;

    /// <summary>A variable of the function that the call stands in; a field or property outside of constructors, which would build it once.</summary>
    private static bool IsAssignable(SourceFile file, ExpressionSyntax reference, ISymbol variable)
    {
        var function = file.Model.GetEnclosingSymbol(reference.SpanStart);
        var isOwn = reference is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax };
        return isOwn && variable switch
        {
            ILocalSymbol local =>
                !local.IsConst
                    && !local.IsForEach
                    && !local.IsUsing
                    && !local.IsFixed
                    && local.RefKind != RefKind.RefReadOnly
                    && SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, function),
            IParameterSymbol parameter =>
                parameter.RefKind is RefKind.None or RefKind.Ref && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, function),
            IFieldSymbol field => !field.IsReadOnly && !field.IsConst && function is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsReadOnly: false },
            IPropertySymbol { SetMethod.IsInitOnly: false } => function is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsReadOnly: false },
            _ => false,
        };
    }

    /// <summary>Whether the variable is named after the statement, or the statement is repeated: else an assignment would do nothing.</summary>
    private static bool IsReadLater(SourceFile file, StatementSyntax statement, ISymbol variable)
    {
        if (variable is IFieldSymbol or IPropertySymbol or IParameterSymbol { RefKind: RefKind.Ref })
            return true;

        foreach (var around in statement.Ancestors())
        {
            if (around is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax)
                return Names(file, around, statement.Span.End, variable);
            if (around is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax
                && Names(file, around, around.SpanStart, variable, except: statement))
                return true;
        }

        return Names(file, file.Root, statement.Span.End, variable);
    }

    private static bool Names(
        SourceFile file, SyntaxNode scope, int from, ISymbol variable,
        SyntaxNode? except = null) => scope.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n =>
        n.SpanStart >= from
            && n.Identifier.ValueText == variable.Name
            && except?.Span.Contains(n.Span) != true
            && SymbolEqualityComparer.Default.Equals(file.Model.GetSymbolInfo(n).Symbol, variable));
}
