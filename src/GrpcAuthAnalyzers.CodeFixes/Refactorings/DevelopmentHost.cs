using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Refactorings;

/// <summary>How code at a place asks whether it runs in development, and where it adds filters and options.</summary>
internal sealed class DevelopmentHost
{
    private const string Environment = "Microsoft.Extensions.Hosting.IHostEnvironment";

    private DevelopmentHost(string condition, string? logging, string? services)
    {
        Condition = condition;
        Logging = logging;
        Services = services;
    }

    /// <summary>The condition.</summary>
    internal string Condition { get; }

    /// <summary>The logging builder; null when only a collection of services is at hand.</summary>
    internal string? Logging { get; }

    /// <summary>The collection of services; null when it is not at hand.</summary>
    internal string? Services { get; }

    /// <summary>A host builder that is at hand (<c>builder.Environment</c>), else an <c>IHostEnvironment</c>; null when there is neither.</summary>
    internal static DevelopmentHost? At(SourceFile file, SyntaxNode place, TypeNames names)
    {
        if (TypeNames.TypeOf(file.Compilation, Environment) is not { } environment)
            return null;

        var visible = VisibleSymbols.At(file, place);
        foreach (var symbol in visible)
        {
            if (VisibleSymbols.TypeOf(symbol) is { } type && Is(PropertyOf(type, "Environment"), environment)
                && PropertyOf(type, "Logging") is not null && PropertyOf(type, "Services") is not null)
            {
                names.ImportExtensions(environment, "IsDevelopment", "Microsoft.Extensions.Hosting");
                var builder = VisibleSymbols.Text(symbol);
                return new DevelopmentHost(builder + ".Environment.IsDevelopment()", builder + ".Logging", builder + ".Services");
            }
        }

        foreach (var symbol in visible)
        {
            if (VisibleSymbols.TypeOf(file, symbol) is { NullableAnnotation: not NullableAnnotation.Annotated } type && Is(type, environment))
            {
                names.ImportExtensions(environment, "IsDevelopment", "Microsoft.Extensions.Hosting");
                return new DevelopmentHost(VisibleSymbols.Text(symbol) + ".IsDevelopment()", null, null);
            }
        }

        return null;
    }

    /// <summary>The variable of the process that names the environment, for code without a host.</summary>
    internal static string OfProcess(SourceFile file, TypeNames names)
    {
        var isWeb = TypeNames.TypeOf(file.Compilation, "Microsoft.AspNetCore.Builder.WebApplication") is not null;
        return names.Of("System.Environment") + ".GetEnvironmentVariable(\"" + (isWeb ? "ASPNETCORE" : "DOTNET") + "_ENVIRONMENT\") == \"Development\"";
    }

    private static ITypeSymbol? PropertyOf(ITypeSymbol type, string name)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault() is { DeclaredAccessibility: Accessibility.Public } property)
                return property.Type;
        }

        return type.AllInterfaces.SelectMany(i => i.GetMembers(name)).OfType<IPropertySymbol>().FirstOrDefault()?.Type;
    }

    private static bool Is(ITypeSymbol? type, INamedTypeSymbol environment) =>
        type is not null
        && (SymbolEqualityComparer.Default.Equals(type, environment) || type.AllInterfaces.Contains(environment, SymbolEqualityComparer.Default));
}
