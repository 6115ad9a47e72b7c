using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Credentials;

/// <summary>
/// The types that a question is scanning, and the code between a call and the wire that it is judging. It keeps both from going on
/// forever.
/// </summary>
internal sealed class ScanGuard
{
    private const int MaxNesting = 24;

    private HashSet<ISymbol>? _scanned;
    private int _nesting;
    private int _code;

    /// <summary>
    /// Whether code between a call and the wire is judged (an interceptor, a handler): the options and headers that it got from
    /// its caller add nothing of their own there.
    /// </summary>
    internal bool IsInCode => _code > 0;

    /// <summary>Whether a type is being scanned by this question, so that an answer may not be memoised.</summary>
    internal bool IsScanning => _scanned is { Count: > 0 };

    /// <summary>Notes that a type is scanned; false if it was before, so that mutually recursive types end.</summary>
    internal bool TryScan(ISymbol type) =>
        (_scanned ??= new HashSet<ISymbol>(SymbolEqualityComparer.Default)).Add(type.OriginalDefinition);

    /// <summary>Whether every member of a type is scanned by this question.</summary>
    internal bool HasScanned(ISymbol type) => _scanned?.Contains(type.OriginalDefinition) == true;

    /// <summary>Judges code between a call and the wire; Unknown if such code nests too deep.</summary>
    internal CredentialFinding InCode(Func<CredentialFinding> judge)
    {
        if (_code >= MaxNesting)
            return CredentialFinding.Unknown;

        _code++;
        var finding = judge();
        _code--;
        return finding;
    }

    /// <summary>Goes one value deeper; false when the question nests too deep. Each true is followed by a <see cref="Leave"/>.</summary>
    internal bool TryEnter()
    {
        if (_nesting >= MaxNesting)
            return false;

        _nesting++;
        return true;
    }

    /// <summary>Comes back from a value.</summary>
    internal void Leave() => _nesting--;
}
