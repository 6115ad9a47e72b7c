using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.ConfigFiles;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Server;

/// <summary>
/// Whether Kestrel asks clients for a certificate: <c>ClientCertificateMode</c> is <c>NoCertificate</c> where neither code nor configuration sets it. Over
/// HTTP/2 it is asked for in the handshake or not at all (TlsConnectionFeature.cs of ASP.NET Core).
/// </summary>
internal static class CertificateRequests
{
    private const string Mode = "ClientCertificateMode", NoCertificate = "NoCertificate", TlsFeature = "ITlsConnectionFeature";

    /// <summary>Other servers, code that answers each handshake by itself, and code that takes the certificate from a proxy.</summary>
    private static readonly string[] OtherWays =
    {
        "UseHttpSys", "UseIIS", "UseIISIntegration", "UseTestServer", "AddCertificateForwarding", "UseCertificateForwarding", "CertificateForwardingOptions",
        "UseForwardedHeaders", "ForwardedHeadersOptions", "TlsConnectionFeature", "ClientCertificateRequired", "SslServerAuthenticationOptions",
        "TlsHandshakeCallbackOptions", "ServerOptionsSelectionCallback", "OnAuthenticate", "NegotiateClientCertificateAsync",
    };

    private static readonly string[] Endpoints =
    {
        "Listen", "ListenAnyIP", "ListenLocalhost", "ListenUnixSocket", "ListenNamedPipe", "ListenHandle", "UseUrls",
    };

    private static readonly string[] Tls = { "UseHttps", "ConfigureHttpsDefaults" };

    /// <summary>What Kestrel is set up by. Code that gets one may set the mode.</summary>
    private static readonly TypeSet Options = new(
        "Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions", "Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions",
        "Microsoft.AspNetCore.Server.Kestrel.Https.HttpsConnectionAdapterOptions", "Microsoft.AspNetCore.Server.Kestrel.KestrelConfigurationLoader",
        "Microsoft.AspNetCore.Server.Kestrel.EndpointConfiguration");

    private static readonly Memo<CertificateRequest> OfCode = new(Find);

    /// <summary>The answer for all servers of a program, by its code and its configuration files. Unknown if a part of either is not seen.</summary>
    internal static CertificateRequest Of(CompilationFacts facts, VisibleSettings settings)
    {
        if (NativeServers.AskForNoCertificate(facts))
            return CertificateRequest.Never;

        var code = facts.Get(OfCode);
        if (code == CertificateRequest.Unknown || AsksIn(settings))
            return CertificateRequest.Unknown;

        var inFiles = settings.HasAnyBelow("Kestrel:Endpoints");
        if (facts.CallsNamed("Configure").GetEnumerator().MoveNext() && ReadsSection(facts) && !inFiles)
            return CertificateRequest.Unknown;

        if (HasTls(settings))
            return CertificateRequest.Never;

        // Endpoints without TLS stand behind a proxy.
        var standsBehindProxy = inFiles || facts.CallsNamed(Endpoints).GetEnumerator().MoveNext();
        return code == CertificateRequest.NeverByDefault && standsBehindProxy ? CertificateRequest.Unknown : code;
    }

    /// <summary>What could ask, for messages.</summary>
    internal static string ServerIn(CompilationFacts facts) => NativeServers.AskForNoCertificate(facts) ? NativeServers.Credentials : "Kestrel";

    /// <summary>
    /// Whether code makes Kestrel turn away clients without a certificate, in the handshake. Not where code accepts every certificate: that one says nothing
    /// about the client.
    /// </summary>
    internal static bool AreRequired(CompilationFacts facts)
    {
        var required = false;
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            var index = TreeIndex.Of(tree);
            if (index.MentionsOf("AllowAnyClientCertificate").Count > 0)
                return false;

            foreach (var mention in index.MentionsOf("ClientCertificateValidation"))
            {
                if (WrittenAssignment.Of(mention) is AssignmentExpressionSyntax { Right: LambdaExpressionSyntax { ExpressionBody: LiteralExpressionSyntax } })
                    return false;
            }

            foreach (var mention in index.MentionsOf(Mode))
            {
                required |= WrittenAssignment.Of(mention) is AssignmentExpressionSyntax { Right: var value }
                    && NameSyntaxText.NameOf(value) == "RequireCertificate";
            }
        }

        return required;
    }

    private static CertificateRequest Find(CompilationFacts facts)
    {
        if (!ServerHost.AreBuiltIn(facts) || facts.MentionsAny(OtherWays) || UnseenServerSetup.IsIn(facts) || SetsMode(facts) || GetsFromElsewhere(facts))
            return CertificateRequest.Unknown;

        var tls = false;
        foreach (var call in CallsOn(facts))
        {
            if (!IsKnown(call, facts))
                return CertificateRequest.Unknown;

            tls |= Array.IndexOf(Tls, call.TargetMethod.Name) >= 0;
        }

        return tls ? CertificateRequest.Never : CertificateRequest.NeverByDefault;
    }

    /// <summary>Whether a tree names the mode, also in a text, other than to turn it off.</summary>
    private static bool SetsMode(CompilationFacts facts)
    {
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            // A setting that code writes: ["Kestrel:EndpointDefaults:ClientCertificateMode"] = "RequireCertificate".
            foreach (var text in TreeIndex.Of(tree).Texts)
            {
                if (text.ToString().Contains(Mode))
                    return true;
            }

            foreach (var mention in TreeIndex.Of(tree).MentionsOf(Mode))
            {
                if (mention.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: NoCertificate }
                    || (mention.Parent?.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: NoCertificate } outer
                        && outer.Expression == mention.Parent))
                    continue;

                if (WrittenAssignment.Of(mention) is not AssignmentExpressionSyntax { Right: var value }
                    || NameSyntaxText.NameOf(value) != NoCertificate)
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether code writes the certificate, or the feature that holds it: it comes from a proxy.</summary>
    private static bool GetsFromElsewhere(CompilationFacts facts)
    {
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            var index = TreeIndex.Of(tree);
            foreach (var mention in index.MentionsOf("ClientCertificate"))
            {
                if (WrittenAssignment.Of(mention) is not null)
                    return true;
            }

            foreach (var mention in index.MentionsOf(TlsFeature))
            {
                if (mention.Parent?.Parent is not GenericNameSyntax { Identifier.ValueText: "Get" or "GetRequiredFeature" })
                    return true;
            }
        }

        return false;
    }

    /// <summary>The calls that are made on the options of Kestrel, or get them.</summary>
    private static IEnumerable<IInvocationOperation> CallsOn(CompilationFacts facts)
    {
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            var index = TreeIndex.Of(tree);
            if (index.CallsOf("ConfigureKestrel").Count + index.CallsOf("UseKestrel").Count + index.CallsOf("UseHttps").Count == 0
                && index.MentionsOf("KestrelServerOptions").Count + index.MentionsOf("ListenOptions").Count == 0
                && index.MentionsOf("HttpsConnectionAdapterOptions").Count == 0)
                continue;

            foreach (var named in index.Calls)
            {
                foreach (var node in named.Value)
                {
                    if (facts.Bodies.OperationOf(node) is IInvocationOperation call && IsSetUp(call))
                        yield return call;
                }
            }
        }
    }

    private static bool IsSetUp(IInvocationOperation call)
    {
        if (call.TargetMethod.Name is "ConfigureKestrel" or "UseKestrel" || Options.Contains(call.Instance?.Type))
            return true;

        foreach (var argument in call.Arguments)
        {
            if (Options.Contains(Conversions.BuiltInInside(argument.Value).Type))
                return true;
        }

        return false;
    }

    /// <summary>Whether a call is one of source or of ASP.NET Core, and so are the callbacks and options that it gets.</summary>
    private static bool IsKnown(IInvocationOperation call, CompilationFacts facts)
    {
        if (facts.Bodies.IsSeen(call.TargetMethod))
            return true;

        if (!call.TargetMethod.ContainingAssembly.Name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal))
            return false;

        foreach (var argument in call.Arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.DefaultValue)
                continue;

            if (argument.Parameter?.Type.TypeKind == TypeKind.Delegate && facts.Bodies.FunctionGivenBy(argument.Value) is null)
                return false;

            if (argument.Parameter?.Ordinal > 0 && Options.Contains(argument.Value.Type) && !IsMadeInSource(argument.Value, facts))
                return false;
        }

        return true;
    }

    private static bool IsMadeInSource(IOperation options, CompilationFacts facts)
    {
        foreach (var origin in new OriginTracer(facts.Bodies, new Budget()).Trace(new TracedValue(options)))
        {
            if (origin.Operation is not IObjectCreationOperation)
                return false;
        }

        return true;
    }

    /// <summary>Whether Kestrel reads its endpoints from a section that the code names.</summary>
    private static bool ReadsSection(CompilationFacts facts)
    {
        foreach (var node in facts.CallsNamed("Configure"))
        {
            if (facts.Bodies.OperationOf(node) is IInvocationOperation { Arguments.Length: > 0 } call && Options.Contains(call.TargetMethod.ContainingType))
                return true;
        }

        return false;
    }

    private static bool AsksIn(VisibleSettings settings)
    {
        foreach (var mode in settings.InAllRuns.Ending(Mode))
        {
            if (!string.Equals(mode, NoCertificate, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>Whether an endpoint in a file uses TLS.</summary>
    private static bool HasTls(VisibleSettings settings)
    {
        foreach (var url in settings.InAllRuns.Below("Kestrel:Endpoints"))
        {
            if (url.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
