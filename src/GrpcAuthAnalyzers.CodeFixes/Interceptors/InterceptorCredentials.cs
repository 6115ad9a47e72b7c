using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Grpc;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace GrpcAuthAnalyzers.CodeFixes.Interceptors;

/// <summary>
/// Replaces the token field of an interceptor with call credentials that read the token for each attempt. Only if every place that
/// attaches the interceptor is known to use https: over http the call would lose its token without an error.
/// </summary>
internal sealed class InterceptorCredentials
{
    private readonly FixSession _session;
    private readonly SourceFile _file;
    private readonly string _header;
    private readonly string? _scheme;

    internal InterceptorCredentials(FixSession session, SourceFile file, string header, string? scheme)
    {
        _session = session;
        _file = file;
        _header = header;
        _scheme = scheme;
    }

    /// <summary>The plan for a token in the value of an entry that the interceptor adds; null when the interceptor has another form.</summary>
    internal async Task<FixPlan?> PlanAsync(ExpressionSyntax token, ExpressionSyntax value)
    {
        if (_file.Model.GetSymbolInfo(token).Symbol is not IFieldSymbol { DeclaredAccessibility: Accessibility.Private, IsStatic: false } field
            || !GrpcSymbols.IsA(field.ContainingType, _file.Symbols?.Interceptor)
            || field.DeclaringSyntaxReferences[0].GetSyntax() is not VariableDeclaratorSyntax
            {
                Initializer: null,
                Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax } declaration
            } declarator
            || declarator.SyntaxTree != _file.Root.SyntaxTree
            || value.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } add
            || call.Expression is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax headers }
            || WithHeaders(add, headers) is not { } withHeaders
            || withHeaders.Expression is not MemberAccessExpressionSyntax { Expression: { } options }
            || options is not (IdentifierNameSyntax or MemberAccessExpressionSyntax))
        {
            return null;
        }

        var others = (await References.ToAsync(_session, _file.Document.Project, field).ConfigureAwait(false)).Where(r => r.Reference != token).ToList();
        if (others.Count != 1
            || others[0].File != _file
            || others[0].Reference.Parent is not AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax } assignment
            || assignment.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is null
            || !await IsAttachedToTlsAsync(field.ContainingType).ConfigureAwait(false))
        {
            return null;
        }

        var today = await CurrentTokenRead.AtAsync(_session, _file, assignment.Right, _file, assignment).ConfigureAwait(false);
        var request = new TokenRequest(_header) { Today = today, OnlyCode = true };
        if (new TokenSources(_file, assignment, _session.Cancellation).For(request).FirstOrDefault() is not { } source)
            return null;

        var plan = new FixPlanBuilder();
        source.ImportInto(plan, _file);
        var names = new TypeNames(_file, assignment.SpanStart, plan);
        var type = names.Of("Grpc.Core.CallCredentials");
        var name = FreshNames.At(
            _file, assignment.SpanStart, field.Name.StartsWith("_", System.StringComparison.Ordinal) ? "_credentials" : "credentials",
            "_callCredentials");
        var lambda = new CallCredentialsText(_file, assignment, names).Lambda(
            source, _header, _scheme, _file.Layout.BreakAt(assignment.SpanStart), _file.Layout.Indent);
        plan.Replace(_file, declaration.Type.Span, type);
        plan.Replace(_file, declarator.Identifier.Span, name);
        plan.Replace(_file, assignment.Span, assignment.Left.ToString().Replace(field.Name, name) + " = " + type + ".FromInterceptor(" + lambda + ")");
        plan.Replace(_file, _file.Layout.Removal(add), "");
        plan.Insert(
            _file, withHeaders.Span.End,
            ".WithCredentials(" + options + ".Credentials == null ? " + name + " : " + type + ".Compose(" + options + ".Credentials, " + name + "))");
        return plan.Build("Replace the stored token with call credentials using " + source.Description);
    }

    // The one place that gives the copied headers to the call.
    private InvocationExpressionSyntax? WithHeaders(SyntaxNode add, IdentifierNameSyntax headers)
    {
        var found = add.Parent?.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(i => i.ArgumentList.Arguments.Count == 1 && i.ArgumentList.Arguments[0].Expression.ToString() == headers.Identifier.ValueText
                && GrpcMethods.IsOnCallOptions(_file, i, "WithHeaders"))
            .ToList();
        return found?.Count == 1 ? found[0] : null;
    }

    private async Task<bool> IsAttachedToTlsAsync(INamedTypeSymbol interceptor)
    {
        var isAttached = false;
        var documents = ImmutableHashSet.CreateRange(_file.Document.Project.Documents);
        foreach (var symbol in interceptor.InstanceConstructors.Cast<ISymbol>().Concat(new[] { interceptor }))
        {
            foreach (var reference in await SymbolFinder.FindReferencesAsync(symbol, _session.Solution, documents, _session.Cancellation).ConfigureAwait(false))
            {
                foreach (var location in reference.Locations)
                {
                    if (await _session.OpenAsync(location.Document).ConfigureAwait(false) is not { } file)
                        return false;

                    var node = file.Root.FindNode(location.Location.SourceSpan, getInnermostNodeForTie: true);
                    if (node.FirstAncestorOrSelf<ExpressionSyntax>(
                        static e => e is BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax) is not { } use
                        || !ChannelOf.IsTls(file, use is InvocationExpressionSyntax ? (ExpressionSyntax)node : use))
                        return false;

                    isAttached = true;
                }
            }
        }

        return isAttached;
    }
}
