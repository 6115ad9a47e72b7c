using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

/// <summary>Code that looks like GRPCAUTH3001 through a method, a cache, a lazy value or the service collection, and is right, or cannot be known.</summary>
public sealed class MetadataBuiltOnceHolderSilentTests
{
    private const string Made = "new Metadata { { \"authorization\", \"Bearer \" + Token() } }";

    private const string Make = $"private static Metadata Make() => {Made};";

    [Theory]
    [InlineData(Make, "Make()")]
    [InlineData($"private Metadata Headers => Make(); {Make}", "Headers")]
    [InlineData($"private Metadata Headers {{ get {{ var made = {Made}; return made; }} }}", "Headers")]
    [InlineData($"private Metadata _headers = Make(); public void Refresh() => _headers = Make(); {Make}", "_headers")]
    [InlineData($"private readonly Metadata _headers = Make(); public void Refresh() {{ _headers.Clear(); _headers.Add(\"authorization\", \"Bearer \" + Token()); }} {Make}", "_headers")]
    [InlineData("private readonly Metadata _headers = Make(); private static Metadata Make() => new() { { \"x-request-source\", Token() } };", "_headers")]
    [InlineData($"private readonly Func<Metadata> _make = Make; {Make}", "_make()")]
    [InlineData($"private DateTime _until; private Metadata? _headers; private Metadata Headers() {{ if (_headers == null || _until < DateTime.UtcNow.AddMinutes(1)) {{ _headers = {Made}; _until = DateTime.UtcNow.AddHours(1); }} return _headers; }}", "Headers()")]
    [InlineData($"private DateTime _until = DateTime.MaxValue; private Metadata? _headers; private Metadata Headers() {{ if (_until < DateTime.UtcNow.AddMinutes(1)) _headers = null; if (_headers == null) _headers = {Made}; return _headers; }}", "Headers()")]
    [InlineData($"private DateTime _until = DateTime.MaxValue; private Metadata? _headers; private Metadata Headers() {{ if (_headers != null && _until > DateTime.UtcNow.AddMinutes(1)) return _headers; _headers = {Made}; return _headers; }}", "Headers()")]
    [InlineData($"private Metadata? _headers; public void Reset() => _headers = default;", $"_headers ??= {Made}")]
    [InlineData($"private Metadata? _headers; public void Reset() => Volatile.Write(ref _headers, null);", $"LazyInitializer.EnsureInitialized(ref _headers, () => {Made})")]
    [InlineData($"private Metadata? _headers; public void Reset() => Interlocked.Exchange(ref _headers, null);", $"_headers ??= {Made}")]
    [InlineData($"private Metadata? _headers; private bool _known; private object? _gate; public void Reset() => _known = false;", $"LazyInitializer.EnsureInitialized(ref _headers, ref _known, ref _gate, () => {Made})")]
    [InlineData($"private Metadata? _headers; private Timer? _timer; public Service() => _timer = new Timer(_ => _headers = null, null, 0, 1000);", $"_headers ??= {Made}")]
    [InlineData($"private Metadata _headers = {Made}; public Service(System.ComponentModel.INotifyPropertyChanged settings) => settings.PropertyChanged += (_, _) => _headers = {Made};", "_headers")]
    [InlineData($"private readonly Metadata _headers = {Made}; public Service(System.ComponentModel.INotifyPropertyChanged settings) => settings.PropertyChanged += (_, _) => {{ _headers.Clear(); _headers.Add(\"authorization\", \"Bearer \" + Token()); }};", "_headers")]
    [InlineData($"private Lazy<Metadata> _headers = New(); public void Reset() => _headers = New(); private static Lazy<Metadata> New() => new(() => {Made});", "_headers.Value")]
    [InlineData($"private readonly Lazy<Metadata> _headers = new(() => {Made}); public void Renew() {{ _headers.Value.Clear(); _headers.Value.Add(\"authorization\", \"Bearer \" + Token()); }}", "_headers.Value")]
    [InlineData($"private static readonly ThreadLocal<Metadata> Headers = new(() => {Made}); public void Renew() => Headers.Value = {Made};", "Headers.Value")]
    [InlineData($"[ThreadStatic] private static Metadata? _headers; public static void End() => _headers = null;", $"_headers ??= {Made}")]
    [InlineData($"private string? _user; private Metadata? _headers; private Metadata Headers(string user) {{ if (_headers == null || _user != user) {{ _headers = {Made}; _user = user; }} return _headers; }}", "Headers(\"me\")")]
    [InlineData($"private Metadata? _headers; private readonly object? _gate = null; private Metadata Headers() {{ if (_gate == null) _headers = {Made}; return _headers!; }}", "Headers()")]
    [InlineData($"private readonly Metadata _headers = Make(); public void Renew(Action<Metadata> renew) => renew(_headers); {Make}", "_headers")]
    [InlineData($"private static Metadata First(int n) => n == 0 ? {Made} : Second(n); private static Metadata Second(int n) => First(n - 1);", "First(2)")]
    [InlineData($"private static readonly AsyncLocal<Metadata> Headers = new(); public void Begin() => Headers.Value = {Made};", "Headers.Value")]
    public Task Metadata_that_is_made_anew_or_renewed(string member, string headers) => Verify.Silent($$"""
        public class Service
        {
            private readonly Orders.OrdersClient _client = null!;

            {{member}}

            private static string Token() => Environment.GetEnvironmentVariable("TOKEN")!;

            public Order Get() => _client.GetOrder(new OrderRequest(), {{headers}});
        }
        """);

    [Fact]
    public Task A_method_that_a_subclass_may_replace() => Verify.Silent("""
        public class Service
        {
            private readonly Orders.OrdersClient _client;
            private readonly Metadata _headers;

            public Service(Orders.OrdersClient client)
            {
                _client = client;
                _headers = Make();
            }

            protected virtual Metadata Make() => new() { { "authorization", "Bearer " + Environment.MachineName } };

            public Order Get() => _client.GetOrder(new OrderRequest(), _headers);
        }
        """);

    [Theory]
    [InlineData("services.AddScoped<Service>();")]
    [InlineData("services.AddScoped<IService, Service>();")]
    [InlineData("services.AddTransient<IService>(sp => new Service(sp.GetRequiredService<Orders.OrdersClient>(), \"\"));")]
    [InlineData("services.AddTransient(typeof(Service));")]
    [InlineData("services.AddHttpClient<Service>();")]
    public Task A_class_of_which_each_scope_gets_a_new_object(string registration) => Verify.Silent($$"""
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static void Add(IServiceCollection services) => {{registration}}
        }

        public interface IService
        {
        }

        public sealed class Service(Orders.OrdersClient client, string token) : IService
        {
            private readonly Lazy<Metadata> _headers = new(() => new() { { "authorization", "Bearer " + token } });

            public Order Get() => client.GetOrder(new OrderRequest(), _headers.Value);
        }
        """);

    [Fact]
    public Task A_base_class_of_what_each_scope_gets_anew() => Verify.Silent("""
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static void Add(IServiceCollection services) => services.AddScoped<Service>();
        }

        public abstract class Front(Orders.OrdersClient client)
        {
            private readonly Metadata _headers = new() { { "authorization", "Bearer " + Environment.MachineName } };

            public Order Get() => client.GetOrder(new OrderRequest(), _headers);
        }

        public sealed class Service(Orders.OrdersClient client) : Front(client);
        """);

    [Theory]
    [InlineData("public static Order Get(Orders.OrdersClient client, ServerCallContext context) => new Service(client, context.RequestHeaders.GetValue(\"authorization\")!).Get();")]
    [InlineData("public static Order Get(Orders.OrdersClient client, Microsoft.AspNetCore.Http.HttpContext context) => For(client, context.Request.Headers.Authorization.ToString()).Get(); private static Service For(Orders.OrdersClient client, string token) => new(client, token);")]
    [InlineData("public static Order Get(Orders.OrdersClient client, string token) { using var service = new Service(client, token); return service.Get(); }")]
    [InlineData("public static Order Get(Orders.OrdersClient client, string token) => new Service(client, token).Get();")]
    [InlineData("public static void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app) => Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(app, \"/\", (Orders.OrdersClient client, string token) => new Service(client, token).Get());")]
    public Task An_object_that_is_made_for_each_request_or_call(string member) => Verify.Silent($$"""
        public static class Front
        {
            {{member}}
        }

        public sealed class Service(Orders.OrdersClient client, string token) : IDisposable
        {
            private readonly Metadata _headers = new() { { "authorization", "Bearer " + token } };

            public Order Get() => client.GetOrder(new OrderRequest(), _headers);

            public void Dispose()
            {
            }
        }
        """);

    [Theory]
    [InlineData("services.AddScoped(sp => new Metadata { { \"authorization\", \"Bearer \" + Environment.MachineName } });", "")]
    [InlineData("services.AddTransient<Metadata>(sp => new Metadata { { \"authorization\", \"Bearer \" + Environment.MachineName } });", "")]
    [InlineData("services.AddSingleton(new Metadata { { \"x-request-source\", Environment.MachineName } });", "")]
    [InlineData("services.AddSingleton<Func<Metadata>>(() => new Metadata { { \"authorization\", \"Bearer \" + Environment.MachineName } });", "")]
    [InlineData("services.AddSingleton<Func<Metadata>>(sp => () => new Metadata { { \"authorization\", \"Bearer \" + Environment.MachineName } });", "")]
    [InlineData("services.AddSingleton(new Metadata { { \"authorization\", \"Bearer \" + Environment.MachineName } });", "public sealed class Renewal(Metadata headers) { public void Run() { headers.Clear(); headers.Add(\"authorization\", \"Bearer \" + Environment.MachineName); } }")]
    [InlineData("services.AddSingleton(new Metadata { { \"authorization\", \"Bearer \" + Environment.MachineName } });", "public sealed class Renewal { private readonly Metadata _all; public Renewal(Metadata all) => _all = all; public void Run() { _all.Clear(); _all.Add(\"authorization\", \"Bearer \" + Environment.MachineName); } }")]
    [InlineData("services.AddSingleton(new Metadata { { \"authorization\", \"Bearer \" + Environment.MachineName } });", "public sealed class Renewal { public Renewal(Metadata headers, Action<Metadata> renew) => renew(headers); }")]
    [InlineData("services.AddSingleton(new Metadata { { \"authorization\", \"Bearer \" + Environment.MachineName } });", "public sealed class Renewal { private readonly Metadata _all; public Renewal(Metadata all) => _all = all; public void Run(Action<Metadata> renew) => renew(_all); }")]
    [InlineData("services.AddSingleton(new Metadata { { \"authorization\", \"Bearer \" + Environment.MachineName } });", "public sealed partial class Renewal(Metadata headers); partial class Renewal { public void Run() => headers.Clear(); }")]
    public Task A_registration_that_makes_it_anew_or_is_renewed(string registration, string type) => Verify.Silent($$"""
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static void Add(IServiceCollection services) => {{registration}}
        }

        public sealed class Service(Orders.OrdersClient client, Metadata headers)
        {
            public Order Get() => client.GetOrder(new OrderRequest(), headers);
        }

        {{type}}
        """);

    [Theory]
    [InlineData("Orders.OrdersClient client", "public Order Get(Metadata headers) => client.GetOrder(new OrderRequest(), headers);")]
    [InlineData("Orders.OrdersClient client, [FromKeyedServices(\"other\")] Metadata headers", "public Order Get() => client.GetOrder(new OrderRequest(), headers);")]
    public Task A_singleton_that_no_call_gets(string parameters, string method) => Verify.Silent($$"""
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static void Add(IServiceCollection services) => services.AddSingleton(new Metadata { { "authorization", "Bearer " + Environment.MachineName } });
        }

        public sealed class Service({{parameters}})
        {
            {{method}}
        }
        """);

    [Fact]
    public Task Metadata_that_an_object_of_one_method_gets_in_its_constructor() => Verify.Silent("""
        public static class Front
        {
            public static Order Get(Orders.OrdersClient client, string token) => new Service(client, new Metadata { { "authorization", "Bearer " + token } }).Get();
        }

        public sealed class Service
        {
            private readonly Orders.OrdersClient _client;
            private readonly Metadata _headers;

            public Service(Orders.OrdersClient client, Metadata headers)
            {
                _client = client;
                _headers = headers;
            }

            public Order Get() => _client.GetOrder(new OrderRequest(), _headers);
        }
        """);

    [Fact]
    public Task A_dictionary_of_metadata_is_not_followed() => Verify.Silent("""
        public sealed class Service(Orders.OrdersClient client, Dictionary<string, Metadata> cache)
        {
            public Order Get(string token)
            {
                if (!cache.TryGetValue(token, out var headers))
                {
                    headers = new Metadata { { "authorization", "Bearer " + token } };
                    cache[token] = headers;
                }

                return client.GetOrder(new OrderRequest(), headers);
            }
        }
        """);
}
