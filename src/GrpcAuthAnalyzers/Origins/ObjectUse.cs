using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>What code does to an object.</summary>
internal enum TouchKind
{
    /// <summary>It writes a property or field of the object: <see cref="ObjectUse.Member"/> and <see cref="ObjectUse.Written"/>.</summary>
    SetMember,

    /// <summary>It reads a property or field of the object: what happens to that member is asked with <see cref="ObjectUses.OfMember"/>.</summary>
    ReadMember,

    /// <summary>It calls a method of the object; the site is the invocation.</summary>
    Call,

    /// <summary>It passes the object to unseen code; the site is the argument.</summary>
    Argument,

    /// <summary>The object goes where it cannot be followed.</summary>
    Escape,
}

/// <summary>One thing that happens to an object.</summary>
internal readonly struct ObjectUse
{
    internal ObjectUse(TouchKind kind, TracedValue site, ISymbol? member = null, IOperation? written = null)
    {
        Kind = kind;
        Site = site;
        Member = member;
        Written = written;
    }

    internal TouchKind Kind { get; }

    /// <summary>The member reference, assignment, invocation or argument.</summary>
    internal TracedValue Site { get; }

    /// <summary>The property or field that is written or read.</summary>
    internal ISymbol? Member { get; }

    /// <summary>The value that the member gets; in the same body as the site.</summary>
    internal IOperation? Written { get; }

    /// <summary>
    /// Whether the same member of the object always gets another value afterwards, by one of these uses of it, and before something reads the object.
    /// </summary>
    internal bool IsReplacedIn(IReadOnlyList<ObjectUse> uses, TracedValue? reader = null)
    {
        foreach (var later in uses)
        {
            if (later.Kind == TouchKind.SetMember
                && SymbolEqualityComparer.Default.Equals(later.Member, Member)
                && later.Site.AlwaysFollows(Site)
                && !(reader?.SiteIn(later.Site.Frame) is { } read && ExecutionOrder.ComesBefore(read, later.Site.Operation)))
                return true;
        }

        return false;
    }

    /// <summary>The written value, seen from the site.</summary>
    internal TracedValue WrittenValue => Site.With(Written!);
}
