using GrpcAuthAnalyzers.Configuration;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Grpc;

/// <summary>
/// Recognises a program that runs in a browser (Blazor WebAssembly), and a library that is made for one (<c>SupportedPlatform</c> <c>browser</c>, as the
/// template of a Razor class library has it): every visitor can download its configuration files, and it has no environment.
/// </summary>
internal static class BrowserProject
{
    private const string Host = "Microsoft.AspNetCore.Components.WebAssembly.Hosting.WebAssemblyHostBuilder";

    private const string Server = "Microsoft.AspNetCore.Builder.WebApplication";

    /// <summary>
    /// Whether the build says so, or the host of such programs is referenced and that of a server is not: a server that serves one refers to its host, too.
    /// </summary>
    internal static bool Is(Compilation compilation, GrpcAuthOptions options) =>
        options.IsBrowserProject || (compilation.GetTypeByMetadataName(Host) is not null && compilation.GetTypeByMetadataName(Server) is null);

    /// <summary>Whether a file of such a program is one that visitors download.</summary>
    internal static bool IsDownloaded(string path) =>
        ("/" + path.Replace('\\', '/')).IndexOf("/wwwroot/", System.StringComparison.OrdinalIgnoreCase) >= 0;
}
