using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Interceptors;

/// <summary>
/// The interceptor class that a plan attaches: one of the project that authenticates every call type, or a new one that takes call
/// credentials. Only over https, because over http gRPC drops the call credentials of a call without an error (see
/// docs/rules/GRPCAUTH1001.md).
/// </summary>
internal sealed class InterceptorClass
{
    private readonly SourceFile _file;
    private readonly SyntaxNode _place;
    private readonly FixPlanBuilder _plan;
    private readonly TypeNames _names;

    /// <summary>The class is attached at <paramref name="place"/> by <paramref name="plan"/>.</summary>
    internal InterceptorClass(SourceFile file, SyntaxNode place, FixPlanBuilder plan)
    {
        _file = file;
        _place = place;
        _plan = plan;
        _names = new TypeNames(file, place.SpanStart, plan);
    }

    /// <summary>The class is written into a file of its own.</summary>
    internal bool InNewFile { get; init; }

    /// <summary>An interceptor of the project may be attached that has its own way to the token, and its own header.</summary>
    internal bool AllowsOwn { get; init; }

    /// <summary>The expression may name the service provider as <see cref="TokenSource.ServiceProvider"/>.</summary>
    internal bool HasServiceProvider { get; init; }

    /// <summary>After <see cref="CreationAsync"/>: the name of the class.</summary>
    internal string Name { get; private set; } = "";

    /// <summary>After <see cref="CreationAsync"/>: the project does not have the class yet.</summary>
    internal bool IsWritten { get; private set; }

    /// <summary>After <see cref="CreationAsync"/>: the token comes from the source; an interceptor with its own way to the token does not ask it.</summary>
    internal bool UsesSource { get; private set; }

    /// <summary>After <see cref="CreationAsync"/>: the expression names the service provider.</summary>
    internal bool UsesServiceProvider { get; private set; }

    /// <summary>
    /// <c>new TheInterceptor(...)</c>. <paramref name="lineBreak"/> is the line break with the indentation of the statement in which it stands. To be asked
    /// when nothing else can fail any more: where the class is missing, the first that asks for it writes it.
    /// </summary>
    internal async Task<string> CreationAsync(FixSession session, TokenSource source, string header, string? scheme, string lineBreak)
    {
        var project =
            await session.OnceAsync(
                (_file.Document.Project.Id, InNewFile, "interceptors"), () => Task.FromResult(new ProjectInterceptors(_file))).ConfigureAwait(false);
        var arguments = new ConstructorArguments(_file, _place, _names) { HasServiceProvider = HasServiceProvider };
        if (AllowsOwn
            && project.Classes.OwnAt(_file, _place.SpanStart, arguments.Of) is var (own, given)
            && !new CredentialLoop(_file, _place, session.Cancellation).IsClosedBy(own))
        {
            UsesServiceProvider = arguments.UseServiceProvider;
            return Creation(own, string.Join(", ", given));
        }

        UsesSource = true;
        UsesServiceProvider = source.UsesServiceProvider;
        source.ImportInto(_plan, _file);
        var inner = lineBreak + _file.Layout.Indent;
        var credentials = inner + new CallCredentialsText(_file, _place, _names).Credentials(source, header, scheme, inner, _file.Layout.Indent);
        if (project.Classes.TakingSource(_file, _place.SpanStart) is { } existing)
            return Creation(existing, credentials);

        var written = project.Written ??= new WrittenInterceptor(_file, _place, InNewFile);
        Name = written.Name;
        IsWritten = true;
        written.WriteInto(_plan);
        return "new " + written.NameAt(_file, _place, _plan) + "(" + credentials + ")";
    }

    private string Creation(INamedTypeSymbol type, string arguments)
    {
        Name = type.Name;
        return "new " + _names.Of(type) + "(" + arguments + ")";
    }
}
