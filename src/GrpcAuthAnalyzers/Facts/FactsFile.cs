using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.Facts;

/// <summary>
/// One <c>GrpcAuth.Facts.txt</c> or <c>GrpcAuth.Facts.*.txt</c>: a fact a line, <c>ID; kind kind</c>, with the documentation-comment id of a symbol or
/// <c>RPC:package.Service/Method</c>. Empty lines and what follows <c>//</c> do not count.
/// </summary>
internal sealed class FactsFile
{
    private const string Stem = "GrpcAuth.Facts.";

    /// <summary>How the first line of a file begins that the scan wrote.</summary>
    private const string LearnedHead = "// learned by the scan";

    private static readonly ConditionalWeakTable<AdditionalText, FactsFile> Known = new();

    private static readonly Dictionary<string, FactKinds> Words = new(StringComparer.Ordinal)
    {
        ["authenticates"] = FactKinds.Authenticates,
        ["adds-nothing"] = FactKinds.AddsNothing,
        ["anonymous"] = FactKinds.Anonymous,
        ["requires-credentials"] = FactKinds.RequiresCredentials,
        ["calls-pass-headers"] = FactKinds.CallsPassHeaders,
        ["token"] = FactKinds.Token,
        ["log"] = FactKinds.Log,
        ["grpc-client"] = FactKinds.GrpcClient,
        ["registered-with-credentials"] = FactKinds.RegisteredWithCredentials,
        ["registered-without-credentials"] = FactKinds.RegisteredWithoutCredentials,
        ["asks-nothing"] = FactKinds.AsksNothing,
        ["servers-differ"] = FactKinds.ServersDiffer,
    };

    private FactsFile(SourceText? text)
    {
        var (facts, faults) = (ImmutableArray.CreateBuilder<Fact>(), ImmutableArray.CreateBuilder<(TextSpan, string)>());
        foreach (var line in text?.Lines ?? (IEnumerable<TextLine>)Array.Empty<TextLine>())
        {
            var written = line.ToString();
            var comment = written.IndexOf("//", StringComparison.Ordinal);
            var said = comment < 0 ? null : AskingServer.In(written.Substring(comment + 2));
            written = (comment < 0 ? written : written.Substring(0, comment)).TrimEnd();
            var id = written.TrimStart();
            if (id.Length == 0)
                continue;

            var span = new TextSpan(line.Start + written.Length - id.Length, id.Length);
            if (Read(id, span, said, out var fact) is { } fault)
                faults.Add((span, fault));
            else
                facts.Add(fact);
        }

        Text = text;
        IsLearned = text is { Lines.Count: > 0 } && text.Lines[0].ToString().StartsWith(LearnedHead, StringComparison.Ordinal);
        Facts = facts.ToImmutable();
        Faults = faults.ToImmutable();
    }

    /// <summary>The text; null where the file cannot be read.</summary>
    internal SourceText? Text { get; }

    /// <summary>
    /// Whether the scan wrote it: no line names a member that does not exist, but another project may have a type of the same name without it.
    /// </summary>
    internal bool IsLearned { get; }

    /// <summary>The lines that can be read.</summary>
    internal ImmutableArray<Fact> Facts { get; }

    /// <summary>The others, with what is wrong.</summary>
    internal ImmutableArray<(TextSpan Line, string Complaint)> Faults { get; }

    /// <summary>The facts of an additional file; null if its name is another.</summary>
    internal static FactsFile? Of(AdditionalText file)
    {
        var name = Path.GetFileName(file.Path);
        return name.StartsWith(Stem, StringComparison.OrdinalIgnoreCase) && name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)
            ? Known.GetValue(file, static f => new FactsFile(f.GetText()))
            : null;
    }

    /// <summary>What is wrong with a line, or null.</summary>
    private static string? Read(string line, TextSpan span, string? server, out Fact fact)
    {
        fact = default;
        var end = line.IndexOf(';');
        if (end < 0)
            return "expected 'id; kind'";

        var id = line.Substring(0, end).TrimEnd();
        var isRpc = id.StartsWith(Fact.RpcPrefix, StringComparison.Ordinal);
        if (!isRpc && (id.Length < 3 || id[1] != ':' || id[0] is not ('M' or 'T' or 'P' or 'F')))
            return "expected a documentation-comment id such as T:Acme.TokenInterceptor, or RPC:package.Service/Method";

        if (isRpc && id.IndexOf('/') is var slash && (slash < Fact.RpcPrefix.Length + 1 || slash == id.Length - 1))
            return "expected RPC:package.Service/Method";

        var kinds = FactKinds.None;
        foreach (var word in line.Substring(end + 1).Split(new[] { ' ', '\t', ',' }, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Words.TryGetValue(word, out var kind))
                return "expected one of " + string.Join(", ", Words.Keys);

            kinds |= kind;
        }

        fact = new Fact(id, kinds, span, (kinds & FactKinds.RequiresCredentials) == 0 ? null : server);
        return kinds switch
        {
            FactKinds.None => "expected one of " + string.Join(", ", Words.Keys),
            _ when Has(kinds, FactKinds.Authenticates | FactKinds.AddsNothing) => "expected authenticates or adds-nothing, not both",
            _ when Has(kinds, FactKinds.Anonymous | FactKinds.RequiresCredentials) => "expected anonymous or requires-credentials, not both",
            _ when Has(kinds, FactKinds.RegisteredWithCredentials | FactKinds.RegisteredWithoutCredentials) =>
                "expected registered-with-credentials or registered-without-credentials, not both",
            _ when isRpc && kinds is not (FactKinds.Anonymous or FactKinds.RequiresCredentials or FactKinds.ServersDiffer) =>
                "an RPC is anonymous, requires-credentials or servers-differ",
            _ when !isRpc && Has(kinds, FactKinds.ServersDiffer) => "servers-differ is said of an RPC",
            _ when Has(kinds, FactKinds.Token) && (id[0] == 'T' || id.Contains("#ctor")) => "a token is given by a method, property or field",
            _ when Has(kinds, FactKinds.Log) && (id[0] is not ('M' or 'T') || id.Contains("#ctor")) => "a log is a method, or a type with its methods",
            _ when Has(kinds, FactKinds.GrpcClient) && id[0] is not ('M' or 'T') => "a grpc-client is a type, or one of its constructors or methods",
            _ => null,
        };
    }

    private static bool Has(FactKinds kinds, FactKinds all) => (kinds & all) == all;
}

/// <summary>One line of a facts file.</summary>
internal readonly struct Fact
{
    /// <summary>In front of the name of an RPC: contracts that are generated twice have the same RPCs and no symbol in common.</summary>
    internal const string RpcPrefix = "RPC:";

    internal Fact(string id, FactKinds kinds, TextSpan line, string? server) => (Id, Kinds, Line, Server) = (id, kinds, line, server);

    /// <summary>The documentation-comment id, of a method also without its parameters; or <see cref="RpcPrefix"/> and a name.</summary>
    internal string Id { get; }

    /// <summary>What is said.</summary>
    internal FactKinds Kinds { get; }

    /// <summary>The place of the line.</summary>
    internal TextSpan Line { get; }

    /// <summary>What <see cref="AskingServer"/> says of the RPC in the comment of the line; null where it says nothing.</summary>
    internal string? Server { get; }

    /// <summary>
    /// Whether a type of the compilation or its references has no member of this id. Where the type is not known either, the fact is about an assembly that
    /// this project does not refer to: one file serves a whole solution.
    /// </summary>
    internal bool MissesMemberIn(Compilation compilation)
    {
        if (Id[0] is 'T' or 'R')
            return false;

        var end = Id.IndexOf('(');
        if (TypeIn(Id, compilation) is not { } type)
            return false;

        foreach (var candidate in type.GetMembers(NameIn(Id)))
        {
            // A build does not show them: the reference assembly of a project has none.
            if (candidate.DeclaredAccessibility is Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal
                && !SymbolEqualityComparer.Default.Equals(candidate.ContainingAssembly, compilation.Assembly)
                && !candidate.ContainingAssembly.GivesAccessTo(compilation.Assembly))
                continue;

            if (candidate.GetDocumentationCommentId() is { } known
                && (known == Id || (end < 0 && known.StartsWith(Id, StringComparison.Ordinal) && (known.Length == Id.Length || known[Id.Length] == '('))))
                return false;
        }

        return true;
    }

    /// <summary>The type that an id names, or whose member it names; null where the compilation and its references have none.</summary>
    internal static INamedTypeSymbol? TypeIn(string id, Compilation compilation)
    {
        if (id[0] == 'R')
            return null;

        if (id[0] != 'T')
        {
            var end = id.IndexOf('(');
            var member = id.LastIndexOf('.', (end < 0 ? id.Length : end) - 1);
            if (member < 0)
                return null;

            id = "T:" + id.Substring(2, member - 2);
        }

        return DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation) as INamedTypeSymbol;
    }

    /// <summary>The name of the symbol in an id: <c>AddAcmeAuth</c>, <c>.ctor</c>.</summary>
    internal static string NameIn(string id)
    {
        var end = id.IndexOf('(');
        end = end < 0 ? id.Length : end;
        var start = id.LastIndexOf('.', end - 1) + 1;
        start = start == 0 ? 2 : start;
        var arity = id.IndexOf('`', start);
        var name = id.Substring(start, (arity >= 0 && arity < end ? arity : end) - start);
        return name == "#ctor" ? ".ctor" : name == "Item" && id[0] == 'P' && end < id.Length ? WellKnownMemberNames.Indexer : name;
    }
}
