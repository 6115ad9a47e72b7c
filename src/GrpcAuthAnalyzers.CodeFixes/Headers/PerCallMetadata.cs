using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Interceptors;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Grpc;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Headers;

/// <summary>
/// Creates stored metadata anew for each call: a method replaces a field, <c>=</c> replaces <c>??=</c>, or the creation moves into
/// the loop.
/// </summary>
internal sealed class PerCallMetadata
{
    private readonly FixSession _session;
    private readonly MetadataCreation _metadata;
    private readonly string _header;
    private readonly string? _scheme;

    internal PerCallMetadata(FixSession session, MetadataCreation metadata, string header, string? scheme)
    {
        _session = session;
        _metadata = metadata;
        _header = header;
        _scheme = scheme;
    }

    private SourceFile File => _metadata.File;

    /// <summary>
    /// The plan for the credential with this value; null when the metadata goes somewhere that is not understood, or no token can be
    /// read there.
    /// </summary>
    internal async Task<FixPlan?> PlanAsync(ExpressionSyntax value)
    {
        if (!_metadata.IsUnderstood || _metadata.Holder is null || _metadata.Entries.Any(static e => e.Value is null) || _metadata.Credentials.Count() != 1)
            return null;

        return _metadata.Holder switch
        {
            ILocalSymbol => await IntoLoopAsync(value).ConfigureAwait(false),
            IFieldSymbol or IPropertySymbol when _metadata.Assignment?.IsKind(SyntaxKind.CoalesceAssignmentExpression) == true =>
                await RenewedAsync(value).ConfigureAwait(false),
            IFieldSymbol { DeclaredAccessibility: Accessibility.Private or Accessibility.Internal } => await AsMethodAsync(value).ConfigureAwait(false),
            IPropertySymbol { ContainingType: { } type } property when type.AllInterfaces.IsEmpty && !property.IsVirtual && !property.IsOverride =>
                await AsMethodAsync(value).ConfigureAwait(false),
            _ => null,
        };
    }

    /// <summary>A method; a property that other assemblies can name stays one.</summary>
    private async Task<FixPlan?> AsMethodAsync(ExpressionSyntax value)
    {
        var declaration = (MemberDeclarationSyntax)_metadata.Declaration!;
        if (declaration.Parent is not TypeDeclarationSyntax
            || _metadata.Assignment is { Parent.Parent: not BlockSyntax { Parent: ConstructorDeclarationSyntax } }
            || declaration is PropertyDeclarationSyntax property
                && property.AccessorList?.Accessors.Any(
                    static a => a.Keyword.IsKind(SyntaxKind.SetKeyword) && !a.Modifiers.Any(SyntaxKind.PrivateKeyword)) != false
            || _metadata.Entries.Any(e => e.Value != value && !ExpressionTransfer.CanMove(File, e.Value!, File, declaration)))
        {
            return null;
        }

        var plan = new FixPlanBuilder();
        if (await SourceAsync(value, declaration).ConfigureAwait(false) is not { IsAsync: false } source
            || await UnusedDeclarations.LeavesUnreadParameterAsync(_session, File, value, source.Read(null)).ConfigureAwait(false))
            return null;

        source.ImportInto(plan, File);
        var type = declaration is FieldDeclarationSyntax field ? field.Declaration.Type : ((PropertyDeclarationSyntax)declaration).Type;
        var start = declaration.Modifiers.Count > 0 ? declaration.Modifiers[0].SpanStart : type.SpanStart;
        var modifiers = string.Concat(declaration.Modifiers.Where(static m => !m.IsKind(SyntaxKind.ReadOnlyKeyword)).Select(static m => m.ValueText + " "));
        var isMethod = IsRenamedEverywhere;
        var name = isMethod ? MethodName() : _metadata.Holder!.Name;
        plan.Replace(
            File, TextSpan.FromBounds(start, declaration.Span.End),
            modifiers + type + " " + name + (isMethod ? "()" : "") + BodyText(value, source, declaration, modifiers + type + " " + name));
        foreach (var (file, argument) in isMethod ? _metadata.Uses : ImmutableArray<(SourceFile, ArgumentSyntax)>.Empty)
            plan.Replace(file, NameIn(argument.Expression).Span, name + "()");
        if (_metadata.Assignment?.Parent is { } assignment)
            plan.Replace(File, File.Layout.Removal(assignment), "");
        foreach (var statement in _metadata.Entries.Select(static e => e.Node).OfType<StatementSyntax>())
            plan.Replace(File, File.Layout.Removal(statement), "");
        await UnusedDeclarations.CleanUpAsync(_session, plan, File, value).ConfigureAwait(false);
        return Build(plan, source);
    }

    /// <summary>No other assembly can name the field, and no code that is compiled with other symbols names it.</summary>
    private bool IsRenamedEverywhere => _metadata.Holder!.DeclaredAccessibility is Accessibility.Private or Accessibility.Internal
        && !File.Compilation.SyntaxTrees.Any(t => SourceFile.LeavesOut((CompilationUnitSyntax)t.GetRoot(), _metadata.Holder.Name));

    /// <summary>
    /// <c>CreateHeaders</c>, or a name after the field where the type keeps other metadata, too: fix-all turns both into methods.
    /// </summary>
    private string MethodName()
    {
        var holder = _metadata.Holder!;
        var others = holder.ContainingType.GetMembers()
            .Where(m => !SymbolEqualityComparer.Default.Equals(m, holder)
                && GrpcSymbols.Is(m is IMethodSymbol { Parameters.IsEmpty: true } made ? made.ReturnType : VisibleSymbols.TypeOf(m), File.Symbols?.Metadata)
                && m is not IMethodSymbol { MethodKind: not MethodKind.Ordinary })
            .ToList();
        var plain = holder.Name.StartsWith("s_", System.StringComparison.Ordinal) ? holder.Name.Substring(2) : holder.Name.TrimStart('_');
        var own = others.Count == 0 || plain.Length == 0 ? "Headers" : char.ToUpperInvariant(plain[0]) + plain.Substring(1);
        return FreshNames.At(File, _metadata.Creation.SpanStart, "Create" + own, "Create" + own + "ForCall");
    }

    private static SimpleNameSyntax NameIn(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax member => member.Name,
        PostfixUnaryExpressionSyntax { Operand: var operand } => NameIn(operand),
        ParenthesizedExpressionSyntax { Expression: var inner } => NameIn(inner),
        _ => (SimpleNameSyntax)expression,
    };

    /// <summary><c> => new Metadata { ... };</c>, or a block with the token in a local where the line would be too long.</summary>
    private string BodyText(ExpressionSyntax value, TokenSource source, SyntaxNode place, string head)
    {
        var layout = File.Layout;
        var text = CreationText(value, ValueText(value, source), place);
        if (!IsRenamedEverywhere
            || !SourceLayout.IsTooLong(layout.IndentAt(place.SpanStart) + head + "() => " + text + ";")
            || source.NullCheck.Length == 0 || text.IndexOf('\n') >= 0)
            return " => " + text + ";";

        var (line, inner) = (layout.BreakAt(place.SpanStart), layout.BreakAt(place.SpanStart, 1));
        var read = TokenStatements.Of(
            source, _header, SchemeOf(value), null, null, name => FreshNames.At(File, place.SpanStart, name, name + "OfCall"), inner, layout.Indent);
        return line + "{" + string.Concat(read.Lines.Select(l => inner + l)) + inner + "return " + CreationText(value, read.Value, place) + ";" + line + "}";
    }

    /// <summary>The creation with the entries that statements add today, and with the token that is read anew.</summary>
    private string CreationText(ExpressionSyntax value, string read, SyntaxNode place)
    {
        var creation = _metadata.Creation;
        var added = _metadata.Entries.Where(static e => e.Node is StatementSyntax).ToList();
        if (added.Count == 0)
        {
            var text = File.Text.ToString(TextSpan.FromBounds(creation.SpanStart, value.SpanStart)) + read
                + File.Text.ToString(TextSpan.FromBounds(value.Span.End, creation.Span.End));
            return text.Replace(File.Layout.NewLine + File.Layout.IndentAt(creation.SpanStart), File.Layout.NewLine + File.Layout.IndentAt(place.SpanStart));
        }

        var line = File.Layout.BreakAt(place.SpanStart);
        var entries =
            _metadata.Entries.Select(
                e => e.Node is StatementSyntax ? "{ \"" + e.Key + "\", " + (e.Value == value ? read : e.Value!.ToString()) + " }" : e.Node.ToString());
        var head = creation is ObjectCreationExpressionSyntax named ? "new " + named.Type : "new()";
        return head + line + "{" + string.Concat(entries.Select(e => line + File.Layout.Indent + e + ",")) + line + "}";
    }

    // The field stays: it is written for each call.
    private async Task<FixPlan?> RenewedAsync(ExpressionSyntax value)
    {
        var assignment = _metadata.Assignment!;
        if (assignment.Parent is not ExpressionStatementSyntax || _metadata.Entries.Any(static e => e.Node is StatementSyntax))
            return null;

        var plan = new FixPlanBuilder();
        if (await InPlaceAsync(plan, value, assignment).ConfigureAwait(false) is not { } source)
            return null;

        plan.Replace(File, assignment.OperatorToken.Span, "=");
        return Build(plan, source);
    }

    private async Task<FixPlan?> IntoLoopAsync(ExpressionSyntax value)
    {
        if (_metadata.Declaration is not LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } declaration
            || _metadata.Assignment is not null
            || _metadata.Uses.Count == 0)
            return null;

        var loop = _metadata.Uses[0].Argument
            .Ancestors()
            .TakeWhile(n => !n.Span.Contains(declaration.Span))
            .Where(static n => n is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or ForEachStatementSyntax)
            .LastOrDefault();
        var body = loop switch
        {
            WhileStatementSyntax { Statement: BlockSyntax block } => block,
            DoStatementSyntax { Statement: BlockSyntax block } => block,
            ForStatementSyntax { Statement: BlockSyntax block } => block,
            ForEachStatementSyntax { Statement: BlockSyntax block } => block,
            _ => null,
        };
        if (body is null
            || body.Statements.Count == 0
            || !_metadata.Uses.All(u => u.File == File && body.Span.Contains(u.Argument.Span))
            || loop!.Ancestors()
                .TakeWhile(n => n != declaration.Parent)
                .Any(static n => n is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            return null;

        var plan = new FixPlanBuilder();
        var first = body.Statements[0];
        if (await SourceAsync(value, declaration).ConfigureAwait(false) is not { } source || source.IsAsync && !PerCallFunction.IsAsync(declaration))
            return null;

        source.ImportInto(plan, File);
        var read = ValueText(value, source);
        var moved = new[] { (StatementSyntax)declaration }.Concat(_metadata.Entries.Select(static e => e.Node).OfType<StatementSyntax>()).ToList();
        if (moved.Any(m => m.Parent != declaration.Parent))
            return null;

        var line = File.Layout.BreakAt(first.SpanStart);
        var text = string.Concat(
            moved.Select(m => Text(m, value, read).Replace(File.Layout.NewLine + File.Layout.IndentAt(declaration.SpanStart), line) + line));
        foreach (var statement in moved)
            plan.Replace(File, File.Layout.Removal(statement), "");
        plan.Insert(File, first.SpanStart, text);
        await UnusedDeclarations.CleanUpAsync(_session, plan, File, value).ConfigureAwait(false);
        return Build(plan, source);
    }

    private string Text(StatementSyntax statement, ExpressionSyntax value, string read) => statement.Span.Contains(value.Span)
        ? File.Text.ToString(TextSpan.FromBounds(statement.SpanStart, value.SpanStart)) + read
            + File.Text.ToString(TextSpan.FromBounds(value.Span.End, statement.Span.End))
        : statement.ToString();

    private async Task<TokenSource?> InPlaceAsync(FixPlanBuilder plan, ExpressionSyntax value, SyntaxNode place)
    {
        if (await SourceAsync(value, place).ConfigureAwait(false) is not { } source || source.IsAsync && !PerCallFunction.IsAsync(place))
            return null;

        var (token, _) = CurrentTokenRead.Split(File, value);
        if (token is IdentifierNameSyntax or MemberAccessExpressionSyntax || value.Span.Contains(token.Span) is false)
        {
            source.ImportInto(plan, File);
            plan.Replace(File, value.Span, ValueText(value, source));
            await UnusedDeclarations.CleanUpAsync(_session, plan, File, value).ConfigureAwait(false);
        }

        return source;
    }

    /// <summary>The value with the token read anew; what stands around the token stays where the read fits there.</summary>
    private string ValueText(ExpressionSyntax value, TokenSource source)
    {
        var (token, _) = CurrentTokenRead.Split(File, value);
        var read = source.Read(cancellation: null);
        if (source.HoldsScheme || !value.Span.Contains(token.Span) || !TokenSource.Fits(token, read))
            return source.Value(SchemeOf(value), cancellation: null);

        return File.Text.ToString(TextSpan.FromBounds(value.SpanStart, token.SpanStart)) + read
            + File.Text.ToString(TextSpan.FromBounds(token.Span.End, value.Span.End));
    }

    private string? SchemeOf(ExpressionSyntax value) => CurrentTokenRead.Split(File, value).Scheme ?? _scheme;

    private async Task<TokenSource?> SourceAsync(ExpressionSyntax value, SyntaxNode place)
    {
        var (token, _) = CurrentTokenRead.Split(File, value);
        var today = await CurrentTokenRead.AtAsync(_session, File, token, File, place).ConfigureAwait(false);
        return new TokenSources(File, place, _session.Cancellation).For(new TokenRequest(_header) { Today = today, OnlyCode = true }).FirstOrDefault();
    }

    private static FixPlan? Build(FixPlanBuilder plan, TokenSource source) =>
        plan.Build("Create the metadata for each call using " + source.Description);
}
