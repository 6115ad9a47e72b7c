using System.Linq;
using GrpcAuthAnalyzers.Tokens;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Fixing;

/// <summary>The text of call credentials: a lambda that adds the token to the metadata of each call, and what wraps it.</summary>
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
    /// <c>async (context, metadata) => metadata.Add(...)</c>, or the synchronous form for a source that is. <paramref name="lineBreak"/> is the line
    /// break with the indentation of the statement in which it stands, <paramref name="indent"/> one level.
    /// </summary>
    internal string Lambda(TokenSource source, string header, string? scheme, string lineBreak, string indent)
    {
        var position = _place.SpanStart;
        var context = VisibleSymbols.FreshName(_file, position, "context", "authContext");
        var metadata = VisibleSymbols.FreshName(_file, position, "metadata", "callMetadata");
        var parameters = "(" + context + ", " + metadata + (source.UsesServiceProvider ? ", " + TokenSource.ServiceProvider : "") + ")";
        var cancellation = HasCancellationToken() ? context + ".CancellationToken" : null;
        var add = metadata + ".Add(\"" + header + "\", " + source.Value(scheme, cancellation) + ")";
        if (source.IsAsync)
            return "async " + parameters + " =>" + lineBreak + indent + add;

        return parameters + " =>" + lineBreak + "{" + lineBreak + indent + add + ";"
            + lineBreak + indent + "return " + _names.Of("System.Threading.Tasks.Task") + ".CompletedTask;" + lineBreak + "}";
    }

    /// <summary><c>ChannelCredentials.Create(channelCredentials, CallCredentials.FromInterceptor(lambda))</c>.</summary>
    internal string Composite(string channelCredentials, TokenSource source, string header, string? scheme, string lineBreak, string indent)
    {
        var inner = lineBreak + indent;
        return _names.Of("Grpc.Core.ChannelCredentials") + ".Create(" + inner + channelCredentials + "," + inner
            + _names.Of("Grpc.Core.CallCredentials") + ".FromInterceptor(" + Lambda(source, header, scheme, inner, indent) + "))";
    }

    /// <summary><c>ChannelCredentials.SecureSsl</c>; <c>new SslCredentials()</c> where the referenced gRPC is older than that.</summary>
    internal string Tls() => HasMember("Grpc.Core.ChannelCredentials", "SecureSsl")
        ? _names.Of("Grpc.Core.ChannelCredentials") + ".SecureSsl"
        : "new " + _names.Of("Grpc.Core.SslCredentials") + "()";

    internal string Insecure() => _names.Of("Grpc.Core.ChannelCredentials") + ".Insecure";

    private bool HasCancellationToken() => HasMember("Grpc.Core.AuthInterceptorContext", "CancellationToken");

    private bool HasMember(string type, string member) => TypeNames.TypeOf(_file.Compilation, type)?.GetMembers(member).Any() == true;
}
