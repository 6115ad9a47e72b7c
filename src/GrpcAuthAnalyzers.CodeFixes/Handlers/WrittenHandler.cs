using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Handlers;

/// <summary>A message handler that sets the authorization header of every request. It awaits the token, so it serves http with any provider.</summary>
internal sealed class WrittenHandler : WrittenClass
{
    private readonly string _awaitSuffix;

    internal WrittenHandler(SourceFile home, SyntaxNode place)
        : base(home, place, inNewFile: false, "AuthorizationHeaderHandler") =>
        _awaitSuffix = AwaitStyle.Suffix(home);

    protected override string[] Namespaces =>
        new[] { "System", "System.Net.Http", "System.Net.Http.Headers", "System.Threading", "System.Threading.Tasks" };

    protected override IEnumerable<string> Lines(Func<string, string> name)
    {
        var cancellation = name("System.Threading.CancellationToken");
        var task = name("System.Threading.Tasks.Task`1");
        var read = name("System.Func`2") + "<" + cancellation + ", " + task + "<" + name("System.Net.Http.Headers.AuthenticationHeaderValue") + ">>";
        yield return "/// <summary>Sends the authorization header with every attempt of a call, over http, too.</summary>";
        yield return $"internal sealed class {Name} : {name("System.Net.Http.DelegatingHandler")}";
        yield return "{";
        yield return $"    private readonly {read} _readHeader;";
        yield return "";
        yield return $"    public {Name}({read} readHeader)";
        yield return "    {";
        yield return "        _readHeader = readHeader;";
        yield return "    }";
        yield return "";
        yield return $"    protected override async {task}<{name("System.Net.Http.HttpResponseMessage")}> SendAsync(";
        yield return $"        {name("System.Net.Http.HttpRequestMessage")} request, {cancellation} cancellationToken)";
        yield return "    {";
        yield return $"        request.Headers.Authorization = await _readHeader(cancellationToken){_awaitSuffix};";
        yield return $"        return await base.SendAsync(request, cancellationToken){_awaitSuffix};";
        yield return "    }";
        yield return "}";
    }
}
