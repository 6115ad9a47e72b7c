using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>
/// Where the settings of the code are today: the sections of the configuration and the prefixes of environment variables that a file reads, else those
/// that the project reads. What fixes introduce themselves (<c>Grpc:...</c>, <c>GRPC_...</c>) is no convention, so that names do not depend on earlier fixes.
/// </summary>
internal sealed class SettingConventions
{
    private static readonly Memo<SettingConventions> OfProject = new(static facts => new SettingConventions(facts.Compilation.SyntaxTrees));

    private static readonly Memo<SyntaxTree, SettingConventions> OfTree = new(static (facts, tree) =>
        new SettingConventions(new[] { tree }) { _others = facts.Get(OfProject) });

    private static readonly HashSet<string> Addresses = new(StringComparer.OrdinalIgnoreCase)
    {
        "url", "uri", "address", "endpoint", "host", "authority", "server", "baseurl", "baseaddress", "grpcurl", "serviceurl",
    };

    private static readonly HashSet<string> Credentials = new(StringComparer.OrdinalIgnoreCase)
    {
        "token", "key", "apikey", "secret", "clientsecret", "password", "accesstoken", "bearertoken", "scope",
    };

    /// <summary>What people write behind the name of a service: <c>OrdersService</c>, <c>OrdersApi</c>.</summary>
    private static readonly string[] Kinds = { "Service", "Api", "Client", "Grpc", "Server" };

    private readonly List<(string Section, bool IsAddress)> _sections = new();
    private readonly List<(string Prefix, bool IsAddress)> _prefixes = new();
    private SettingConventions? _others;

    private SettingConventions(IEnumerable<SyntaxTree> trees)
    {
        foreach (var tree in trees)
        {
            foreach (var text in TreeIndex.Of(tree).Texts)
            {
                if (text is LiteralExpressionSyntax { Token.ValueText: { Length: > 0 } value, Parent: ArgumentSyntax { Parent: { } list } })
                    Add(value, list);
            }
        }
    }

    /// <summary>No convention: for a setting that all code shares.</summary>
    internal static SettingConventions None { get; } = new(Array.Empty<SyntaxTree>());

    /// <summary>The conventions of a file, with those of its project where the file has none.</summary>
    internal static SettingConventions Of(SourceFile file) => Of(file.Root.SyntaxTree, file.Facts);

    /// <summary>The same for a tree; without its project where that does not use gRPC.</summary>
    internal static SettingConventions Of(SyntaxTree tree, CompilationFacts? facts) => facts?.Get(OfTree, tree) ?? new(new[] { tree });

    /// <summary>
    /// The section for settings of a client: the one that is named after it, else the only one with an address in it. Null when there is none. A null
    /// <paramref name="client"/> is one that is not known.
    /// </summary>
    internal string? SectionFor(string? client) => Best(_sections, client, ':') ?? _others?.SectionFor(client);

    /// <summary>The same for environment variables, without the underscore behind it.</summary>
    internal string? PrefixFor(string? client) => Best(_prefixes, client, '_') ?? _others?.PrefixFor(client);

    private static string? Best(List<(string Name, bool IsAddress)> found, string? client, char separator)
    {
        var own = client is null ? null : found.Select(static f => f.Name).FirstOrDefault(n => IsNamedAfter(n, client, separator));
        if (own is not null)
            return own;

        var addresses = found.Where(static f => f.IsAddress).Select(static f => f.Name).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return addresses.Count == 1 ? addresses[0] : null;
    }

    private static bool IsNamedAfter(string name, string client, char separator) => name.Split(separator).Any(word =>
    {
        var w = Kinds.FirstOrDefault(kind => word.Length > kind.Length && word.EndsWith(kind, StringComparison.OrdinalIgnoreCase)) is { } kind
            && !word.Equals(client, StringComparison.OrdinalIgnoreCase)
            ? word.Substring(0, word.Length - kind.Length)
            : word;
        return w.Equals(client, StringComparison.OrdinalIgnoreCase) || w.Equals(client + "s", StringComparison.OrdinalIgnoreCase)
            || (w + "s").Equals(client, StringComparison.OrdinalIgnoreCase);
    });

    private void Add(string value, SyntaxNode list)
    {
        if (list is BracketedArgumentListSyntax { Parent: ElementAccessExpressionSyntax { Expression: var receiver } })
        {
            if (SectionBefore(receiver) is { } section)
                AddSection(section + ":" + value);
            else if (value.Contains(":") || NameSyntaxText.NameOf(receiver)?.IndexOf("config", StringComparison.OrdinalIgnoreCase) >= 0)
                AddSection(value);
        }
        else if (list is ArgumentListSyntax { Parent: InvocationExpressionSyntax { Expression: var callee } })
        {
            switch (NameSyntaxText.NameOf(callee))
            {
                case "GetEnvironmentVariable":
                    AddPrefix(value);
                    break;
                case "GetValue":
                    AddSection(SectionBefore((callee as MemberAccessExpressionSyntax)?.Expression) is { } section ? section + ":" + value : value);
                    break;
                case "GetSection" or "GetRequiredSection" or "BindConfiguration" or "Bind" when !IsOfFixes(value, "Grpc"):
                    // Of a chain of sections only the last one says where a setting is.
                    if (!IsSectionOfAnother(callee.Parent))
                        _sections.Add((SectionBefore((callee as MemberAccessExpressionSyntax)?.Expression) is { } outer ? outer + ":" + value : value, false));
                    break;
            }
        }
    }

    /// <summary>The section that a chain of <c>GetSection</c> ends in, with the sections around it; null for other expressions.</summary>
    private static string? SectionBefore(ExpressionSyntax? receiver)
    {
        var sections = new List<string>();
        while (receiver is InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetSection" or "GetRequiredSection", Expression: var outer },
                ArgumentList.Arguments: { Count: 1 } arguments,
            } && arguments[0].Expression is LiteralExpressionSyntax { Token.ValueText: { Length: > 0 } name })
        {
            sections.Insert(0, name);
            receiver = outer;
        }

        return sections.Count == 0 ? null : string.Join(":", sections);
    }

    private static bool IsSectionOfAnother(SyntaxNode? section) => section?.Parent is MemberAccessExpressionSyntax
    {
        Name.Identifier.ValueText: "GetSection" or "GetRequiredSection", Parent: InvocationExpressionSyntax,
    };

    private void AddSection(string key)
    {
        var colon = key.LastIndexOf(':');
        if (colon <= 0 || IsOfFixes(key, "Grpc:"))
            return;

        var last = key.Substring(colon + 1);
        if (Addresses.Contains(last) || Credentials.Contains(last))
            _sections.Add((key.Substring(0, colon), Addresses.Contains(last)));
    }

    private void AddPrefix(string variable)
    {
        var words = variable.Split('_');
        var last = words[words.Length - 1];
        var length = words.Length > 2 && Credentials.Contains(words[words.Length - 2] + last) ? 2 : 1;
        if (words.Length > length && words[0].Length > 0 && !IsOfFixes(variable, "GRPC_") && (Addresses.Contains(last) || Credentials.Contains(last)))
            _prefixes.Add((string.Join("_", words.Take(words.Length - length)), Addresses.Contains(last)));
    }

    private static bool IsOfFixes(string name, string start) => name.StartsWith(start, StringComparison.Ordinal);
}
