using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Settings;

/// <summary>
/// The options classes that the compilation binds to a section of the configuration: <c>Configure&lt;T&gt;(section)</c>, <c>Bind</c>,
/// <c>BindConfiguration</c>, <c>Get&lt;T&gt;()</c>.
/// </summary>
internal sealed class BoundOptions
{
    private const int MaxDepth = 8;

    private static readonly string[] Names = { "Configure", "Bind", "BindConfiguration", "Get" };

    private static readonly Memo<BoundOptions> ByCompilation = new(static facts => new BoundOptions(facts));

    private readonly Dictionary<INamedTypeSymbol, List<string>> _sections = new(SymbolEqualityComparer.Default);

    private BoundOptions(CompilationFacts facts)
    {
        foreach (var node in facts.CallsNamed(Names))
        {
            if (MayBind(node) && facts.Bodies.OperationOf(node) is IInvocationOperation { Arguments.Length: > 0 } call)
                Add(call, new CredentialQuery(facts, GrpcAuthOptions.None, until: null, ofSomeCallers: true));
        }
    }

    /// <summary>What the compilation binds.</summary>
    internal static BoundOptions Of(CompilationFacts facts) => facts.Get(ByCompilation);

    /// <summary>
    /// The paths of the settings that a property of bound options may hold, also of an object in such a property; empty for other expressions.
    /// </summary>
    internal IEnumerable<string> PathsOf(IOperation reference)
    {
        var path = "";
        for (var depth = 0; depth < MaxDepth && reference is IPropertyReferenceOperation { Property: { IsIndexer: false } property } read; depth++)
        {
            path = path.Length == 0 ? KeyOf(property) : KeyOf(property) + ":" + path;
            foreach (var bound in TypesOf(property, read.Instance))
            {
                foreach (var section in _sections[bound])
                    yield return SettingRead.Join(section, path);
            }

            if (read.Instance is null)
                yield break;

            reference = OriginTracer.PassedOn(read.Instance) ?? read.Instance;
        }
    }

    /// <summary>The bound types whose property is read: the type of the object, and the one that declares the property.</summary>
    private IEnumerable<INamedTypeSymbol> TypesOf(IPropertySymbol property, IOperation? instance)
    {
        if (_sections.ContainsKey(property.ContainingType))
            yield return property.ContainingType;

        if (instance?.Type is INamedTypeSymbol type && !SymbolEqualityComparer.Default.Equals(type, property.ContainingType) && _sections.ContainsKey(type))
            yield return type;
    }

    private static string KeyOf(IPropertySymbol property)
    {
        foreach (var attribute in property.GetAttributes())
        {
            if (attribute.AttributeClass.Is("Microsoft.Extensions.Configuration.ConfigurationKeyNameAttribute")
                && attribute.ConstructorArguments is { Length: 1 } arguments
                && arguments[0].Value is string name)
                return name;
        }

        return property.Name;
    }

    /// <summary>Many types have a method <c>Get</c>: only a generic one with no more than a delegate is bound.</summary>
    private static bool MayBind(ExpressionSyntax node) =>
        node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access, ArgumentList.Arguments: var arguments }
        && access.Name switch
        {
            GenericNameSyntax { Identifier.ValueText: "Get" } => arguments.Count <= 2,
            { Identifier.ValueText: "Get" } => false,
            { Identifier.ValueText: "Configure" } => access.Name is GenericNameSyntax && arguments.Count > 0,
            _ => true,
        };

    private void Add(IInvocationOperation call, CredentialQuery query)
    {
        var (method, arguments) = (call.TargetMethod, call.Arguments);
        if (!(method.ContainingType.IsIn("Microsoft.Extensions.Configuration") || method.ContainingType.IsIn("Microsoft.Extensions.DependencyInjection")))
            return;

        var site = new TracedValue(call);
        var instance = SettingRead.ArgumentNamed("instance", arguments);
        if ((instance is not null ? Conversions.BuiltInInside(instance).Type : method.TypeArguments.Length > 0 ? method.TypeArguments[0] : null)
            is not INamedTypeSymbol type)
            return;

        if (SettingRead.ArgumentNamed("configSectionPath", arguments) is { } path)
        {
            if (query.Texts.ConstantOf(site.With(path)) is { } constant)
                Add(type, constant);
        }
        else if ((SettingRead.ArgumentNamed("config", arguments) ?? SettingRead.ArgumentNamed("configuration", arguments)) is { } configuration)
        {
            var sections = SettingRead.SectionsOf(site.With(configuration), query);
            if (SettingRead.ArgumentNamed("key", arguments) is { } key)
                sections = query.Texts.ConstantOf(site.With(key)) is { } below ? SettingRead.Below(sections, below) : new List<string>();

            foreach (var section in sections)
                Add(type, section);
        }
    }

    private void Add(INamedTypeSymbol type, string section)
    {
        if (!_sections.TryGetValue(type, out var sections))
            _sections.Add(type, sections = new List<string>());

        if (!sections.Contains(section))
            sections.Add(section);
    }
}
