using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Channels;

/// <summary>The creation of a channel, <c>GrpcChannel.ForAddress(...)</c> or <c>new Channel(...)</c>, and how call credentials are written into it.</summary>
internal sealed class ChannelCreation
{
    private readonly string _transport;
    private readonly ArgumentSyntax? _argument;
    private readonly BaseObjectCreationExpressionSyntax? _options;
    private readonly ExpressionSyntax? _existing;

    private ChannelCreation(SourceFile file, ExpressionSyntax creation, bool isLegacy, string transport)
    {
        File = file;
        Creation = creation;
        IsLegacy = isLegacy;
        _transport = transport;
        _argument = Argument(isLegacy ? file.Symbols?.ChannelCredentials : file.Symbols?.GrpcChannelOptions);
        if (!isLegacy && _argument is not null)
            _options = Options(_argument.Expression);
        if (_options is not null)
            _existing = ValueOf("Credentials", _options, _argument!.Expression);
    }

    internal SourceFile File { get; }

    internal ExpressionSyntax Creation { get; }

    /// <summary>Where the call credentials are written: what they name must be visible there.</summary>
    internal SyntaxNode Place => _existing ?? (SyntaxNode?)_options ?? Creation;

    /// <summary>A channel of Grpc.Core.</summary>
    internal bool IsLegacy { get; }

    /// <summary>The channel has credentials that are more than TLS, as far as its creation shows.</summary>
    internal bool HasCallCredentials =>
        (_existing ?? (IsLegacy
            ? _argument?.Expression
            : null)) is InvocationExpressionSyntax made
        && File.Model.GetSymbolInfo(made).Symbol is IMethodSymbol { Name: "Create" } method
        && GrpcSymbols.Is(method.ContainingType, File.Symbols?.ChannelCredentials);

    internal bool IsTls => _transport == FixHints.TransportTls;

    internal bool IsLoopback => _transport == FixHints.TransportLoopback;

    internal bool IsPlaintext => IsLoopback || _transport == FixHints.TransportPlaintext;

    /// <summary>The creation of a channel around a node; null if there is none.</summary>
    internal static ChannelCreation? From(SourceFile file, SyntaxNode node, string? transport)
    {
        var creation = node.FirstAncestorOrSelf<ExpressionSyntax>(static e => e is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax);
        return creation is null
            ? null
            : new ChannelCreation(file, creation, creation is BaseObjectCreationExpressionSyntax, transport ?? FixHints.TransportUnknown);
    }

    /// <summary>
    /// Writes call credentials into the creation or into its options. False, and nothing is written, when the options come from code that this
    /// change would not reach, or when the transport cannot carry call credentials.
    /// </summary>
    internal bool TryAddCallCredentials(FixPlanBuilder plan, TokenSource source, string header, string? scheme)
    {
        if (IsPlaintext)
            return false;
        if (IsLegacy)
            return TryWrapLegacy(plan, source, header, scheme);

        if (_argument is null)
            return TryAddOptions(plan, line => Credentials(Text(plan, Creation), source, header, scheme, line), source);
        if (_options is null)
            return false;
        if (_existing is not null)
            return TryWrap(plan, _existing, source, header, scheme);

        source.ImportInto(plan, File);
        InitializerText.Add(plan, File, _options, line => Credentials(Text(plan, _options), source, header, scheme, line));
        return true;
    }

    /// <summary>
    /// Whether the creation or its options can take a message handler: not where they come from code that the change would not reach or serve another channel,
    /// nor where they have an <c>HttpClient</c>, beside which GrpcChannel accepts no handler.
    /// </summary>
    internal bool CanTakeHandler =>
        !IsLegacy
        && (_argument is null
            ? Creation is InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0 }
            : _options is not null && ValueOf("HttpClient", _options, _argument.Expression) is null);

    /// <summary>
    /// Puts a handler around the HTTP handler of the channel, or around a new one. <paramref name="create"/> writes its creation for a line break with the
    /// indentation of the place. Only if <see cref="CanTakeHandler"/>.
    /// </summary>
    internal void AddHandler(FixPlanBuilder plan, System.Func<string, string> create)
    {
        if (_options is not null && ValueOf("HttpHandler", _options, _argument!.Expression) is { } inner)
        {
            plan.Replace(File, inner.Span, Around(inner.ToString(), create, File.Layout.BreakAt(inner.SpanStart)));
            return;
        }

        var names = new TypeNames(File, Place.SpanStart, plan);
        var owns = _options is not null && ValueOf("DisposeHttpClient", _options, _argument!.Expression) is not null
            || !GrpcMethods.HasMember(File, "Grpc.Net.Client.GrpcChannelOptions", "DisposeHttpClient");
        if (_options is null)
            TryAddOptions(plan, Assignments, source: null);
        else
            InitializerText.Add(plan, File, _options, Assignments);

        string[] Assignments(string line)
        {
            var handler = "HttpHandler = " + Around(PrimaryHandler(names), create, line);
            return owns ? new[] { handler } : new[] { handler, "DisposeHttpClient = true" };
        }
    }

    private string Around(string inner, System.Func<string, string> create, string line) =>
        create(line) + InitializerText.New(line, File.Layout.Indent, _ => new[] { "InnerHandler = " + inner });

    /// <summary>What a channel makes for itself where it is given no handler (HttpHandlerFactory of grpc-dotnet).</summary>
    private string PrimaryHandler(TypeNames names)
    {
        const string Sockets = "System.Net.Http.SocketsHttpHandler";
        if (TypeNames.TypeOf(File.Compilation, Sockets) is null)
            return "new " + names.Of("System.Net.Http.HttpClientHandler") + "()";

        const string Connections = "EnableMultipleHttp2Connections";
        return "new " + names.Of(Sockets) + (GrpcMethods.HasMember(File, Sockets, Connections) ? " { " + Connections + " = true }" : "()");
    }

    private bool TryAddOptions(FixPlanBuilder plan, System.Func<string, string[]> assignments, TokenSource? source)
    {
        if (Creation is not InvocationExpressionSyntax { ArgumentList: { Arguments.Count: > 0 } arguments })
            return false;

        source?.ImportInto(plan, File);
        var last = arguments.Arguments.Last();
        var name = arguments.Arguments.Any(static a => a.NameColon is not null) ? "channelOptions: " : "";
        var onOwnLine =
            File.Text.Lines.GetLineFromPosition(arguments.OpenParenToken.SpanStart).LineNumber
                != File.Text.Lines.GetLineFromPosition(last.SpanStart).LineNumber;
        var outer = File.Layout.BreakAt(last.SpanStart);
        plan.Insert(
            File, last.Span.End,
            "," + (onOwnLine ? outer : " ") + name + "new " + new TypeNames(File, Creation.SpanStart, plan).Of("Grpc.Net.Client.GrpcChannelOptions")
            + InitializerText.New(outer, File.Layout.Indent, assignments));
        return true;
    }

    private string[] Credentials(CallCredentialsText text, TokenSource source, string header, string? scheme, string lineBreak) =>
        new[] { "Credentials = " + text.OverTls(source, header, scheme, lineBreak, File.Layout.Indent) };

    private bool TryWrap(FixPlanBuilder plan, ExpressionSyntax existing, TokenSource source, string header, string? scheme)
    {
        var text = Text(plan, existing);
        source.ImportInto(plan, File);
        var branches = new List<ExpressionSyntax>();
        if (!TryCollect(existing, branches) || branches.Count == 0)
            return false;

        var unfolded = InitializerText.TryUnfold(plan, File, _options, existing);
        foreach (var branch in branches)
        {
            var channel = branch.IsKind(SyntaxKind.NullLiteralExpression) ? text.Tls() : branch.ToString();
            var line = unfolded && existing.Span.Contains(branch.Span) ? File.Layout.BreakAt(_options!.SpanStart, 1) : File.Layout.BreakAt(branch.SpanStart);
            plan.Replace(File, branch.Span, text.Composite(channel, source, header, scheme, line, File.Layout.Indent));
        }

        return true;
    }

    /// <summary>
    /// Adds the credentials that call credentials can be added to: of a condition the branches that are not <c>ChannelCredentials.Insecure</c>, which cannot
    /// be composed (the channel would throw). False when a branch may be insecure and is not seen, or serves another channel, too.
    /// </summary>
    private bool TryCollect(ExpressionSyntax credentials, List<ExpressionSyntax> branches)
    {
        switch (credentials)
        {
            case ParenthesizedExpressionSyntax parenthesized:
                return TryCollect(parenthesized.Expression, branches);
            case ConditionalExpressionSyntax condition:
                return TryCollect(condition.WhenTrue, branches) && TryCollect(condition.WhenFalse, branches);
            case IdentifierNameSyntax name when File.Model.GetSymbolInfo(name).Symbol is ILocalSymbol local:
                return local.DeclaringSyntaxReferences[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value }
                    && NamesOf(local).Count() == 1
                    && TryCollect(value, branches);
        }

        if (!IsInsecure(credentials))
            branches.Add(credentials);
        return credentials is not (SwitchExpressionSyntax or BinaryExpressionSyntax);
    }

    private bool IsInsecure(ExpressionSyntax credentials) =>
        File.Model.GetSymbolInfo(credentials).Symbol is IPropertySymbol { Name: "Insecure", ContainingType: { } type }
        && GrpcSymbols.Is(type, File.Symbols?.ChannelCredentials);

    private bool TryWrapLegacy(FixPlanBuilder plan, TokenSource source, string header, string? scheme)
    {
        if (_argument is not { } argument)
            return false;

        var text = Text(plan, Creation);
        source.ImportInto(plan, File);
        plan.Replace(
            File, argument.Expression.Span,
            text.Composite(argument.Expression.ToString(), source, header, scheme, File.Layout.BreakAt(argument.SpanStart), File.Layout.Indent));
        return true;
    }

    private CallCredentialsText Text(FixPlanBuilder plan, SyntaxNode place) => new(File, place, new TypeNames(File, place.SpanStart, plan));

    /// <summary>The argument that is passed as a type of gRPC; null when there is none.</summary>
    private ArgumentSyntax? Argument(INamedTypeSymbol? type)
    {
        var list = Creation switch
        {
            InvocationExpressionSyntax invocation => invocation.ArgumentList,
            BaseObjectCreationExpressionSyntax creation => creation.ArgumentList,
            _ => null,
        };
        return list?.Arguments.FirstOrDefault(a => GrpcSymbols.IsA(File.Model.GetTypeInfo(a.Expression).ConvertedType, type));
    }

    // The creation of the options: in place, or the only value of a local or a field of this file.
    private BaseObjectCreationExpressionSyntax? Options(ExpressionSyntax argument)
    {
        if (argument is BaseObjectCreationExpressionSyntax inPlace)
            return inPlace;

        var symbol = File.Model.GetSymbolInfo(argument).Symbol;
        if (symbol is not (ILocalSymbol or IFieldSymbol { DeclaredAccessibility: Accessibility.Private })
            || symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not VariableDeclaratorSyntax declarator
            || declarator.SyntaxTree != File.Root.SyntaxTree || IsAssignedElsewhere(symbol) || IsUsedElsewhere(symbol, argument))
        {
            return null;
        }

        return declarator.Initializer?.Value as BaseObjectCreationExpressionSyntax;
    }

    private bool IsAssignedElsewhere(ISymbol symbol) =>
        NamesOf(symbol).Any(static n => n.Parent is AssignmentExpressionSyntax assignment && assignment.Left == n);

    /// <summary>Something else than this channel gets the options: another channel would get our token, or throw because it is not https.</summary>
    private bool IsUsedElsewhere(ISymbol symbol, ExpressionSyntax argument) =>
        NamesOf(symbol)
            .Select(static n => n.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member ? member : (ExpressionSyntax)n)
            .Any(use => use != argument && use.Parent is not MemberAccessExpressionSyntax);

    private IEnumerable<IdentifierNameSyntax> NamesOf(ISymbol symbol) => File.Root.DescendantNodes().OfType<IdentifierNameSyntax>()
        .Where(n => n.Identifier.ValueText == symbol.Name && SymbolEqualityComparer.Default.Equals(File.Model.GetSymbolInfo(n).Symbol, symbol));

    // The value that the options have when the channel is made: a later write wins over the initializer.
    private ExpressionSyntax? ValueOf(string option, BaseObjectCreationExpressionSyntax creation, ExpressionSyntax argument)
    {
        if (argument != creation && File.Model.GetSymbolInfo(argument).Symbol is { } holder)
        {
            var write = NamesOf(holder).Select(static n => n.Parent).OfType<MemberAccessExpressionSyntax>()
                .Where(m => m.Name.Identifier.ValueText == option)
                .Select(static m => m.Parent).OfType<AssignmentExpressionSyntax>()
                .LastOrDefault(a => a.SpanStart < Creation.SpanStart);
            if (write is not null)
                return write.Right;
        }

        return creation.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>()
            .FirstOrDefault(a => a.Left is IdentifierNameSyntax name && name.Identifier.ValueText == option)?.Right;
    }
}
