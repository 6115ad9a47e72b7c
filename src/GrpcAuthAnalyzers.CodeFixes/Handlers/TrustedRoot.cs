using System.Linq;
using System.Threading;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Handlers;

/// <summary>The root certificate that a client trusts after a fix: one that the code has at hand, else the file that a setting names.</summary>
internal sealed class TrustedRoot
{
    internal const string Certificates = "System.Security.Cryptography.X509Certificates.";

    private readonly TokenSource? _path;
    private readonly string _expression;

    private TrustedRoot(TokenSource? path, string expression, string description)
    {
        _path = path;
        _expression = expression;
        Description = description;
    }

    /// <summary>For titles: <c>'root'</c>, or where its file is named.</summary>
    internal string Description { get; }

    /// <summary>The root for a place; null in a browser, which has no settings and chooses itself what it trusts.</summary>
    internal static TrustedRoot? At(SourceFile file, SyntaxNode place, FixPlanBuilder plan, CancellationToken cancellation)
    {
        var certificate = TypeNames.TypeOf(file.Compilation, Certificates + "X509Certificate2");
        foreach (var symbol in VisibleSymbols.At(file, place))
        {
            if (VisibleSymbols.TypeOf(file, symbol) is { NullableAnnotation: not NullableAnnotation.Annotated } type
                && SymbolEqualityComparer.Default.Equals(type, certificate)
                && NameWords.Of(symbol.Name).Any(static w => w is "root" or "ca" or "authority"))
                return new TrustedRoot(null, VisibleSymbols.Text(symbol), "'" + symbol.Name + "'");
        }

        // One root for all services: every place reads the same setting.
        var request = new TokenRequest("root-certificate") { OnlySettings = true, Conventions = SettingConventions.None };
        if (new TokenSources(file, place, cancellation).For(request).FirstOrDefault() is not { } path)
            return null;

        path.ImportInto(plan, file);
        var names = new TypeNames(file, place.SpanStart, plan);
        var load = HasLoader(file.Compilation)
            ? names.Of(Certificates + "X509CertificateLoader") + ".LoadCertificateFromFile("
            : "new " + names.Of(Certificates + "X509Certificate2") + "(";
        return new TrustedRoot(path, load, path.Description);
    }

    /// <summary>Whether certificates are loaded by the class that .NET 9 has for it; before, by a constructor that is obsolete since.</summary>
    internal static bool HasLoader(Compilation compilation) => TypeNames.TypeOf(compilation, Certificates + "X509CertificateLoader") is not null;

    /// <summary>The expression; a missing setting throws.</summary>
    internal string Read() => _path is null ? _expression : _expression + _path.Read(cancellation: null) + ")";
}
