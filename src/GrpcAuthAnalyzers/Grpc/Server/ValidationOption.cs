using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Server;

/// <summary>One assignment to a property of <c>JwtBearerOptions</c> or <c>TokenValidationParameters</c>: which tokens a server accepts.</summary>
internal sealed class ValidationOption
{
    private readonly IReadOnlyList<ValidationOption> _group;

    internal ValidationOption(IAssignmentOperation assignment, IPropertySymbol property, bool isOfScheme, IReadOnlyList<ValidationOption> group)
    {
        IsOfScheme = isOfScheme;
        Assignment = assignment;
        Property = property;
        _group = group;
    }

    /// <summary>The assignment.</summary>
    internal IAssignmentOperation Assignment { get; }

    /// <summary>The assigned property.</summary>
    internal IPropertySymbol Property { get; }

    /// <summary>The name of the property.</summary>
    internal string Name => Property.Name;

    /// <summary>The assigned value.</summary>
    internal TracedValue Value => new(Assignment.Value);

    /// <summary>Whether the options are those of an authentication scheme, with which the server checks every call.</summary>
    internal bool IsOfScheme { get; }

    /// <summary>Whether the property is assigned this constant.</summary>
    internal bool Is(object constant) => Assignment.Value.ConstantValue is { HasValue: true, Value: { } value } && value.Equals(constant);

    /// <summary>
    /// The last assignment to a property of the same options, or of the options around or inside them: the parameters of a scheme belong to it. Null if there
    /// is none.
    /// </summary>
    internal ValidationOption? Beside(string name)
    {
        for (var i = _group.Count - 1; i >= 0; i--)
        {
            if (_group[i].Name == name)
                return _group[i];
        }

        return null;
    }

    /// <summary>Whether the property always gets another value afterwards, in the same function.</summary>
    internal bool IsReplaced => Beside(Name) is { } last && last != this && ExecutionOrder.AlwaysFollows(Assignment, last.Assignment);

    /// <summary>Whether one of these properties is assigned beside this one.</summary>
    internal bool HasBeside(params string[] names)
    {
        foreach (var name in names)
        {
            if (Beside(name) is not null)
                return true;
        }

        return false;
    }
}
