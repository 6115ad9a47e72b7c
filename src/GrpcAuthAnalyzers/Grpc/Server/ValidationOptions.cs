using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Server;

/// <summary>What the code of a gRPC server assigns to the options that decide which tokens it accepts.</summary>
internal static class ValidationOptions
{
    private const string Parameters = "TokenValidationParameters";
    private const string SchemeOptions = "Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions";

    private static readonly TypeSet Types = new("Microsoft.IdentityModel.Tokens.TokenValidationParameters", SchemeOptions);

    /// <summary>The properties that are read, in the order in which they may be assigned.</summary>
    private static readonly string[] Names =
    {
        "Audience", "AudienceValidator", "Authority", "ClockSkew", "Configuration", "ConfigurationManager", "Events", "IssuerSigningKey",
        "IssuerSigningKeyResolver", "IssuerSigningKeyResolverUsingConfiguration", "IssuerSigningKeys", "IssuerValidator", "IssuerValidatorAsync",
        "IssuerValidatorUsingConfiguration", "LifetimeValidator", "MetadataAddress", "RequireExpirationTime", "RequireHttpsMetadata", "RequireSignedTokens",
        "SignatureValidator", "SignatureValidatorUsingConfiguration", "ValidAudience", "ValidAudiences", "ValidateAudience", "ValidateIssuer",
        "ValidateLifetime",
    };

    private static readonly Memo<SyntaxTree, Dictionary<object, List<ValidationOption>>> Seen =
        new(static (facts, tree) => Collect(TreeIndex.Of(tree), facts));

    /// <summary>
    /// The assignments of one tree that are not always replaced, each with those to the same options. Options that are assigned in several functions are
    /// several groups.
    /// </summary>
    internal static IEnumerable<ValidationOption> In(SyntaxTree tree, CompilationFacts facts) =>
        facts.Get(Seen, tree).Values.SelectMany(static group => group).Where(static option => !option.IsReplaced);

    /// <summary>The assignments to the options that a variable holds, in one tree; empty if there are none.</summary>
    internal static IEnumerable<ValidationOption> Of(ISymbol variable, SyntaxTree tree, CompilationFacts facts) =>
        facts.Get(Seen, tree).TryGetValue(variable, out var group) ? group : Enumerable.Empty<ValidationOption>();

    /// <summary>Whether assignments to a property are read.</summary>
    internal static bool IsRead(IPropertySymbol property) => System.Array.IndexOf(Names, property.Name) >= 0;

    private static Dictionary<object, List<ValidationOption>> Collect(TreeIndex index, CompilationFacts facts)
    {
        var groups = new Dictionary<object, List<ValidationOption>>();
        foreach (var node in Names.SelectMany(index.MentionsOf).Select(WrittenAssignment.Of).OfType<SyntaxNode>().OrderBy(static node => node.SpanStart))
        {
            if (facts.Bodies.OperationOf(node) is not IAssignmentOperation { Target: IPropertyReferenceOperation target } assignment
                || !Types.Contains(target.Property.ContainingType)
                || IsOfOtherScheme(node))
                continue;

            var owner = OwnerOf(target);
            if (!groups.TryGetValue(owner, out var group))
                groups.Add(owner, group = new List<ValidationOption>());

            group.Add(new ValidationOption(assignment, target.Property, TypeOf(owner).Is(SchemeOptions), group));
        }

        return groups;
    }

    /// <summary>Whether an assignment stands in the callback of <c>AddOpenIdConnect</c>: it validates the tokens of people who sign in to a website.</summary>
    private static bool IsOfOtherScheme(SyntaxNode node) => node.Ancestors().OfType<InvocationExpressionSyntax>().Any(
        static call => NameSyntaxText.NameOf(call.Expression) is "AddOpenIdConnect" or "AddMicrosoftIdentityWebApp" or "AddWsFederation");

    /// <summary>What holds the options: a variable, a member, or else their creation. The parameters of a scheme have the owner of its options.</summary>
    private static object OwnerOf(IPropertyReferenceOperation target)
    {
        var instance = target.Instance;
        if (instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver })
            instance = MadeAround(target);

        return HolderOf(instance) ?? (object)target;
    }

    /// <summary>The creation or member that an initializer belongs to; null for other assignments.</summary>
    private static IOperation? MadeAround(IPropertyReferenceOperation target) => target.Parent?.Parent?.Parent switch
    {
        IMemberInitializerOperation { InitializedMember: var member } => member,
        IObjectCreationOperation creation => creation,
        _ => null,
    };

    private static ITypeSymbol? TypeOf(object owner) => owner switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        IOperation operation => operation.Type,
        _ => null,
    };

    private static object? HolderOf(IOperation? options)
    {
        switch (options)
        {
            case ILocalReferenceOperation local:
                return local.Local;
            case IParameterReferenceOperation parameter:
                return parameter.Parameter;
            case IFieldReferenceOperation field:
                return field.Field;
            case IPropertyReferenceOperation { Property.Name: Parameters, Instance: { } outer } inner when Types.Contains(inner.Property.ContainingType):
                return outer is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } ? OwnerOf(inner) : HolderOf(outer);
            case IPropertyReferenceOperation property:
                return property.Property;
            case IObjectCreationOperation creation:
                return Conversions.BuiltInAround(creation).Parent switch
                {
                    IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
                    ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: Parameters } inner } => OwnerOf(inner),
                    ISimpleAssignmentOperation { Target: not IPropertyReferenceOperation and var variable } => HolderOf(variable) ?? creation,
                    _ => creation,
                };
            default:
                return options;
        }
    }
}
