using System;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>What the compilation does to all clients of the factories, whatever their names: defaults, options and filters. Found once.</summary>
internal sealed class ClientFactoryDefaults
{
    private static readonly Memo<GrpcAuthOptions, ClientFactoryDefaults> ByOptions = new(static (facts, options) => new ClientFactoryDefaults(facts, options));

    private readonly Lazy<bool> _maySetOptions;
    private readonly Lazy<bool> _mayAuthenticate;

    private ClientFactoryDefaults(CompilationFacts facts, GrpcAuthOptions options)
    {
        _maySetOptions = new Lazy<bool>(() => HasOptions(facts) || MentionsHandlerSources(facts));
        _mayAuthenticate = new Lazy<bool>(() => HasDefaults(facts, options) || _maySetOptions.Value || UnseenSetup.MayConfigureClients(facts));
    }

    /// <summary>Whether something may add a credential to every client; code that is not seen and gets the services may.</summary>
    internal bool MayAuthenticate => _mayAuthenticate.Value;

    /// <summary>Whether options or filters of the factories are set.</summary>
    internal bool MaySetOptions => _maySetOptions.Value;

    /// <summary>The defaults of the compilation, under the options of a tree.</summary>
    internal static ClientFactoryDefaults Under(CompilationFacts facts, GrpcAuthOptions options) => facts.Get(ByOptions, options);

    private static bool HasDefaults(CompilationFacts facts, GrpcAuthOptions options)
    {
        foreach (var node in facts.CallsNamed("ConfigureHttpClientDefaults"))
        {
            if (facts.Bodies.OperationOf(node) is IInvocationOperation { Arguments: { Length: > 0 } arguments }
                && arguments.Of(arguments.Length - 1) is { } callback
                && RegistrationLayer.OfBuilderCallback(new CredentialQuery(facts, options, until: null), callback).Presence != CredentialPresence.Absent)
                return true;
        }

        return false;
    }

    private static bool HasOptions(CompilationFacts facts)
    {
        foreach (var node in facts.CallsNamed("Configure", "ConfigureAll", "PostConfigure", "PostConfigureAll", "AddOptions"))
        {
            if (facts.Bodies.OperationOf(node) is IInvocationOperation { TargetMethod.TypeArguments: { Length: > 0 } types }
                && (types[0].Name is "GrpcClientFactoryOptions" or "HttpClientFactoryOptions"
                    || facts.Symbols.CodeFirst.LibraryOfFactoryOptions(types[0]) is not null))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether a filter, a builder or an <c>IConfigureOptions</c> of the factories is named;
    /// <c>Action&lt;GrpcClientFactoryOptions&gt;</c> is what registrations take.
    /// </summary>
    private static bool MentionsHandlerSources(CompilationFacts facts)
    {
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            foreach (var mention in GrpcCandidates.In(tree).HandlerSources)
            {
                SyntaxNode type = mention.Parent is QualifiedNameSyntax qualified ? qualified : mention;
                if (NameSyntaxText.NameOf(mention) != "GrpcClientFactoryOptions"
                    || type.Parent is TypeArgumentListSyntax { Parent: GenericNameSyntax { Identifier.ValueText: not ("Action" or "Func") } })
                    return true;
            }
        }

        return false;
    }
}
