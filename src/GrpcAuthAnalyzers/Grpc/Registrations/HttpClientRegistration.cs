using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Registrations;

/// <summary><c>AddHttpClient("name")</c> or <c>AddHttpClient&lt;T&gt;()</c>: the <c>HttpClient</c> of a name, which a typed client gets.</summary>
internal sealed class HttpClientRegistration
{
    /// <summary>The name under which registrations are kept whose name cannot be read.</summary>
    private const string Unread = "\0";

    private static readonly Memo<IReadOnlyList<HttpClientRegistration>> Seen = new(Collect);

    private static readonly Memo<Dictionary<string, List<HttpClientRegistration>>> ByName = new(GroupNames);

    private static readonly Memo<Dictionary<ISymbol, List<HttpClientRegistration>>> ByClient = new(GroupClients);

    private HttpClientRegistration(IInvocationOperation operation) => Operation = operation;

    /// <summary>The call.</summary>
    internal IInvocationOperation Operation { get; }

    /// <summary>The typed client, whose constructor gets the <c>HttpClient</c>; the class of one behind an interface. Null where there is none.</summary>
    internal INamedTypeSymbol? Client => Operation.TargetMethod.TypeArguments.LastOrDefault() as INamedTypeSymbol;

    /// <summary>The registrations of the compilation. The <c>AddHttpClient()</c> that only adds the factory is none.</summary>
    internal static IReadOnlyList<HttpClientRegistration> All(CompilationFacts facts) => facts.Get(Seen);

    /// <summary>Those of one name: the factory does to a client what all of them say.</summary>
    internal static IReadOnlyList<HttpClientRegistration> Of(string name, CompilationFacts facts) =>
        facts.Get(ByName).TryGetValue(name, out var found) ? found : System.Array.Empty<HttpClientRegistration>();

    /// <summary>Those whose name cannot be read.</summary>
    internal static IReadOnlyList<HttpClientRegistration> OfAnyName(CompilationFacts facts) => Of(Unread, facts);

    /// <summary>Those of a typed client.</summary>
    internal static IReadOnlyList<HttpClientRegistration> Of(INamedTypeSymbol client, CompilationFacts facts) =>
        facts.Get(ByClient).TryGetValue(client.OriginalDefinition, out var found) ? found : System.Array.Empty<HttpClientRegistration>();

    /// <summary>A call as a registration; null for others.</summary>
    internal static HttpClientRegistration? From(IOperation? operation) =>
        operation is IInvocationOperation { TargetMethod: { Name: "AddHttpClient", ContainingNamespace.Name: "DependencyInjection" } method } call
        && (method.TypeArguments.Length > 0 || NameArgument(call) is not null)
            ? new HttpClientRegistration(call)
            : null;

    /// <summary>
    /// The name under which the factory keeps what is configured: that of the first type where none is given. Null when it cannot be read.
    /// </summary>
    internal string? NameIn(TextTracer texts) =>
        NameArgument(Operation) is { } name ? texts.ConstantOf(new TracedValue(name))
        : Operation.TargetMethod.TypeArguments[0] is INamedTypeSymbol { IsGenericType: false } client ? client.Name
        : null;

    private static IOperation? NameArgument(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { Name: "name", Type.SpecialType: SpecialType.System_String })
                return argument.Value;
        }

        return null;
    }

    private static IReadOnlyList<HttpClientRegistration> Collect(CompilationFacts facts)
    {
        var found = new List<HttpClientRegistration>();
        foreach (var node in facts.CallsNamed("AddHttpClient"))
        {
            if (From(facts.Bodies.OperationOf(node)) is { } registration)
                found.Add(registration);
        }

        return found;
    }

    private static Dictionary<string, List<HttpClientRegistration>> GroupNames(CompilationFacts facts)
    {
        var names = new Dictionary<string, List<HttpClientRegistration>>(System.StringComparer.Ordinal);
        foreach (var registration in All(facts))
        {
            var texts = new TextTracer(new OriginTracer(facts.Bodies, new Budget()), facts.Bodies);
            Add(names, registration.NameIn(texts) ?? Unread, registration);
        }

        return names;
    }

    private static Dictionary<ISymbol, List<HttpClientRegistration>> GroupClients(CompilationFacts facts)
    {
        var clients = new Dictionary<ISymbol, List<HttpClientRegistration>>(SymbolEqualityComparer.Default);
        foreach (var registration in All(facts))
        {
            if (registration.Client is { } client)
                Add(clients, client.OriginalDefinition, registration);
        }

        return clients;
    }

    private static void Add<TKey>(Dictionary<TKey, List<HttpClientRegistration>> known, TKey key, HttpClientRegistration registration)
        where TKey : notnull
    {
        if (!known.TryGetValue(key, out var found))
            known.Add(key, found = new List<HttpClientRegistration>());

        found.Add(registration);
    }
}
