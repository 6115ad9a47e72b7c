using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Names;
using GrpcAuthAnalyzers.TokenProviders;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>Reads the code behind a method, or behind a variable that holds a function, for what it returns.</summary>
internal static class ReturnedToken
{
    /// <summary>
    /// True for <c>Bearer</c> and the token, which are the whole value of an authorization header; false for a token alone, and where its code is not seen.
    /// Null for what cannot be sent: a credential that is written in the code, another scheme, or a scheme in some cases only. <paramref name="holder"/> is
    /// the variable or member that holds the function; null where a method is called by its name.
    /// </summary>
    internal static bool? HoldsScheme(IMethodSymbol method, ISymbol? holder, string header, SourceFile file, CancellationToken cancellation)
    {
        if (file.Facts is not { } facts)
            return false;

        var query = new CredentialQuery(facts, file.GrpcAuthOptions, until: null);
        var functions = method.MethodKind == MethodKind.DelegateInvoke
            ? FunctionHeldBy(holder, facts.Bodies)
            : PossibleMethods.Of(method, file.Compilation, cancellation).Select(facts.Bodies.FunctionOf);
        bool? all = null;
        foreach (var function in functions)
        {
            if (function is null)
                continue;

            var values = TokenProviderMember.ReturnedBy(function, query);
            if (TokenProviderMember.TokenIn(values, isOfProvider: false, query) is not null)
                return null;

            foreach (var text in values.SelectMany(value => query.Texts.Alternatives(value)).Where(static text => !IsMissing(text)))
            {
                var next = HoldsScheme(text, header);
                if (next is null || (all ?? next) != next)
                    return null;

                all = next;
            }
        }

        return all ?? false;
    }

    private static bool? HoldsScheme(TracedText text, string header)
    {
        var scheme = AuthorizationValue.OfPrefix(text.Prefix);
        if (scheme.Kind != SchemeKind.None)
            return scheme.IsBearer && header == "authorization" ? true : null;

        // $"{scheme} {token}": no token has a blank.
        return text.Parts.Any(static part => part.Constant is { } written && written.IndexOf(' ') >= 0) ? null : false;
    }

    private static bool IsMissing(TracedText text) => text.Parts.All(static part => NullTests.IsNullOrEmpty(part.Operation));

    private static IEnumerable<IOperation?> FunctionHeldBy(ISymbol? holder, MemberBodies bodies)
    {
        var value = holder switch
        {
            IFieldSymbol or IPropertySymbol => (bodies.MemberInitializerOf(holder) as ISymbolInitializerOperation)?.Value,
            ILocalSymbol local when local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer: { } written } =>
                bodies.OperationOf(written.Value),
            _ => null,
        };
        return new[] { value is null ? null : bodies.FunctionGivenBy(value) };
    }
}
