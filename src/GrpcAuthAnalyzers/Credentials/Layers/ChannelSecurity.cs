using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>
/// Whether the channel credentials mean TLS, for a channel whose address is not known: <c>GrpcChannel.ForAddress</c> throws if they do not fit the scheme
/// (ValidateChannelCredentials in GrpcChannel.cs of grpc-dotnet).
/// </summary>
internal static class ChannelSecurity
{
    /// <summary>What the credentials in channel options mean; Unknown where they are not set, are not seen, or differ.</summary>
    internal static ChannelTransport OfOptions(CredentialQuery query, TracedValue options)
    {
        ChannelTransport? transport = null;
        foreach (var origin in query.Origins.Trace(options))
        {
            if (origin.Operation is not IObjectCreationOperation creation || !GrpcSymbols.Is(creation.Type, query.Symbols.GrpcChannelOptions))
                return ChannelTransport.Unknown;

            var next = ChannelTransport.Unknown;
            foreach (var touch in query.TouchesOf(origin))
            {
                if (touch is { Kind: TouchKind.SetMember, Member.Name: "Credentials" })
                    next = next == ChannelTransport.Unknown ? OfCredentials(query, touch.WrittenValue) : ChannelTransport.Unknown;
            }

            if (next == ChannelTransport.Unknown || (transport is not null && transport != next))
                return ChannelTransport.Unknown;

            transport = next;
        }

        return transport ?? ChannelTransport.Unknown;
    }

    /// <summary>What channel credentials mean: those that call credentials are composed with; Unknown where they are not seen, or differ.</summary>
    internal static ChannelTransport OfCredentials(CredentialQuery query, TracedValue credentials)
    {
        if (!query.Guard.TryEnter())
            return ChannelTransport.Unknown;

        ChannelTransport? transport = null;
        foreach (var origin in query.Origins.Trace(credentials))
        {
            var next = origin.Operation switch
            {
                IPropertyReferenceOperation { Property: { Name: "SecureSsl" or "Insecure" } known }
                    when GrpcSymbols.Is(known.ContainingType, query.Symbols.ChannelCredentials) =>
                    known.Name == "Insecure" ? ChannelTransport.Plaintext : ChannelTransport.Tls,
                IObjectCreationOperation creation when GrpcSymbols.Is(creation.Type, query.Symbols.SslCredentials) => ChannelTransport.Tls,
                IInvocationOperation { TargetMethod: { Name: "Create", IsStatic: true } create, Arguments: { Length: > 0 } arguments }
                    when GrpcSymbols.Is(create.ContainingType, query.Symbols.ChannelCredentials) =>
                    OfCredentials(query, origin.Value.With(arguments.At(0))),
                _ => ChannelTransport.Unknown,
            };
            transport = transport is null || transport == next ? next : ChannelTransport.Unknown;
        }

        query.Guard.Leave();
        return transport ?? ChannelTransport.Unknown;
    }
}
