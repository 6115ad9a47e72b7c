using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Server;

/// <summary>A place of a server that needs the certificate of a client: it reads the certificate, or registers the scheme that does.</summary>
internal sealed class CertificateUse
{
    private const string Scheme = "AddCertificate";

    /// <summary>What tells of the certificate, by the types that have it.</summary>
    private static readonly Dictionary<string, string> Readers = new()
    {
        ["ClientCertificate"] = "Microsoft.AspNetCore.Http.ConnectionInfo",
        ["GetClientCertificateAsync"] = "Microsoft.AspNetCore.Http.ConnectionInfo",
        ["IsPeerAuthenticated"] = "Grpc.Core.AuthContext",
        ["PeerIdentity"] = "Grpc.Core.AuthContext",
        ["PeerIdentityPropertyName"] = "Grpc.Core.AuthContext",
        ["FindPropertiesByName"] = "Grpc.Core.AuthContext",
    };

    private static readonly Memo<bool> HasScheme = new(static facts =>
    {
        foreach (var node in facts.CallsNamed(Scheme))
        {
            if (facts.Bodies.OperationOf(node) is IInvocationOperation call && IsScheme(call))
                return true;
        }

        return false;
    });

    private CertificateUse(IOperation operation, SyntaxNode at, string name)
    {
        Operation = operation;
        At = at;
        Name = name;
    }

    /// <summary>The call or read.</summary>
    internal IOperation Operation { get; }

    /// <summary>Its name in the code.</summary>
    internal SyntaxNode At { get; }

    /// <summary>The name, for messages.</summary>
    internal string Name { get; }

    /// <summary>
    /// The places in a tree. A program that registers the scheme has its one cause there, so its reads are left out. Writes are, too: they are made by code
    /// that gets the certificate from elsewhere.
    /// </summary>
    internal static IEnumerable<CertificateUse> In(SyntaxTree tree, CompilationFacts facts)
    {
        var index = TreeIndex.Of(tree);
        foreach (var node in index.CallsOf(Scheme))
        {
            if (facts.Bodies.OperationOf(node) is IInvocationOperation call && IsScheme(call))
                yield return new CertificateUse(call, MiddlewarePipeline.NameOf(call), Scheme);
        }

        foreach (var reader in Readers)
        {
            foreach (var mention in index.MentionsOf(reader.Key))
            {
                if (From(mention, reader.Value, facts) is { } use && !facts.Get(HasScheme))
                    yield return use;
            }
        }
    }

    private static CertificateUse? From(SimpleNameSyntax mention, string owner, CompilationFacts facts)
    {
        if (WrittenAssignment.Of(mention) is not null)
            return null;

        var member = NameSyntaxText.EndedBy(mention);
        var operation = facts.Bodies.OperationOf(member.Parent is InvocationExpressionSyntax call && call.Expression == member ? call : member);
        var declaring = operation switch
        {
            IPropertyReferenceOperation property => property.Property.ContainingType,
            IInvocationOperation invocation => invocation.TargetMethod.ContainingType,
            _ => null,
        };
        return declaring.Is(owner) ? new CertificateUse(operation!, mention, mention.Identifier.ValueText) : null;
    }

    private static bool IsScheme(IInvocationOperation call) => call.Receiver()?.Type.Is("Microsoft.AspNetCore.Authentication.AuthenticationBuilder") == true;
}
