using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.ConfigFiles;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Channels;

/// <summary>
/// The transport of an address that code reads from the configuration, the environment or bound options: what the configuration files of the project say.
/// One http address is enough, for then call credentials would throw or be dropped with that file.
/// </summary>
internal sealed class ConfiguredAddress
{
    private const int MostSteps = 4;

    private readonly SourceFile _file;
    private readonly HashSet<string> _paths = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _endings = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _literals = new();

    private ConfiguredAddress(SourceFile file) => _file = file;

    /// <summary>
    /// What is known of the address of a channel or registration: <paramref name="transport"/> where the analyzer knows it, else what the files at hand say;
    /// <see cref="FixHints.TransportUnknown"/> where they say nothing, or something that is neither http nor https.
    /// </summary>
    internal static async Task<string> TransportOfAsync(FixSession session, SourceFile file, ExpressionSyntax creation, string? transport)
    {
        if (transport is not null and not FixHints.TransportUnknown)
            return transport;

        var address = new ConfiguredAddress(file);
        foreach (var expression in AddressesOf(file, creation))
            address.Collect(expression, MostSteps);

        if (address._paths.Count + address._endings.Count == 0)
            return TransportOf(address._literals);

        var all = await SettingsAsync(session, file.Document.Project).ConfigureAwait(false);
        var settings = all.Where(s => address.IsAt(s.Path)).Select(static s => s.Value).ToList();
        var known = TransportOf(address._literals.Concat(settings).ToList());

        // An https address in the code is only the default of a setting that the environment or a file elsewhere gives.
        return known == FixHints.TransportTls && settings.Count == 0 ? FixHints.TransportUnknown : known;
    }

    private static string TransportOf(List<string> values)
    {
        var transports = values.Select(static v => ChannelAddress.TransportOf(v)).ToList();
        if (transports.Contains(ChannelTransport.Plaintext))
            return FixHints.TransportPlaintext;
        if (transports.Contains(ChannelTransport.Loopback))
            return FixHints.TransportLoopback;

        return transports.Count > 0 && transports.All(static t => t == ChannelTransport.Tls) ? FixHints.TransportTls : FixHints.TransportUnknown;
    }

    /// <summary>The expressions of the address: the first argument of a channel, or what is assigned to <c>Address</c> in a registration.</summary>
    private static IEnumerable<ExpressionSyntax> AddressesOf(SourceFile file, ExpressionSyntax creation)
    {
        if (creation is not InvocationExpressionSyntax { ArgumentList.Arguments: var arguments })
            return Enumerable.Empty<ExpressionSyntax>();

        return ChannelOf.RegistrationAt(file, (InvocationExpressionSyntax)creation) is null
            ? arguments.Take(1).Select(static a => a.Expression)
            : arguments.SelectMany(static a => a.DescendantNodes()).OfType<AssignmentExpressionSyntax>()
                .Where(static a => a.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Address" })
                .Select(static a => a.Right);
    }

    /// <summary>Collects the settings that an expression reads, through variables that are written once.</summary>
    private void Collect(SyntaxNode expression, int steps)
    {
        foreach (var node in expression.DescendantNodesAndSelf())
        {
            switch (node)
            {
                case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression, Token.ValueText: var text } when text.Contains("://"):
                    _literals.Add(text);
                    break;
                case LiteralExpressionSyntax { Token.ValueText: "http" } or IdentifierNameSyntax { Identifier.ValueText: "UriSchemeHttp" }:
                    _literals.Add("http://");
                    break;
                case ElementAccessExpressionSyntax or InvocationExpressionSyntax when PathOf((ExpressionSyntax)node) is { } path:
                    _paths.Add(path);
                    break;
                case SimpleNameSyntax name when steps > 0:
                    CollectSymbol(name, steps);
                    break;
            }
        }
    }

    private void CollectSymbol(SimpleNameSyntax name, int steps)
    {
        switch (ModelOf(name).GetSymbolInfo(name).Symbol)
        {
            case { Kind: SymbolKind.Local or SymbolKind.Field } variable
                when DeclarationOf(variable) is VariableDeclaratorSyntax { Initializer.Value: { } value }:
                Collect(value, steps - 1);
                break;
            case IPropertySymbol { IsStatic: false, IsIndexer: false, ContainingType: { } options } property when DeclarationOf(property) is not null:
                CollectOption(property, options);
                break;
        }
    }

    /// <summary>A property of bound options: its path in each section that is bound to its type; under any section where none is seen.</summary>
    private void CollectOption(IPropertySymbol property, INamedTypeSymbol options)
    {
        var sections = SectionsOf(options).ToList();
        foreach (var section in sections)
            _paths.Add(section + ":" + property.Name);
        if (sections.Count == 0)
            _endings.Add(property.Name);
    }

    /// <summary>The sections that the project binds to a type: <c>Configure</c>, <c>Bind</c>, <c>BindConfiguration</c> or <c>Get</c>.</summary>
    private IEnumerable<string> SectionsOf(INamedTypeSymbol options)
    {
        foreach (var tree in _file.Compilation.SyntaxTrees)
        {
            foreach (var call in tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                var method = (call.Expression as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText;
                if (method is not ("Configure" or "Bind" or "BindConfiguration" or "Get") || !Mentions(call, options))
                    continue;

                if (method == "BindConfiguration" && call.ArgumentList.Arguments.FirstOrDefault() is { } named && ConstantOf(named.Expression) is { } section)
                    yield return section;
                foreach (var inner in call.DescendantNodes().OfType<InvocationExpressionSyntax>())
                {
                    if (PathOf(inner, "GetSection", "GetRequiredSection") is { } path)
                        yield return path;
                }
            }
        }
    }

    /// <summary>Whether a call has a type as its type argument, in its chain, or as the type of an argument.</summary>
    private bool Mentions(InvocationExpressionSyntax call, INamedTypeSymbol options)
    {
        var model = ModelOf(call);
        return call.DescendantNodes().OfType<ExpressionSyntax>().Any(
            e => (e is SimpleNameSyntax or ObjectCreationExpressionSyntax)
                && SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(e).Type ?? model.GetSymbolInfo(e).Symbol as ITypeSymbol, options));
    }

    /// <summary>
    /// The path of the setting that an expression reads, with <c>:</c> between its names; null for other expressions. With names, only those methods count.
    /// </summary>
    private string? PathOf(ExpressionSyntax? expression, params string[] methods)
    {
        switch (expression)
        {
            case ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } index } access
                when methods.Length == 0 && IsConfiguration(access.Expression) && ConstantOf(index[0].Expression) is { } key:
                return Prefixed(access.Expression, key);
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member, ArgumentList.Arguments: { Count: > 0 } arguments }
                when ConstantOf(arguments[0].Expression) is { } key:
                var method = member.Name.Identifier.ValueText;
                if (methods.Length > 0 && !methods.Contains(method))
                    return null;
                if (method == "GetEnvironmentVariable")
                    return key.Replace("__", ":");
                if (method is not ("GetSection" or "GetRequiredSection" or "GetValue" or "GetConnectionString") || !IsConfiguration(member.Expression))
                    return null;

                return Prefixed(member.Expression, method == "GetConnectionString" ? "ConnectionStrings:" + key : key);
            default:
                return null;
        }
    }

    private string Prefixed(ExpressionSyntax configuration, string key)
    {
        if (ModelOf(configuration).GetSymbolInfo(configuration).Symbol is { Kind: SymbolKind.Local or SymbolKind.Field } variable
            && DeclarationOf(variable) is VariableDeclaratorSyntax { Initializer.Value: { } value })
            configuration = value;
        return PathOf(configuration, "GetSection", "GetRequiredSection") is { } section ? section + ":" + key : key;
    }

    private bool IsConfiguration(ExpressionSyntax expression) =>
        TypeNames.TypeOf(_file.Compilation, "Microsoft.Extensions.Configuration.IConfiguration") is { } configuration
        && ModelOf(expression).GetTypeInfo(expression).Type is { } type
        && _file.Compilation.ClassifyCommonConversion(type, configuration) is { IsImplicit: true };

    private string? ConstantOf(ExpressionSyntax expression) => ModelOf(expression).GetConstantValue(expression).Value as string;

    private SemanticModel ModelOf(SyntaxNode node) =>
        node.SyntaxTree == _file.Root.SyntaxTree ? _file.Model : _file.Compilation.GetSemanticModel(node.SyntaxTree);

    private SyntaxNode? DeclarationOf(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.FirstOrDefault() is { } reference && _file.Compilation.ContainsSyntaxTree(reference.SyntaxTree)
            ? reference.GetSyntax()
            : null;

    private bool IsAt(string path) =>
        _paths.Any(p => EndsIn(path, p)) || _endings.Any(e => EndsIn(path, e));

    /// <summary>Whether a path is the wanted one, or has it below a launch profile.</summary>
    private static bool EndsIn(string path, string wanted) =>
        path.EndsWith(wanted, StringComparison.OrdinalIgnoreCase) && (path.Length == wanted.Length || path[path.Length - wanted.Length - 1] == ':');

    private static Task<List<(string Path, string Value)>> SettingsAsync(FixSession session, Project project) =>
        session.OnceAsync((project.Id, "settings"), async () =>
        {
            var settings = new List<(string, string)>();
            foreach (var document in project.AdditionalDocuments)
            {
                if (ConfigFile.Of(document.FilePath ?? document.Name) is not { IsTemplate: false } file)
                    continue;

                var text = (await document.GetTextAsync(session.Cancellation).ConfigureAwait(false)).ToString();
                foreach (var setting in file.Read(text).Settings)
                {
                    if (setting.Value.Contains("://"))
                        settings.Add((setting.Path.ToText(static _ => false).Replace("__", ":"), setting.Value));
                }
            }

            return settings;
        });
}
