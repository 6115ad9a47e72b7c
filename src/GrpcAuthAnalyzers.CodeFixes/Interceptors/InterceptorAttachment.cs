using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Interceptors;

/// <summary>Attaches an interceptor class to the clients of a channel or to a registration. Only for https: see <see cref="InterceptorClass"/>.</summary>
internal sealed class InterceptorAttachment
{
    private const string Scope = "Grpc.Net.ClientFactory.InterceptorScope";
    private readonly FixSession _session;
    private readonly FixPlanBuilder _plan;
    private readonly string _header;
    private readonly string? _scheme;

    internal InterceptorAttachment(FixSession session, FixPlanBuilder plan, string header, string? scheme)
    {
        _session = session;
        _plan = plan;
        _header = header;
        _scheme = scheme;
    }

    internal bool InNewFile { get; init; }

    /// <summary>An interceptor of the project with its own header will do, too.</summary>
    internal bool AllowsOwn { get; init; }

    /// <summary>
    /// Writes <c>.Intercept(new TheInterceptor(...))</c> behind each of these invokers. The plan, or null when there is none of them, or no token for one.
    /// </summary>
    internal async Task<FixPlan?> ToInvokersAsync(
        IReadOnlyList<(SourceFile File, ExpressionSyntax Invoker)> invokers, Func<SourceFile, ExpressionSyntax, Task<TokenSource?>> sourceAt)
    {
        var sources = new List<TokenSource>();
        foreach (var (file, invoker) in invokers)
        {
            if (!InterceptText.Fits(file, invoker) || await sourceAt(file, invoker).ConfigureAwait(false) is not { } source)
                return null;

            sources.Add(source);
        }

        var title = "";
        var shared = SharedInvoker.Of(invokers);
        for (var i = 0; i < (shared is null ? sources.Count : 1); i++)
        {
            var (file, given) = shared is null ? invokers[i] : (shared.File, shared.Place);
            var invoker = InterceptPlaces.In(file, given);
            var attached = new InterceptorClass(file, invoker, _plan) { InNewFile = InNewFile, AllowsOwn = AllowsOwn };
            var creation = await attached.CreationAsync(_session, sources[i], _header, _scheme, InterceptText.LineBehind(file, invoker)).ConfigureAwait(false);
            if (shared is null)
                InterceptText.Append(_plan, file, invoker, ".Intercept(" + creation + ")");
            else
                shared.Declare(_plan, ".Intercept(" + creation + ")");
            title = Title(attached, sources[i]);
        }

        return sources.Count == 0 ? null : _plan.Build(title);
    }

    /// <summary>
    /// <c>AddInterceptor(...)</c> for the chain of a registration, and its title; null when the service provider is needed and this version of the factory
    /// knows no interceptors that are made for each client.
    /// </summary>
    internal async Task<(string Text, string Title)?> ToRegistrationAsync(
        SourceFile file, InvocationExpressionSyntax registration, TokenSource source, string lineBreak)
    {
        var attached = new InterceptorClass(file, registration, _plan) { InNewFile = InNewFile, AllowsOwn = AllowsOwn, HasServiceProvider = true };
        if (source.UsesServiceProvider && TypeNames.TypeOf(file.Compilation, Scope) is null)
            return null;

        var creation = await attached.CreationAsync(_session, source, _header, _scheme, lineBreak).ConfigureAwait(false);
        var parameters = attached.UsesServiceProvider
            ? new TypeNames(file, registration.SpanStart, _plan).Of(Scope) + ".Client, " + TokenSource.ServiceProvider
            : "()";
        return ("AddInterceptor(" + parameters + " => " + creation + ")", Title(attached, source));
    }

    private string Title(InterceptorClass attached, TokenSource source)
    {
        if (attached.IsWritten)
            return "Add an interceptor class " + (InNewFile ? "in a new file " : "") + "that uses " + source.Description;

        return "Attach interceptor '" + attached.Name + "'" + (attached.UsesSource ? " using " + source.Description : "");
    }
}
