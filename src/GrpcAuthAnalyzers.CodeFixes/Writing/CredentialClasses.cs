using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Writing;

/// <summary>The classes of a project that add a credential (interceptors, or message handlers), and how an object of one is made at a place.</summary>
internal sealed class CredentialClasses
{
    private readonly IReadOnlyList<INamedTypeSymbol> _all;
    private readonly Func<IParameterSymbol, bool> _isSource;

    /// <param name="all">The classes.</param>
    /// <param name="isSource">Whether a parameter of a constructor takes what gives the credential.</param>
    internal CredentialClasses(IReadOnlyList<INamedTypeSymbol> all, Func<IParameterSymbol, bool> isSource)
    {
        _all = all;
        _isSource = isSource;
    }

    /// <summary>A class whose constructor takes what gives the credential, and nothing else; null when there is none that the place may name.</summary>
    internal INamedTypeSymbol? TakingSource(SourceFile file, int position) => _all.FirstOrDefault(type =>
        file.Model.IsAccessible(position, type)
        && type.InstanceConstructors.Any(c => c.Parameters.Length == 1 && _isSource(c.Parameters[0]) && file.Model.IsAccessible(position, c)));

    /// <summary>
    /// The one class that finds its token by itself, with what its constructor gets by <paramref name="argumentOf"/>; null when there is none, when there are
    /// several, and when a parameter gets nothing.
    /// </summary>
    internal (INamedTypeSymbol Type, IReadOnlyList<string> Arguments)? OwnAt(SourceFile file, int position, Func<IParameterSymbol, string?> argumentOf)
    {
        var own = _all
            .Where(type => file.Model.IsAccessible(position, type) && !type.InstanceConstructors.Any(c => c.Parameters.Any(_isSource)))
            .ToList();
        if (own.Count != 1 || own[0].InstanceConstructors.Length != 1 || !file.Model.IsAccessible(position, own[0].InstanceConstructors[0]))
            return null;

        var arguments = own[0].InstanceConstructors[0].Parameters.Select(argumentOf).ToList();
        return arguments.Contains(null) ? null : (own[0], arguments!);
    }
}
