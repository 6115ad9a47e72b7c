using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Server;

/// <summary>The servers of Grpc.Core, which listen by themselves: <c>new ServerPort(host, port, new SslServerCredentials(...))</c>.</summary>
internal static class NativeServers
{
    /// <summary>The type of credentials with which such a server uses TLS.</summary>
    internal const string Credentials = "SslServerCredentials";

    private const string FullName = "Grpc.Core." + Credentials;

    private static readonly Memo<bool> AsksNever = new(Find);

    /// <summary>
    /// Whether the program has such servers with TLS, each port of it is seen, and none asks clients for a certificate. False if that is not known.
    /// </summary>
    internal static bool AskForNoCertificate(CompilationFacts facts) => facts.Get(AsksNever);

    private static bool Find(CompilationFacts facts)
    {
        if (facts.MentionsAny("MapGrpcService"))
            return false;

        foreach (var node in facts.CallsNamed("ServerPort"))
        {
            if (facts.Bodies.OperationOf(node) is not IObjectCreationOperation { Arguments.Length: 3 } port || !IsPlain(port.Arguments.At(2), facts))
                return false;
        }

        var isAny = false;
        foreach (var node in facts.CallsNamed(Credentials))
        {
            if (facts.Bodies.OperationOf(node) is not IObjectCreationOperation creation || !creation.Type.Is(FullName) || Asks(creation))
                return false;

            isAny = true;
        }

        return isAny;
    }

    /// <summary>Whether the credentials of a port are made in source.</summary>
    private static bool IsPlain(IOperation credentials, CompilationFacts facts)
    {
        foreach (var origin in new OriginTracer(facts.Bodies, new Budget()).Trace(new TracedValue(credentials)))
        {
            if (origin.Operation is not IObjectCreationOperation and not IMemberReferenceOperation { Member.Name: "Insecure" })
                return false;
        }

        return true;
    }

    /// <summary>The last argument says whether a certificate is requested: by a kind of request, of which the first is none, or by force.</summary>
    private static bool Asks(IObjectCreationOperation creation) =>
        creation.Arguments.Length > 1 && creation.Arguments.Last().ConstantValue is not { HasValue: true, Value: 0 or false };
}
