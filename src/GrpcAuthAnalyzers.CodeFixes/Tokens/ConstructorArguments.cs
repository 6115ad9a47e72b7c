using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Grpc.Registrations;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>What the constructor of a class of the project gets at a place: an interceptor or handler that finds its token by itself.</summary>
internal sealed class ConstructorArguments
{
    private readonly SourceFile _file;
    private readonly SyntaxNode _place;
    private readonly TypeNames _names;

    internal ConstructorArguments(SourceFile file, SyntaxNode place, TypeNames names)
    {
        _file = file;
        _place = place;
        _names = names;
    }

    /// <summary>An argument may name the service provider as <see cref="TokenSource.ServiceProvider"/>.</summary>
    internal bool HasServiceProvider { get; init; }

    /// <summary>The object lives as long as the channel: a service of a scope is no argument.</summary>
    internal bool LivesLong { get; init; }

    /// <summary>An argument that was given names the service provider.</summary>
    internal bool UseServiceProvider { get; private set; }

    /// <summary>
    /// What a constructor gets for a parameter: the one variable of its type, or the service. Null when there is none, for values that
    /// say nothing by their type, and for a parameter that wants the service of a key.
    /// </summary>
    internal string? Of(IParameterSymbol parameter)
    {
        if (parameter.RefKind != RefKind.None
            || ServiceResolution.IsKeyed(parameter)
            || parameter.Type.SpecialType != SpecialType.None
            || parameter.Type.TypeKind is not (TypeKind.Class or TypeKind.Interface))
            return null;

        var variables = VisibleSymbols
            .At(_file, _place)
            .Where(s => VisibleSymbols.TypeOf(_file, s) is { NullableAnnotation: not NullableAnnotation.Annotated } type
                && SymbolEqualityComparer.Default.Equals(type, parameter.Type))
            .ToList();
        if (variables.Count > 0)
            return variables.Count == 1 ? VisibleSymbols.Text(variables[0]) : null;
        if (!HasServiceProvider
            || parameter.Type is not INamedTypeSymbol service
            || _file.Facts is not { } facts
            || !ServiceRegistrations.ServicesIn(facts).Contains(service, SymbolEqualityComparer.Default)
            || LivesLong && ServiceRegistrations.ScopedRegistrationOf(service, isKeyed: false, facts) is not null)
            return null;

        UseServiceProvider = true;
        if (_file.Compilation.GetTypeByMetadataName("System.IServiceProvider") is { } provider)
            _names.ImportExtensions(provider, "GetRequiredService", "Microsoft.Extensions.DependencyInjection");
        return TokenSource.ServiceProvider + ".GetRequiredService<" + _names.Of(service) + ">()";
    }
}
