using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Settings;

/// <summary>Which setting an expression reads from configuration, the environment, or options that are bound to a section.</summary>
internal static class SettingRead
{
    private const string Section = "Microsoft.Extensions.Configuration.IConfigurationSection";
    private const string Binder = "Microsoft.Extensions.Configuration.ConfigurationBinder";

    private static readonly TypeSet Configurations = new(
        "Microsoft.Extensions.Configuration.IConfiguration", "Microsoft.Extensions.Configuration.IConfigurationRoot", Section,
        "Microsoft.Extensions.Configuration.ConfigurationManager");

    /// <summary>Whether a type is configuration, or a section of it.</summary>
    internal static bool IsConfiguration(ITypeSymbol? type) => Configurations.Contains(type);

    /// <summary>The settings that a value may be put together from, each with the expression that reads it; empty when none is known.</summary>
    internal static IEnumerable<(string Path, IOperation Read)> In(TracedValue value, CredentialQuery query)
    {
        foreach (var text in query.Texts.Alternatives(value))
        {
            foreach (var part in text.Parts)
            {
                foreach (var setting in Of(part.Source, query))
                    yield return setting;
            }
        }
    }

    /// <summary>
    /// The paths of the settings that may be the source of a part of a text, each with the expression that reads it; empty when none is known. A value that
    /// was kept in a field or property is read where that was bound.
    /// </summary>
    internal static IEnumerable<(string Path, IOperation Read)> Of(Origin part, CredentialQuery query)
    {
        foreach (var path in PathsOf(part.Value, query))
            yield return (path, part.Operation);

        foreach (var alias in part.Aliases)
        {
            if (alias.Symbol is not IPropertySymbol)
                continue;

            foreach (var path in BoundOptions.Of(query.Facts).PathsOf(alias.Reference.Operation))
                yield return (path, alias.Reference.Operation);
        }
    }

    /// <summary>The sections that a configuration object may be, as prefixes of paths; the root is empty. None when it is not known.</summary>
    internal static List<string> SectionsOf(TracedValue configuration, CredentialQuery query)
    {
        var sections = new List<string>();
        if (!query.Guard.TryEnter())
            return sections;

        foreach (var origin in query.Origins.Trace(configuration))
        {
            if (origin.Operation is IInvocationOperation { TargetMethod.Name: "GetSection" or "GetRequiredSection" } call
                && call.Arguments.Length > 0
                && (call.Instance ?? (call.Arguments.Length > 1 ? call.Arguments.At(0) : null)) is { } outer)
                AddBelow(SectionsOf(origin.Value.With(outer), query), origin.Value.With(call.Arguments.Last()), query, sections);
            else if (IsConfiguration(origin.Operation.Type) && !origin.Operation.Type.Is(Section))
                sections.Add("");
        }

        query.Guard.Leave();
        return sections;
    }

    private static List<string> PathsOf(TracedValue value, CredentialQuery query)
    {
        var paths = new List<string>();
        switch (value.Operation)
        {
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } configuration, Arguments: { Length: 1 } key } reference
                when IsConfiguration(reference.Property.ContainingType):
                AddBelow(SectionsOf(value.With(configuration), query), value.With(key.At(0)), query, paths);
                break;
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: IPropertyReferenceOperation { Property: var settings }, Arguments: var key }
                when settings.Name == "AppSettings" && settings.ContainingType.Is("System.Configuration.ConfigurationManager"):
                AddBelow(new List<string> { "" }, value.With(key.At(0)), query, paths);
                break;
            case IPropertyReferenceOperation { Property.Name: "Value", Instance: { } section } when section.Type.Is(Section):
                paths.AddRange(SectionsOf(value.With(section), query));
                break;
            case IPropertyReferenceOperation property:
                paths.AddRange(BoundOptions.Of(query.Facts).PathsOf(property));
                break;
            case IInvocationOperation { TargetMethod: var method, Arguments: { Length: > 0 } arguments }:
                AddCalled(method, arguments, value, query, paths);
                break;
        }

        return paths;
    }

    private static void AddCalled(
        IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, TracedValue value, CredentialQuery query, List<string> paths)
    {
        switch (method.Name)
        {
            case "GetEnvironmentVariable" when method.ContainingType.Is("System.Environment"):
                AddBelow(new List<string> { "" }, value.With(arguments.At(0)), query, paths);
                break;
            case "GetConnectionString" when arguments.Length == 2 && IsConfiguration(arguments.TypeAt(0)):
                AddBelow(Below(SectionsOf(value.With(arguments.At(0)), query), "ConnectionStrings"), value.With(arguments.At(1)), query, paths);
                break;
            case "GetValue" when method.ContainingType.Is(Binder) && ArgumentNamed("key", arguments) is { } key:
                AddBelow(SectionsOf(value.With(arguments.At(0)), query), value.With(key), query, paths);
                break;
            case "Get" when method.ContainingType.Is(Binder):
                paths.AddRange(SectionsOf(value.With(arguments.At(0)), query));
                break;
        }
    }

    /// <summary>The value of the argument for a parameter of this name; null when the call has none.</summary>
    internal static IOperation? ArgumentNamed(string name, ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Name == name)
                return argument.Value;
        }

        return null;
    }

    /// <summary>The path of a name below a section.</summary>
    internal static string Join(string section, string name) => section.Length == 0 ? name : section + ":" + name;

    /// <summary>The paths of a name below each of these sections.</summary>
    internal static List<string> Below(List<string> sections, string name) => sections.ConvertAll(section => Join(section, name));

    private static void AddBelow(List<string> sections, TracedValue name, CredentialQuery query, List<string> paths)
    {
        if (sections.Count > 0 && query.Texts.ConstantOf(name) is { Length: > 0 } constant)
            paths.AddRange(Below(sections, constant.Replace("__", ":")));
    }
}
