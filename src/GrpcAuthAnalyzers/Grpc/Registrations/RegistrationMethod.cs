using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Registrations;

/// <summary>How long an object of a registered service lives.</summary>
internal enum ServiceLifetime
{
    /// <summary>As long as the service provider, which is the process for most programs.</summary>
    Singleton,

    /// <summary>As long as the scope that asks for it, such as a request.</summary>
    Scoped,

    /// <summary>Every request for it gets a new one.</summary>
    Transient,
}

/// <summary>A method of <c>Microsoft.Extensions.DependencyInjection</c> that registers a service: the one table of their names.</summary>
internal sealed class RegistrationMethod
{
    private static readonly RegistrationMethod[] Table =
    {
        new("AddSingleton", ServiceLifetime.Singleton),
        new("TryAddSingleton", ServiceLifetime.Singleton),
        new("AddKeyedSingleton", ServiceLifetime.Singleton, isKeyed: true),
        new("TryAddKeyedSingleton", ServiceLifetime.Singleton, isKeyed: true),
        new("AddHostedService", ServiceLifetime.Singleton, isHosted: true),
        new("AddScoped", ServiceLifetime.Scoped),
        new("TryAddScoped", ServiceLifetime.Scoped),
        new("AddKeyedScoped", ServiceLifetime.Scoped, isKeyed: true),
        new("TryAddKeyedScoped", ServiceLifetime.Scoped, isKeyed: true),
        new("AddTransient", ServiceLifetime.Transient),
        new("TryAddTransient", ServiceLifetime.Transient),
        new("AddKeyedTransient", ServiceLifetime.Transient, isKeyed: true),
        new("TryAddKeyedTransient", ServiceLifetime.Transient, isKeyed: true),
        new("AddHttpClient", ServiceLifetime.Transient),
    };

    private static readonly ImmutableDictionary<string, RegistrationMethod> ByName = Index();

    private RegistrationMethod(string name, ServiceLifetime lifetime, bool isKeyed = false, bool isHosted = false)
    {
        Name = name;
        Lifetime = lifetime;
        IsKeyed = isKeyed;
        IsHosted = isHosted;
    }

    /// <summary>The name of the method.</summary>
    internal string Name { get; }

    /// <summary>How long the registered objects live.</summary>
    internal ServiceLifetime Lifetime { get; }

    /// <summary>Whether only those who give the key get the service.</summary>
    internal bool IsKeyed { get; }

    /// <summary>Whether the object is run by the host, and cannot be asked for by its own type.</summary>
    internal bool IsHosted { get; }

    /// <summary>The method that a call registers a service with; null for other calls.</summary>
    internal static RegistrationMethod? Of(IInvocationOperation call) =>
        ByName.TryGetValue(call.TargetMethod.Name, out var method)
        && call.TargetMethod.ContainingNamespace?.ToDisplayString().StartsWith(
            "Microsoft.Extensions.DependencyInjection", System.StringComparison.Ordinal) == true
            ? method
            : null;

    /// <summary>The names of the methods that register one lifetime, keyed and hosted forms too.</summary>
    internal static string[] NamesOf(ServiceLifetime lifetime)
    {
        var names = new List<string>();
        foreach (var method in Table)
        {
            if (method.Lifetime == lifetime)
                names.Add(method.Name);
        }

        return names.ToArray();
    }

    private static ImmutableDictionary<string, RegistrationMethod> Index()
    {
        var methods = ImmutableDictionary.CreateBuilder<string, RegistrationMethod>(System.StringComparer.Ordinal);
        foreach (var method in Table)
            methods.Add(method.Name, method);

        return methods.ToImmutable();
    }
}
