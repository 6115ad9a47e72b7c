using System;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Handlers;

/// <summary>
/// The message handler that a plan puts into an HTTP pipeline: the one of the project that adds a credential, or a new one that reads the header for each
/// request. Unlike call credentials it works over http (see docs/rules/GRPCAUTH1001.md).
/// </summary>
internal sealed class HandlerClass
{
    private readonly SourceFile _file;
    private readonly SyntaxNode _place;
    private readonly FixPlanBuilder _plan;
    private readonly TypeNames _names;

    /// <summary>The handler is created at <paramref name="place"/> by <paramref name="plan"/>.</summary>
    internal HandlerClass(SourceFile file, SyntaxNode place, FixPlanBuilder plan)
    {
        _file = file;
        _place = place;
        _plan = plan;
        _names = new TypeNames(file, place.SpanStart, plan);
    }

    /// <summary>The expression may name the service provider as <see cref="TokenSource.ServiceProvider"/>.</summary>
    internal bool HasServiceProvider { get; init; }

    /// <summary>After <see cref="CreationAsync"/>: the expression names the service provider.</summary>
    internal bool UsesServiceProvider { get; private set; }

    /// <summary>After <see cref="CreationAsync"/>: what the light bulb says.</summary>
    internal string Title { get; private set; } = "";

    /// <summary>
    /// <c>new TheHandler(...)</c>, for a line break with the indentation of the statement in which it stands. To be asked when nothing else can fail any
    /// more: where the class is missing, the first that asks for it writes it.
    /// </summary>
    internal async Task<Func<string, string>> CreationAsync(FixSession session, TokenSource source, string scheme)
    {
        var project = await session.OnceAsync(
            (_file.Document.Project.Id, "handlers"), () => Task.FromResult(new ProjectHandlers(_file))).ConfigureAwait(false);
        var arguments = new ConstructorArguments(_file, _place, _names) { HasServiceProvider = HasServiceProvider, LivesLong = true };
        if (project.Classes.OwnAt(_file, _place.SpanStart, arguments.Of) is var (own, given)
            && !new CredentialLoop(_file, _place, session.Cancellation).IsClosedBy(own))
        {
            UsesServiceProvider = arguments.UseServiceProvider;
            Title = "Attach message handler '" + own.Name + "'";
            var creation = "new " + _names.Of(own) + "(" + string.Join(", ", given) + ")";
            return _ => creation;
        }

        UsesServiceProvider = source.UsesServiceProvider;
        source.ImportInto(_plan, _file);
        if (project.Classes.TakingSource(_file, _place.SpanStart) is { } existing)
        {
            Title = "Attach message handler '" + existing.Name + "' using " + source.Description;
            var name = _names.Of(existing);
            return line => "new " + name + "(" + Lambda(source, scheme, line) + ")";
        }

        var written = project.Written ??= new WrittenHandler(_file, _place);
        written.WriteInto(_plan);
        Title = "Add a message handler that sends the token from " + source.Description;
        var writtenName = written.NameAt(_file, _place, _plan);
        return line => "new " + writtenName + "(" + Lambda(source, scheme, line) + ")";
    }

    /// <summary><c>async cancellationToken => new AuthenticationHeaderValue("Bearer", ...)</c>; with the token in a local where that is too long.</summary>
    private string Lambda(TokenSource source, string scheme, string lineBreak)
    {
        const string Rest = ")));";
        var value = _names.Of("System.Net.Http.Headers.AuthenticationHeaderValue");
        var cancellation = Fresh("cancellationToken", "requestCancellation");
        var inner = lineBreak + _file.Layout.Indent;
        var header = Header(source.Read(cancellation));
        if (source.IsAsync && !SourceLayout.IsTooLong(inner + header + Rest))
            return "async " + cancellation + " =>" + inner + header;

        var read = TokenStatements.Of(
            source, "authorization", scheme: null, cancellation, serviceUrl: null,
            name => Fresh(name, "current" + char.ToUpperInvariant(name[0]) + name.Substring(1)), inner, _file.Layout.Indent);
        var result = source.IsAsync
            ? Header(read.Value)
            : _names.Of("System.Threading.Tasks.Task") + ".FromResult(" + Header(read.Value) + ")";
        return (source.IsAsync ? "async " + cancellation : "_") + " =>" + lineBreak + "{"
            + string.Concat(read.Lines.Select(line => inner + line)) + inner + "return " + result + ";" + lineBreak + "}";

        string Header(string text) => source.HoldsScheme ? value + ".Parse(" + text + ")" : "new " + value + "(\"" + scheme + "\", " + text + ")";
    }

    private string Fresh(params string[] candidates) => FreshNames.At(_file, _place.SpanStart, candidates);
}
