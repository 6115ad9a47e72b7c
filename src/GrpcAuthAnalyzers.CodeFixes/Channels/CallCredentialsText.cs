using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Channels;

/// <summary>The source text of call credentials: a lambda that adds the token to the metadata of each call, and the factory around it.</summary>
internal sealed class CallCredentialsText
{
    private readonly SourceFile _file;
    private readonly SyntaxNode _place;
    private readonly TypeNames _names;

    internal CallCredentialsText(SourceFile file, SyntaxNode place, TypeNames names)
    {
        _file = file;
        _place = place;
        _names = names;
    }

    /// <summary>
    /// Whether the lambda is passed to <c>AddCallCredentials</c>, which can hand it the service provider, rather than to
    /// <c>FromInterceptor</c>.
    /// </summary>
    internal bool IsOfRegistration { get; init; }

    /// <summary>
    /// <c>async (context, metadata) => metadata.Add(...)</c>, or the synchronous form for a source that is; with the token in a local where the line would
    /// be too long. <paramref name="lineBreak"/> is the line break with the indentation of the statement in which it stands, <paramref name="indent"/> one
    /// level.
    /// </summary>
    internal string Lambda(TokenSource source, string header, string? scheme, string lineBreak, string indent)
    {
        // What follows the lambda in its line: parentheses, a comma or semicolon.
        const string Rest = "));";
        var context = Fresh("context", "authContext");
        var metadata = Fresh("metadata", "callMetadata");
        var start = (source.IsAsync ? "async (" : "(") + context + ", " + metadata
            + (IsOfRegistration && source.UsesServiceProvider ? ", " + TokenSource.ServiceProvider : "") + ") =>";
        var (cancellation, serviceUrl) = (HasCancellationToken() ? context + ".CancellationToken" : null, context + ".ServiceUrl");
        var inner = lineBreak + indent;
        var add = AddTo(metadata, header, source.Value(scheme, cancellation, serviceUrl));
        if (!SourceLayout.IsTooLong(inner + add + Rest))
            return start + (source.IsAsync ? inner + add : Block(new[] { add + ";", Completed() }, lineBreak, indent));

        var read = TokenStatements.Of(source, header, scheme, cancellation, serviceUrl, name => Fresh(name, "call" + Capital(name)), inner, indent);
        var lines = read.Lines.Concat(new[] { AddTo(metadata, header, read.Value) + ";" });
        return start + Block(source.IsAsync ? lines : lines.Concat(new[] { Completed() }), lineBreak, indent);
    }

    private static string AddTo(string metadata, string header, string value) => metadata + ".Add(\"" + header + "\", " + value + ")";

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    private string Completed() => "return " + _names.Of("System.Threading.Tasks.Task") + ".CompletedTask;";

    private string Fresh(params string[] candidates) => FreshNames.At(_file, _place.SpanStart, candidates);

    private static string Block(IEnumerable<string> statements, string lineBreak, string indent) =>
        lineBreak + "{" + string.Concat(statements.Select(s => lineBreak + indent + s)) + lineBreak + "}";

    /// <summary><c>CallCredentials.FromInterceptor(lambda)</c>; with Grpc.Auth, <c>credential.ToCallCredentials()</c>.</summary>
    internal string Credentials(TokenSource source, string header, string? scheme, string lineBreak, string indent) =>
        ByGrpcAuth(source, "ToCallCredentials")
            ?? _names.Of("Grpc.Core.CallCredentials") + ".FromInterceptor(" + Lambda(source, header, scheme, lineBreak, indent) + ")";

    /// <summary><c>ChannelCredentials.Create(channelCredentials, callCredentials)</c>.</summary>
    internal string Composite(string channelCredentials, TokenSource source, string header, string? scheme, string lineBreak, string indent)
    {
        var inner = lineBreak + indent;
        return _names.Of("Grpc.Core.ChannelCredentials") + ".Create(" + inner + channelCredentials + "," + inner
            + Credentials(source, header, scheme, inner, indent) + ")";
    }

    /// <summary>The credentials of a channel that has none: TLS with call credentials; with Grpc.Auth, <c>credential.ToChannelCredentials()</c>.</summary>
    internal string OverTls(TokenSource source, string header, string? scheme, string lineBreak, string indent) =>
        ByGrpcAuth(source, "ToChannelCredentials") ?? Composite(Tls(), source, header, scheme, lineBreak, indent);

    /// <summary><c>ChannelCredentials.SecureSsl</c>; <c>new SslCredentials()</c> where the referenced gRPC is older than that.</summary>
    internal string Tls() => HasMember("Grpc.Core.ChannelCredentials", "SecureSsl")
        ? _names.Of("Grpc.Core.ChannelCredentials") + ".SecureSsl"
        : "new " + _names.Of("Grpc.Core.SslCredentials") + "()";

    private string? ByGrpcAuth(TokenSource source, string method)
    {
        if (source.GoogleCredential is null || TypeNames.TypeOf(_file.Compilation, "Google.Apis.Auth.OAuth2.ITokenAccess") is not { } access)
            return null;

        _names.ImportExtensions(access, method, "Grpc.Auth");
        return source.GoogleCredential + "." + method + "()";
    }

    private bool HasCancellationToken() => HasMember("Grpc.Core.AuthInterceptorContext", "CancellationToken");

    private bool HasMember(string type, string member) => TypeNames.TypeOf(_file.Compilation, type)?.GetMembers(member).Any() == true;
}
