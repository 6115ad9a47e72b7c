using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GrpcAuthAnalyzers.CodeFixes.Refactorings;

/// <summary>
/// The text of the provider. Every caller waits for the same task, which no caller can cancel: it stops waiting instead. The task writes the token only
/// when it has one, so that a failure reaches those who wait and nobody after them. All of it is C# 7.3, with <c>?</c> where nullable is on.
/// </summary>
internal sealed class TokenProviderText
{
    private readonly SourceFile _file;
    private readonly TokenFetch _fetch;
    private readonly int _position;
    private readonly TypeNames _names;
    private readonly bool _hasTimeProvider;
    private readonly bool _annotates;
    private readonly string _name;

    internal TokenProviderText(SourceFile file, TokenFetch fetch, TokenProviderTargets targets, FixPlanBuilder plan)
    {
        _file = file;
        _fetch = fetch;
        _position = fetch.Outermost.SpanStart;
        _names = new TypeNames(file, _position, plan);
        _hasTimeProvider = targets.HaveTimeProvider;
        _annotates = file.LanguageVersion.MapSpecifiedToEffectiveVersion() >= LanguageVersion.CSharp8
            && file.Model.GetNullableContext(fetch.Outermost.Span.End).AnnotationsEnabled();
        _name = targets.FreshName(file, _position);
    }

    /// <summary>What is inserted behind the type: a line break, a blank line and the class.</summary>
    internal string Write() => _file.Layout.NewLine + _file.Layout.NewLine + _file.Layout.Block(Lines(), _file.Layout.IndentAt(_position));

    private IEnumerable<string> Lines() =>
        Head().Concat(Split(Get())).Concat(new[] { "" }).Concat(Split(Refresh())).Concat(new[] { "}" });

    private IEnumerable<string> Head()
    {
        var q = _annotates ? "?" : "";
        var timeSpan = Name("System.TimeSpan");
        var fetchType = $"{Name("System.Func`2")}<{Name("System.Threading.CancellationToken")}, {Task(_fetch.Task.Name, FetchedType())}>";
        var clockType = _hasTimeProvider ? Name("System.TimeProvider") : $"{Name("System.Func`1")}<{Name("System.DateTimeOffset")}>";
        var systemClock = _hasTimeProvider ? clockType + ".System" : $"(() => {Name("System.DateTimeOffset")}.UtcNow)";
        var lifetime = !_fetch.Result.KnowsExpiry;

        yield return "/// <summary>";
        yield return $"/// Keeps the access token that <c>{_fetch.Method.ContainingType.Name}.{_fetch.Method.Name}</c> fetches, "
            + "and fetches a new one before it expires. Callers that ask at the same time";
        yield return "/// share one fetch. Make one and keep it:";
        yield return $"/// <c>new {_name}({Example()}{(lifetime ? ", TimeSpan.FromMinutes(5)" : "")})</c>.";
        yield return "/// </summary>";
        yield return $"internal sealed class {_name}";
        yield return "{";
        yield return $"    private static readonly {timeSpan} FetchTimeout = {timeSpan}.FromSeconds(30);";
        yield return "";
        yield return "    private readonly object _gate = new object();";
        yield return $"    private readonly {fetchType} _fetch;";
        if (lifetime)
            yield return $"    private readonly {timeSpan} _lifetime;";
        yield return $"    private readonly {timeSpan} _skew;";
        yield return $"    private readonly {clockType} _clock;";
        yield return $"    private {Task("Task", "string")}{q} _refresh;";
        yield return $"    private string{q} _token;";
        yield return $"    private {Name("System.DateTimeOffset")} _refreshAt;";
        yield return "";
        yield return "    /// <param name=\"fetch\">Fetches a new token.</param>";
        if (lifetime)
            yield return "    /// <param name=\"lifetime\">How long a token is good, counted from when it was asked for.</param>";
        yield return "    /// <param name=\"skew\">How long before its expiry a token is replaced: one minute if not given, and never more than "
            + "half of the time that it is good.</param>";
        yield return "    /// <param name=\"clock\">Tells the time, for tests.</param>";
        yield return $"    public {_name}({fetchType} fetch, {(lifetime ? timeSpan + " lifetime, " : "")}{timeSpan}? skew = null, {clockType}{q} clock = null)";
        yield return "    {";
        yield return "        _fetch = fetch;";
        if (lifetime)
            yield return "        _lifetime = lifetime;";
        yield return $"        _skew = skew ?? {timeSpan}.FromMinutes(1);";
        yield return $"        _clock = clock ?? {systemClock};";
        yield return "    }";
        yield return "";
    }

    private string Get() => $$"""
            /// <summary>A token that is good for now. A caller that cancels stops waiting; the fetch goes on for the others.</summary>
            public async {{Task("Task", "string")}} GetTokenAsync({{Name("System.Threading.CancellationToken")}} cancellationToken = default)
            {
                cancellationToken.ThrowIfCancellationRequested();
                {{Task("Task", "string")}} refresh;
                lock (_gate)
                {
                    if (_token != null && {{Now}} < _refreshAt)
                        return _token;

                    // One that failed is over as well: the next caller tries again.
                    if (_refresh == null || _refresh.IsCompleted)
                        _refresh = {{Name("System.Threading.Tasks.Task")}}.Run(RefreshAsync);
                    refresh = _refresh;
                }

                var cancelled = new {{Name(
                    "System.Threading.Tasks.TaskCompletionSource`1")}}<string>({{Name(
                        "System.Threading.Tasks.TaskCreationOptions")}}.RunContinuationsAsynchronously);
                using (cancellationToken.Register(() => cancelled.TrySetCanceled(cancellationToken)))
                {
                    var first = await {{Name("System.Threading.Tasks.Task")}}.WhenAny(refresh, cancelled.Task).ConfigureAwait(false);
                    return await first.ConfigureAwait(false);
                }
            }
        """;

    private string Refresh() => $$"""
            private async {{Task("Task", "string")}} RefreshAsync()
            {
                using (var timeout = new {{Name("System.Threading.CancellationTokenSource")}}(FetchTimeout))
                {
                    try
                    {
                        var asked = {{Now}};
                        var fetched = await _fetch(timeout.Token).ConfigureAwait(false);
                        if ({{IsMissing()}})
                            throw new {{Name("System.InvalidOperationException")}}("The token service answered without a token.");

                        var token = {{_fetch.Result.Token}};
                        var expires = {{_fetch.Result.Expires("asked", "_lifetime", Name)}};
                        var half = {{Name("System.TimeSpan")}}.FromTicks((expires - asked).Ticks / 2);
                        lock (_gate)
                        {
                            _token = token;
                            _refreshAt = expires - (_skew < half ? _skew : half);
                        }

                        return token;
                    }
                    catch ({{Name("System.OperationCanceledException")}}) when (timeout.IsCancellationRequested)
                    {
                        throw new {{Name("System.TimeoutException")}}("The token service did not answer in time.");
                    }
                }
            }
        """;

    private string Now => _hasTimeProvider ? "_clock.GetUtcNow()" : "_clock()";

    private string IsMissing()
    {
        var token = _fetch.Result.Token;
        var isMissing = $"{token} is null || {token} == \"\"";
        return token != FetchedToken.Variable && _fetch.Task.TypeArguments[0].IsReferenceType ? $"{FetchedToken.Variable} is null || {isMissing}" : isMissing;
    }

    private string FetchedType()
    {
        const SymbolDisplayMiscellaneousOptions Nullable = SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier;
        var format = SymbolDisplayFormat.MinimallyQualifiedFormat;
        return _fetch.Task.TypeArguments[0].ToMinimalDisplayString(
            _file.Model, _position, _annotates ? format.AddMiscellaneousOptions(Nullable) : format.RemoveMiscellaneousOptions(Nullable));
    }

    private string Task(string task, string result) => $"{Name($"System.Threading.Tasks.{task}`1")}<{result}>";

    /// <summary>The name of a type without its type arguments.</summary>
    private string Name(string metadataName) => _names.OfGeneric(metadataName);

    /// <summary>How the delegate is written where the type is at hand; parameters that have to be given are named.</summary>
    private string Example()
    {
        var method = _fetch.Method;
        var type = method.ContainingType.Name;
        var target = (method.IsStatic ? type : char.ToLowerInvariant(type[0]) + type.Substring(1)) + "." + method.Name;
        if (method.Parameters.Length == 1 && method.Parameters[0].Type.IsCancellationToken())
            return target;

        var arguments = method.Parameters.Where(static p => !p.IsOptional || p.Type.IsCancellationToken())
            .Select(static p => p.Type.IsCancellationToken() ? $"{p.Name}: cancellationToken" : p.Name);
        return $"cancellationToken => {target}({string.Join(", ", arguments)})";
    }

    private static IEnumerable<string> Split(string text) => text.Replace("\r", "").Split('\n');
}
