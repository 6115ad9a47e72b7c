using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Server;

/// <summary>A scheme for JSON Web Tokens whose options a callback in source sets: <c>AddJwtBearer(options => ...)</c>.</summary>
internal sealed class BearerScheme
{
    private const string Parameters = "TokenValidationParameters";
    private const string Extensions = "Microsoft.Extensions.DependencyInjection.JwtBearerExtensions";

    /// <summary>Options that have nothing to do with what a token must say.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "SaveToken", "MapInboundClaims", "IncludeErrorDetails", "Challenge", "RefreshInterval", "AutomaticRefreshInterval", "BackchannelTimeout",
        "BackchannelHttpHandler", "Backchannel", "RefreshOnIssuerKeyNotFound",
    };

    private BearerScheme(IInvocationOperation call, List<ValidationOption> options, bool isWhole)
    {
        Call = call;
        Options = options;
        IsWhole = isWhole;
    }

    /// <summary>The call of <c>AddJwtBearer</c>.</summary>
    internal IInvocationOperation Call { get; }

    /// <summary>What the callback assigns, to the options and to their <c>TokenValidationParameters</c>.</summary>
    internal IReadOnlyList<ValidationOption> Options { get; }

    /// <summary>Whether the options are set here alone, as far as the program shows: no other code gets them.</summary>
    internal bool IsWhole { get; }

    /// <summary>The scheme that a call adds; null for other calls, and where the callback is not seen.</summary>
    internal static BearerScheme? From(IOperation operation, CompilationFacts facts)
    {
        if (operation is not IInvocationOperation { TargetMethod.Name: "AddJwtBearer" } call
            || !call.TargetMethod.ContainingType.Is(Extensions)
            || call.Arguments.Length < 2
            || facts.Bodies.FunctionGivenBy(call.Arguments.Last()) is not { } configure
            || EnclosingFunction.SymbolOf(configure) is not { Parameters: { Length: 1 } parameters })
            return null;

        var options = ValidationOptions.Of(parameters[0], configure.Syntax.SyntaxTree, facts).ToList();
        var isWhole = !IsSetElsewhere(facts);
        foreach (var reference in facts.Bodies.FactsOf(configure).ReferencesTo(parameters[0]))
        {
            isWhole &= reference.Parent is IPropertyReferenceOperation member
                && (ValidationOptions.IsRead(member.Property) || IsHarmless(member))
                && (member is not { Property.Name: Parameters, Parent: ISimpleAssignmentOperation { Value: var assigned } }
                    || AddParameters(assigned, options, facts));
        }

        return new BearerScheme(call, options, isWhole);
    }

    /// <summary>Whether another part of the program may set the options: <c>Configure&lt;JwtBearerOptions&gt;(...)</c>.</summary>
    private static bool IsSetElsewhere(CompilationFacts facts)
    {
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            foreach (var mention in TreeIndex.Of(tree).MentionsOf("JwtBearerOptions"))
            {
                if (mention.FirstAncestorOrSelf<TypeArgumentListSyntax>() is not null)
                    return true;
            }
        }

        return false;
    }

    private static bool IsHarmless(IPropertyReferenceOperation member) =>
        Harmless.Contains(member.Property.Name)
        || (member.Property.Name == Parameters
            && member.Parent is IMemberReferenceOperation or IMemberInitializerOperation or ISimpleAssignmentOperation);

    /// <summary>Adds what is assigned to parameters that a local holds. False for parameters that come from elsewhere.</summary>
    private static bool AddParameters(IOperation value, List<ValidationOption> options, CompilationFacts facts)
    {
        switch (Conversions.BuiltInInside(value))
        {
            case IObjectCreationOperation:
                return true;
            case ILocalReferenceOperation { Local: var local }:
                options.AddRange(ValidationOptions.Of(local, value.Syntax.SyntaxTree, facts));
                return facts.Bodies.FactsOf(value).WritesTo(local).Count == 1;
            default:
                return false;
        }
    }
}
